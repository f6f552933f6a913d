"""What is done to meetings on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.governance.actions import meetings as meetings_actions
from palermo.governance.models import Meeting
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.rules import meetings as meetings_rules
from palermo.governance.web.forms import meetings
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms import fields


def _cancel_check(user: Actor, meeting: Meeting) -> None:
    meetings_rules.check_can_cancel_meeting(user, meeting, meeting.starts_on)


def _schedule(record: None, *, meeting: Meeting, agenda: list[tuple[str, MultilingualText]], by: Actor) -> Meeting:
    """Schedule a meeting; its slug is made of the kind of meeting and the day."""
    meeting.slug = free_slug(Meeting, MultilingualText(), f"{meeting.kind}-{meeting.starts_on.isoformat()}")
    return meetings_actions.schedule_meeting(meeting, agenda=agenda, by=by)


SCHEDULE = ActionPage(
    name="schedule-meeting",
    label=_("Schedule meeting"),
    success_message=_("Meeting scheduled. Those invited can now see it."),
    model=Meeting,
    records=None,
    list_page="consultation_list",
    form=meetings.ScheduleForm,
    check=lambda user, record: meetings_rules.check_can_schedule_meeting(user),
    perform=_schedule,
)

register_actions(
    SCHEDULE,
    ActionPage(
        name="move-meeting",
        label=_("Reschedule meeting"),
        success_message=_("Meeting rescheduled. Those invited are being notified."),
        model=Meeting,
        records=meetings_visible_to,
        form=meetings.MoveForm,
        check=meetings_rules.check_may_move_meeting,
        perform=meetings_actions.move_meeting,
    ),
    ActionPage(
        name="cancel-meeting",
        label=_("Cancel meeting"),
        success_message=_("Meeting cancelled."),
        model=Meeting,
        records=meetings_visible_to,
        form=fields.ReasonForm,
        check=_cancel_check,
        perform=meetings_actions.cancel_meeting,
    ),
    ActionPage(
        name="confirm-meeting",
        label=_("Confirm that it took place"),
        success_message=_("Meeting confirmed. Reports now state that it took place."),
        model=Meeting,
        records=meetings_visible_to,
        form=fields.ActForm,
        check=meetings_rules.check_can_confirm_meeting,
        perform=meetings_actions.confirm_meeting,
        is_primary=True,
    ),
    ActionPage(
        name="add-briefing",
        label=_("Record briefing"),
        success_message=_("Briefing saved."),
        model=Meeting,
        records=meetings_visible_to,
        form=meetings.BriefingForm,
        check=meetings_rules.check_may_record_words,
        perform=meetings_actions.add_briefing,
    ),
    ActionPage(
        name="add-point",
        label=_("Record point raised"),
        success_message=_("Point saved."),
        model=Meeting,
        records=meetings_visible_to,
        form=meetings.PointForm,
        check=meetings_rules.check_may_record_words,
        perform=meetings_actions.add_point,
    ),
    ActionPage(
        name="summarise-meeting",
        label=_("Write summary"),
        success_message=_("Summary saved."),
        model=Meeting,
        records=meetings_visible_to,
        form=meetings.SummaryForm,
        check=meetings_rules.check_may_record_meeting,
        perform=meetings_actions.summarise_meeting,
    ),
    ActionPage(
        name="open-notes",
        label=_("Open notes for correction"),
        success_message=_("Notes open for correction by delegations."),
        model=Meeting,
        records=meetings_visible_to,
        form=meetings.OpenNotesForm,
        check=meetings_rules.check_may_record_words,
        perform=meetings_actions.open_notes,
    ),
)
allow_undo(
    "schedule-meeting",
    "confirm-meeting",
    "add-briefing",
    "add-point",
    "summarise-meeting",
)
