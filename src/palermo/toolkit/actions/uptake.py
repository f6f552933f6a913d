"""What is done to the record of the use of tools."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.toolkit.models import Uptake
from palermo.toolkit.rules import uptake as rules
from palermo.toolkit.states.uptake import UptakeStatus

RELATED = ("tool__activity", "state", "organisation", "law")


@transaction.atomic
def report_uptake(uptake: Uptake, *, by: Actor) -> Uptake:
    """Report what one's own State or organization did with a tool; the secretariat decides."""
    rules.check_can_report_uptake(by, uptake)
    uptake.status, uptake.reported_on = UptakeStatus.REPORTED, clock.today()
    rules.check_uptake_is_coherent(uptake)
    _give_id(uptake)
    insert_row(uptake)
    record("uptake.reported", uptake, by=by, **_details(uptake))
    return uptake


@transaction.atomic
def confirm_uptake(uptake: Uptake, *, answer: MultilingualText, by: Actor) -> Uptake:
    """Take a reported use into the record."""
    return _decide(uptake, UptakeStatus.RECORDED, "uptake.confirmed", answer, by)


@transaction.atomic
def decline_uptake(uptake: Uptake, *, answer: MultilingualText, by: Actor) -> Uptake:
    """Decline a reported use, with the reason."""
    return _decide(uptake, UptakeStatus.DECLINED, "uptake.declined", answer, by)


def _lock(uptake: Uptake) -> Uptake:
    return lock_row(uptake, *RELATED)


def _decide(uptake: Uptake, to: UptakeStatus, verb: str, answer: MultilingualText, by: Actor) -> Uptake:
    uptake = _lock(uptake)
    rules.check_can_decide_uptake(by, uptake, to, answer)
    uptake.status, uptake.answer, uptake.decided_on = to, answer, clock.today()
    uptake.save(update_fields=["status", "answer", "decided_on"])
    record(verb, uptake, by=by, answer=dict(answer), **_details(uptake))
    return uptake


def _details(uptake: Uptake) -> dict[str, object]:
    """What the log says of a use."""
    return {
        "tool": uptake.tool.activity.slug,
        "participant": uptake.participant.slug,
        "kind": uptake.kind,
        "since_on": uptake.since_on.isoformat() if uptake.since_on else "",
        "law": uptake.law.slug if uptake.law else "",
    }


def _give_id(uptake: Uptake) -> None:
    uptake.slug = uptake.slug or free_id(Uptake, f"{uptake.tool.activity.slug}-{uptake.participant.slug}"[:90])


def _prepare_recorded(uptake: Uptake) -> None:
    uptake.status, uptake.decided_on = UptakeStatus.RECORDED, clock.today()
    _give_id(uptake)


uptakes = RowActs(
    model=Uptake,
    noun="uptake",
    verbs=("recorded", "changed", "removed"),
    above="tool",
    related=RELATED,
    may_add=rules.check_may_record_uptake,
    may_change=rules.check_may_change_uptake,
    prepare=_prepare_recorded,
    check=rules.check_uptake_is_coherent,
    details=_details,
    logs_former=True,
    removal_needs_reason=True,
)
