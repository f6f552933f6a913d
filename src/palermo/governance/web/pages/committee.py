"""What is done on the site to a meeting of the Steering Committee and to the report of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.governance.actions import committee as committee_actions
from palermo.governance.models import Meeting, MeetingPaper
from palermo.governance.queries.meetings import meeting_papers_visible_to, meetings_visible_to
from palermo.governance.rules import committee
from palermo.governance.web.forms import committee as committee_forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms import fields


def _papers(viewer: Viewer) -> QuerySet[MeetingPaper]:
    return meeting_papers_visible_to(viewer).select_related("document", "meeting")


def _meetings(viewer: Viewer) -> QuerySet[Meeting]:
    return meetings_visible_to(viewer).select_related("body")


# Beside each report on its meeting's page stands its own button.
RELEASE = ActionPage(
    name="release-report",
    label=_("Share with Member States"),
    success_message=_("Report shared with Member States."),
    model=MeetingPaper,
    records=_papers,
    form=fields.DayForm,
    check=committee.check_may_release_report,
    perform=committee_actions.release_report,
    key="pk",
    is_offered=False,
)

register_actions(
    ActionPage(
        name="record-attendance",
        label=_("Record attendance"),
        success_message=_("Attendance saved."),
        model=Meeting,
        records=_meetings,
        form=committee_forms.AttendanceForm,
        check=committee.check_can_record_attendance,
        perform=committee_actions.record_attendance,
    ),
    ActionPage(
        name="add-action-point",
        label=_("Record action point"),
        success_message=_("Action point saved and added to the follow-up register."),
        model=Meeting,
        records=_meetings,
        form=committee_forms.ActionPointForm,
        check=committee.check_can_add_action_point,
        perform=committee_actions.add_action_point,
    ),
    RELEASE,
)
allow_undo(
    "record-attendance",
    "add-action-point",
)
