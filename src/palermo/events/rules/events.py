"""Who may change what is planned for an event, and when."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.states.activities import ActivityState

OVER = frozenset({ActivityState.COMPLETED, ActivityState.CANCELLED, ActivityState.GIVEN_UP})


def is_past(event: Event) -> bool:
    """Whether it is over: by its state, or because its last day is gone."""
    return event.activity.state in OVER or event.is_held_by(clock.today() - timedelta(days=1))


def authorization_gap(event: Event) -> str:
    """The sentence that says what a proposal waits for; nothing for an event that is authorized.

    What an event is about and what it costs is written of a proposal, since Member States ask for it on that ground.
    Everything else waits until they have asked for it.
    """
    if event.activity.state != ActivityState.PROPOSED:
        return ""
    return _(
        "This event is a proposal. Until it is authorized under a mandate, only its description, concept "
        "note and budget can be edited."
    )


def check_is_authorized(event: Event) -> None:
    """Refuse what is not done for a proposal.

    Every rule about programmes, registration, speakers, invitations, participants, logistics, screens and feedback
    asks this one.
    """
    if gap := authorization_gap(event):
        raise Refused(gap)


def check_may_reschedule(user: Actor, event: Event) -> None:
    """The secretariat; an event with a date, that is not over."""
    check_may(user, Permission.RESCHEDULE_EVENT)
    if event.activity.state in OVER:
        raise Refused(_("This event is over; its dates and name can no longer be changed."))
    if event.activity.starts is None:
        raise Refused(_("No dates are planned for this event yet. Enter them first."))


def check_can_reschedule(
    user: Actor,
    event: Event,
    *,
    title: MultilingualText,
    starts: PartialDate,
    ends: PartialDate | None,
    decided_on: date,
) -> None:
    """Something must change, and the event must not end before it begins; one change a day is on record."""
    check_may_reschedule(user, event)
    activity = event.activity
    if ends and ends.value < starts.value:
        raise Refused(
            _("The event cannot end on %(end)s when it begins on %(start)s.")
            % {"end": localize_day(ends.value), "start": localize_day(starts.value)}
        )
    if (title, starts, ends) == (activity.title, activity.starts, activity.ends):
        raise Refused(_("Neither the name nor a date was changed."))
    if event.reschedulings.filter(decided_on=decided_on).exists():
        raise Refused(
            _("A change decided on %(day)s has already been recorded. Correct it in the administration.")
            % {"day": localize_day(decided_on)}
        )
