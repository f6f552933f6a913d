"""What is done to meetings on the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.core.text import MultilingualText
from palermo.governance.actions import meetings as meetings_actions
from palermo.governance.models import Meeting
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.rules import meetings as meetings_rules
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug
from palermo.portal.forms import fields, meetings


def _cancel_check(user: Any, meeting: Meeting) -> None:
    meetings_rules.check_can_cancel_meeting(user, meeting, meeting.starts_on)


def _schedule(record: None, *, meeting: Meeting, **given: Any) -> Meeting:
    """Its id says what kind of meeting it is and on which day: both can be told apart from any title."""
    meeting.slug = free_slug(Meeting, MultilingualText(), f"{meeting.kind}-{meeting.starts_on.isoformat()}")
    return meetings_actions.schedule_meeting(meeting, **given)


SCHEDULE = Act(
    "schedule-meeting",
    _("Schedule a meeting"),
    _("The meeting is scheduled. Those invited see it from now on."),
    Meeting,
    None,
    meetings.ScheduleForm,
    lambda user, record: meetings_rules.check_can_schedule_meeting(user),
    _schedule,
)

ACTS = (
    SCHEDULE,
    Act(
        "move-meeting",
        _("Move the meeting"),
        _("The meeting is moved. Those invited are being told."),
        Meeting,
        meetings_visible_to,
        meetings.MoveForm,
        meetings_rules.check_may_move_meeting,
        meetings_actions.move_meeting,
    ),
    Act(
        "cancel-meeting",
        _("Cancel the meeting"),
        _("The meeting is cancelled."),
        Meeting,
        meetings_visible_to,
        fields.ReasonForm,
        _cancel_check,
        meetings_actions.cancel_meeting,
    ),
    Act(
        "add-briefing",
        _("Record a briefing"),
        _("The briefing is on record."),
        Meeting,
        meetings_visible_to,
        meetings.BriefingForm,
        meetings_rules.check_may_record_words,
        meetings_actions.add_briefing,
    ),
    Act(
        "add-point",
        _("Record a point raised"),
        _("The point is on record."),
        Meeting,
        meetings_visible_to,
        meetings.PointForm,
        meetings_rules.check_may_record_words,
        meetings_actions.add_point,
    ),
    Act(
        "summarise-meeting",
        _("Write the summary"),
        _("The summary is on record."),
        Meeting,
        meetings_visible_to,
        meetings.SummaryForm,
        meetings_rules.check_may_record_meeting,
        meetings_actions.summarise_meeting,
    ),
    Act(
        "open-notes",
        _("Open the notes for correction"),
        _("Delegations may correct the notes until then."),
        Meeting,
        meetings_visible_to,
        meetings.OpenNotesForm,
        meetings_rules.check_may_record_words,
        meetings_actions.open_notes,
    ),
)
