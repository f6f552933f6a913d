"""What is done on the site to a meeting of the Steering Committee and to the report of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.governance.actions import committee as committee_actions
from palermo.governance.models import Meeting, MeetingPaper
from palermo.governance.queries.meetings import meeting_papers_visible_to, meetings_visible_to
from palermo.governance.rules import committee
from palermo.portal.acts.act import Act
from palermo.portal.forms import committee as committee_forms
from palermo.portal.forms import fields


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
    fields.DayForm,
    committee.check_may_release_report,
    committee_actions.release_report,
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
        committee_forms.AttendanceForm,
        committee.check_can_record_attendance,
        committee_actions.record_attendance,
    ),
    Act(
        "add-action-point",
        _("Record an action point"),
        _("The action point is on record, and in the register."),
        Meeting,
        _meetings,
        committee_forms.ActionPointForm,
        committee.check_can_add_action_point,
        committee_actions.add_action_point,
    ),
    RELEASE,
)
