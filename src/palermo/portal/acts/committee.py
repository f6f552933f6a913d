"""What is done on the site to a meeting of the Steering Committee and to the report of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Meeting, MeetingPaper
from palermo.governance.queries import meeting_papers_visible_to, meetings_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act


def _papers(viewer: Viewer) -> QuerySet[MeetingPaper]:
    return meeting_papers_visible_to(viewer).select_related("document", "meeting")


def _meetings(viewer: Viewer) -> QuerySet[Meeting]:
    return meetings_visible_to(viewer).select_related("body")


# Beside each report on its meeting's page stands its own button.
RELEASE = Act(
    "release-report",
    _("Release to Member States"),
    _("The report is on the Member States' site."),
    MeetingPaper,
    _papers,
    forms.DayForm,
    rules.check_may_release_report,
    governance.release_report,
    key="pk",
    is_offered=False,
)

ACTS = (
    Act(
        "record-attendance",
        _("Record who attended"),
        _("Who attended is on record."),
        Meeting,
        _meetings,
        forms.AttendanceForm,
        rules.check_can_record_attendance,
        governance.record_attendance,
    ),
    Act(
        "add-action-point",
        _("Record an action point"),
        _("The action point is on record, and in the register."),
        Meeting,
        _meetings,
        forms.ActionPointForm,
        rules.check_can_add_action_point,
        governance.add_action_point,
    ),
    RELEASE,
)
