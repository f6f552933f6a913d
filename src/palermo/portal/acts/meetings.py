"""What is done to meetings on the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.core.text import MultilingualText
from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Meeting
from palermo.governance.queries import meetings_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug


def _cancel_check(user: Any, meeting: Meeting) -> None:
    rules.check_can_cancel_meeting(user, meeting, meeting.starts_on)


def _schedule(record: None, *, meeting: Meeting, **given: Any) -> Meeting:
    """Its id says what kind of meeting it is and on which day: both can be told apart from any title."""
    meeting.slug = free_slug(Meeting, MultilingualText(), f"{meeting.kind}-{meeting.starts_on.isoformat()}")
    return governance.schedule_meeting(meeting, **given)


SCHEDULE = Act(
    "schedule-meeting",
    _("Schedule a meeting"),
    _("The meeting is scheduled. Those invited see it from now on."),
    Meeting,
    None,
    forms.ScheduleForm,
    lambda user, record: rules.check_can_schedule_meeting(user),
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
        forms.MoveForm,
        rules.check_may_move_meeting,
        governance.move_meeting,
    ),
    Act(
        "cancel-meeting",
        _("Cancel the meeting"),
        _("The meeting is cancelled."),
        Meeting,
        meetings_visible_to,
        forms.ReasonForm,
        _cancel_check,
        governance.cancel_meeting,
    ),
    Act(
        "add-briefing",
        _("Record a briefing"),
        _("The briefing is on record."),
        Meeting,
        meetings_visible_to,
        forms.BriefingForm,
        rules.check_may_record_words,
        governance.add_briefing,
    ),
    Act(
        "add-point",
        _("Record a point raised"),
        _("The point is on record."),
        Meeting,
        meetings_visible_to,
        forms.PointForm,
        rules.check_may_record_words,
        governance.add_point,
    ),
    Act(
        "summarise-meeting",
        _("Write the summary"),
        _("The summary is on record."),
        Meeting,
        meetings_visible_to,
        forms.SummaryForm,
        rules.check_may_record_meeting,
        governance.summarise_meeting,
    ),
    Act(
        "open-notes",
        _("Open the notes for correction"),
        _("Delegations may correct the notes until then."),
        Meeting,
        meetings_visible_to,
        forms.OpenNotesForm,
        rules.check_may_record_words,
        governance.open_notes,
    ),
)
