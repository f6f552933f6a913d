"""Who may record the outcomes of an event, and decide which of them are shown at the Forum."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.events.models import Event, Outcome, Recommendation, Showing
from palermo.events.rules.events import check_is_authorized, is_past
from palermo.events.rules.preparation import check_has_come, has_begun
from palermo.events.states.events import OUTCOME_MOVES, EventKind, OutcomeStatus
from palermo.library.models import Document
from palermo.library.states import DocumentState


def check_may_record_outcome(user: Actor, event: Event) -> None:
    """The secretariat, of an event that has begun."""
    check_may(user, Permission.RECORD_OUTCOME)
    if not has_begun(event, clock.today()):
        raise Refused(_("This event has not begun. Outcomes can be recorded from its first day."))


def check_can_record_outcome(user: Actor, event: Event, produced_on: date) -> None:
    """Produced at the event or after it, on a day that has come."""
    check_may_record_outcome(user, event)
    check_has_come(produced_on)
    first = event.activity.starts_on
    if first and produced_on < first:
        raise Refused(_("The event began on %(day)s; outcomes cannot be earlier.") % {"day": localize_day(first)})


def check_may_change_outcome(user: Actor, record: Outcome | Recommendation) -> None:
    """The secretariat; an outcome, or an item of it, that was not withdrawn.

    Refused to anyone else, and of what was withdrawn.
    """
    check_may(user, Permission.RECORD_OUTCOME)
    _check_stands(record if isinstance(record, Outcome) else record.outcome)


def _check_stands(outcome: Outcome) -> None:
    if outcome.status == OutcomeStatus.WITHDRAWN:
        raise Refused(_("This outcome was withdrawn and can no longer be changed. Record a new outcome instead."))


def check_may_withdraw_outcome(user: Actor, outcome: Outcome) -> None:
    """The secretariat; what was not withdrawn."""
    check_may(user, Permission.RECORD_OUTCOME)
    check_move(OUTCOME_MOVES, outcome.status, OutcomeStatus.WITHDRAWN)


def check_can_withdraw_outcome(user: Actor, outcome: Outcome, on: date) -> None:
    """On a day that has come, not before it was produced or adopted."""
    check_may_withdraw_outcome(user, outcome)
    check_has_come(on)
    first = max(outcome.produced_on, outcome.adopted_on or outcome.produced_on)
    if on < first:
        raise Refused(_("It was recorded on %(day)s. Choose a later date.") % {"day": localize_day(first)})


def check_may_adopt(user: Actor, outcome: Outcome) -> None:
    """A draft."""
    check_may(user, Permission.RECORD_OUTCOME)
    _check_stands(outcome)
    if outcome.status != OutcomeStatus.DRAFT:
        raise Refused(_("This text has already been adopted."))


def check_can_adopt(user: Actor, outcome: Outcome, on: date) -> None:
    """Not before it was produced."""
    check_may_adopt(user, outcome)
    check_has_come(on)
    if on < outcome.produced_on:
        raise Refused(_("The draft was produced on %(day)s.") % {"day": localize_day(outcome.produced_on)})


def check_may_show(user: Actor, record: Outcome | Document) -> None:
    """The secretariat; an outcome, or a document that was not withdrawn."""
    check_may(user, Permission.SHOW_AT_FORUM)
    if isinstance(record, Outcome):
        _check_stands(record)
    if isinstance(record, Document) and record.state == DocumentState.WITHDRAWN:
        raise Refused(_("This document was withdrawn and cannot be presented."))


def check_can_show(user: Actor, record: Outcome | Document, forum: Event, kind: str) -> None:
    """At a Forum that is ahead or going on, once in each way."""
    check_may_show(user, record)
    if forum.kind != EventKind.FORUM:
        raise Refused(_("Outcomes and documents can be presented at a Forum only."))
    check_is_authorized(forum)
    if is_past(forum):
        raise Refused(_("This Forum is over."))
    if record.showings.filter(forum=forum, kind=kind, withdrawn_on=None).exists():
        raise Refused(_("It is already marked in this way."))


def check_may_stop_showing(user: Actor, showing: Showing) -> None:
    """What is marked and was not taken from there."""
    check_may(user, Permission.SHOW_AT_FORUM)
    if showing.withdrawn_on:
        raise Refused(_("It has not been presented since %(day)s.") % {"day": localize_day(showing.withdrawn_on)})


def check_can_stop_showing(user: Actor, showing: Showing, on: date) -> None:
    """On a day that has come, not before it was marked."""
    check_may_stop_showing(user, showing)
    check_has_come(on)
    if showing.marked_on and on < showing.marked_on:
        raise Refused(_("It was marked on %(day)s.") % {"day": localize_day(showing.marked_on)})
