"""What is done to endorsements: the deadline moved, the result written down, announced, or recorded by hand."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.governance import notices
from palermo.governance.models import Endorsement, Extension
from palermo.governance.queries.endorsements import result_day, standing_of
from palermo.governance.rules import endorsements
from palermo.governance.states.endorsements import EndorsementState

# Who wrote a result down where nobody had to: the passing of the deadline, or the answers that decided before it.
BY_DEADLINE, BY_ANSWERS = "the deadline", "the answers of Member States"
RESULT = ("state", "result_on", "result_precision", "result_note")


@transaction.atomic
def close_endorsement(
    endorsement: Endorsement, state: EndorsementState, *, on: PartialDate, note: MultilingualText, by: Actor
) -> Endorsement:
    """Record the result of an endorsement that a meeting decided, or of which only the result is known."""
    endorsement = lock_endorsement(endorsement)
    endorsements.check_can_close_endorsement(by, endorsement, state, on.value)
    endorsement.state, endorsement.result, endorsement.result_note = state, on, note
    endorsement.save(update_fields=RESULT)
    record("endorsement.closed", endorsement, by=by, state=state.value, on=str(on), note=dict(note))
    return endorsement


@transaction.atomic
def extend_deadline(
    endorsement: Endorsement, *, closes_at: datetime, reason: MultilingualText, by: Actor
) -> Endorsement:
    """Move the deadline to a later instant, before it has passed."""
    endorsement = lock_endorsement(endorsement)
    endorsements.check_may_extend(by, endorsement)
    endorsements.check_can_extend(endorsement, closes_at)
    version, now = endorsement.versions.order_by("-number")[0], clock.now()
    number = version.extensions.count() + 1
    Extension.objects.create(version=version, number=number, made_at=now, closes_at=closes_at, reason=reason)
    set_target(endorsement, closes_at)
    details = {"version": version.number, "closes_at": instant(closes_at), "reason": dict(reason)}
    record("endorsement.extended", endorsement, by=by, **details)
    return endorsement


@transaction.atomic
def settle_endorsement(endorsement: Endorsement, *, by: Actor) -> Endorsement:
    """Write down what the answers and the deadline have decided; done late or twice it writes the same.

    `by` is a person, or `BY_DEADLINE`.
    """
    endorsement = lock_endorsement(endorsement)
    if endorsement.state == EndorsementState.OPEN:
        endorsements.check_can_settle(by, endorsement)
        write_result(endorsement, by=by)
    return endorsement


def write_result(endorsement: Endorsement, *, by: Actor) -> None:
    """The state and the day of a result that is decided, with the instant in the log. The caller holds the lock."""
    standing = standing_of(endorsement, clock.now())
    if (
        endorsement.state != EndorsementState.OPEN
        or standing.is_open
        or standing.at is None
        or standing.deadline is None
    ):
        return
    day = result_day(standing, endorsement.procedure)
    endorsement.state, endorsement.result = standing.state, PartialDate(day) if day else None
    endorsement.save(update_fields=RESULT)
    decided = {"state": standing.state.value, "at": instant(standing.at), "deadline": instant(standing.deadline)}
    version = endorsement.versions.order_by("-number")[0].number
    record("endorsement.settled", endorsement, by=by, on=str(day), version=version, **decided)


@transaction.atomic
def announce_result(endorsement: Endorsement, *, by: Actor) -> Endorsement:
    """Announce the result of a text to all Member States; a result not on record yet is recorded first."""
    endorsement = lock_endorsement(endorsement)
    endorsements.check_can_announce(by, endorsement)
    write_result(endorsement, by=by)
    endorsement.announced_on = max(clock.today(), endorsement.result_on or clock.today())
    endorsement.save(update_fields=["announced_on"])
    record("endorsement.announced", endorsement, by=by, on=endorsement.announced_on.isoformat())
    notices.result_announced(endorsement.pk)
    return endorsement


@transaction.atomic
def withdraw_endorsement(endorsement: Endorsement, *, on: date, reason: MultilingualText, by: Actor) -> Endorsement:
    """Take a text back that Member States have not approved: it stays on record, with the reason."""
    endorsement = lock_endorsement(endorsement)
    endorsements.check_can_withdraw_endorsement(by, endorsement, on)
    write_result(endorsement, by=by)
    endorsement.state, endorsement.result, endorsement.result_note = (
        *(EndorsementState.WITHDRAWN, PartialDate(on)),
        reason,
    )
    endorsement.save(update_fields=RESULT)
    record("endorsement.withdrawn", endorsement, by=by, on=on.isoformat(), reason=dict(reason))
    return endorsement


def lock_endorsement(endorsement: Endorsement) -> Endorsement:
    """The endorsement as it is now, locked until the act is done.

    The clock is read only after this. So an act that came before a deadline held the row before it, and a settlement
    after the deadline waits until that act is recorded.
    """
    return Endorsement.objects.select_for_update().get(pk=endorsement.pk)


def set_target(endorsement: Endorsement, closes_at: datetime | None) -> None:
    """Keep the day of the deadline beside it, for lists and calendars."""
    zone = ZoneInfo(endorsement.procedure.time_zone)
    endorsement.target = PartialDate(closes_at.astimezone(zone).date()) if closes_at else None
    endorsement.save(update_fields=["target_on", "target_precision"])


def instant(moment: datetime) -> str:
    """An instant as the log writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
