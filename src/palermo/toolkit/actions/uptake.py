"""What is done to the record of the use of tools."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.toolkit.models import Tool, Uptake
from palermo.toolkit.rules import uptake as rules
from palermo.toolkit.states.uptake import UptakeStatus


@transaction.atomic
def record_uptake(uptake: Uptake, *, by: Actor) -> Uptake:
    """Record what a State or an organization did with a tool."""
    rules.check_may_record_uptake(by, uptake.tool)
    uptake.status, uptake.decided_on = UptakeStatus.RECORDED, clock.today()
    _add(uptake)
    record("uptake.recorded", uptake, by=by, **_facts(uptake))
    return uptake


@transaction.atomic
def report_uptake(uptake: Uptake, *, by: Actor) -> Uptake:
    """Report what one's own State or organization did with a tool; the secretariat decides."""
    rules.check_can_report_uptake(by, uptake)
    uptake.status, uptake.reported_on = UptakeStatus.REPORTED, clock.today()
    _add(uptake)
    record("uptake.reported", uptake, by=by, **_facts(uptake))
    return uptake


@transaction.atomic
def confirm_uptake(uptake: Uptake, *, answer: MultilingualText, by: Actor) -> Uptake:
    """Take a reported use into the record."""
    return _decide(uptake, UptakeStatus.RECORDED, "uptake.confirmed", answer, by)


@transaction.atomic
def decline_uptake(uptake: Uptake, *, answer: MultilingualText, by: Actor) -> Uptake:
    """Decline a reported use, with the reason."""
    return _decide(uptake, UptakeStatus.DECLINED, "uptake.declined", answer, by)


@transaction.atomic
def change_uptake(uptake: Uptake, *, values: Mapping[str, object], by: Actor) -> Uptake:
    """Correct a use on record; `values` are fields of the model."""
    uptake = _lock(uptake)
    rules.check_may_change_uptake(by, uptake)
    before = _facts(uptake)
    set_values(uptake, values)
    rules.check_uptake_is_coherent(uptake)
    save_row(uptake)
    record("uptake.changed", uptake, by=by, before=before, **_facts(uptake))
    return uptake


@transaction.atomic
def remove_uptake(uptake: Uptake, *, reason: MultilingualText, by: Actor) -> Tool:
    """Take a use that was recorded in error off the record; the log and its history keep it, with the reason."""
    uptake = _lock(uptake)
    rules.check_may_change_uptake(by, uptake)
    tool, facts = uptake.tool, _facts(uptake)
    uptake.delete()
    record("uptake.removed", tool, by=by, reason=dict(reason), **facts)
    return tool


def _lock(uptake: Uptake) -> Uptake:
    return lock_row(uptake, "tool__activity", "state", "organisation", "law")


def _add(uptake: Uptake) -> None:
    rules.check_uptake_is_coherent(uptake)
    uptake.slug = uptake.slug or free_id(Uptake, f"{uptake.tool.activity.slug}-{uptake.participant.slug}"[:90])
    insert_row(uptake)


def _decide(uptake: Uptake, to: UptakeStatus, verb: str, answer: MultilingualText, by: Actor) -> Uptake:
    uptake = _lock(uptake)
    rules.check_can_decide_uptake(by, uptake, to, answer)
    uptake.status, uptake.answer, uptake.decided_on = to, answer, clock.today()
    uptake.save(update_fields=["status", "answer", "decided_on"])
    record(verb, uptake, by=by, answer=dict(answer), **_facts(uptake))
    return uptake


def _facts(uptake: Uptake) -> dict[str, object]:
    """What the log says of a use."""
    return {
        "tool": uptake.tool.activity.slug,
        "participant": uptake.participant.slug,
        "kind": uptake.kind,
        "since_on": uptake.since_on.isoformat() if uptake.since_on else "",
        "law": uptake.law.slug if uptake.law else "",
    }
