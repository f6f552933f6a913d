"""What is done to decisions."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.governance.models import Decision, Mandate, Meeting
from palermo.governance.rules import decisions
from palermo.governance.states.decisions import DecisionState


@transaction.atomic
def adopt_decision(
    decision: Decision, *, on: PartialDate, at: Meeting | None = None, under: Mandate | None = None, by: Actor
) -> Decision:
    """Record that a draft was adopted; a Steering Committee's decision names the mandate `under` which it was taken."""
    decision = _lock_decision(decision)
    under = under and Mandate.objects.select_for_update().get(pk=under.pk)
    under = under or decision.under
    decisions.check_can_adopt(by, decision, under, on)
    decision.state, decision.adopted, decision.adopted_at, decision.under = DecisionState.ADOPTED, on, at, under
    decision.save(update_fields=["state", "adopted_on", "adopted_precision", "adopted_at", "under"])
    authority = {"under": under.slug} if under else {}
    record("decision.adopted", decision, by=by, on=str(on), **authority)
    return decision


@transaction.atomic
def set_aside_decision(decision: Decision, *, on: date, reason: MultilingualText, by: Actor) -> Decision:
    """Record that a draft was not adopted; the day and the reason stand in the log."""
    decision = _lock_decision(decision)
    decisions.check_can_set_aside(by, decision)
    decision.state = DecisionState.NOT_ADOPTED
    decision.save(update_fields=["state"])
    record("decision.set_aside", decision, by=by, on=on.isoformat(), reason=dict(reason))
    return decision


@transaction.atomic
def number_decision(decision: Decision, *, number: str, by: Actor) -> Decision:
    """Give an adopted decision the number that its body assigned; the temporary number stays as an alias."""
    decision = _lock_decision(decision)
    decisions.check_can_number(by, decision, number)
    decision.number = number
    decision.save(update_fields=["number"])
    record("decision.numbered", decision, by=by, number=number, temporary_number=decision.temporary_number)
    return decision


@transaction.atomic
def supersede_decision(decision: Decision, *, successor: Decision, by: Actor) -> Decision:
    """Record that a decision was replaced by a later one."""
    decision = _lock_decision(decision)
    decisions.check_can_supersede(by, decision, successor)
    decision.state, decision.superseded_by = DecisionState.SUPERSEDED, successor
    decision.save(update_fields=["state", "superseded_by"])
    record("decision.superseded", decision, by=by, successor=successor.slug)
    return decision


def _lock_decision(decision: Decision) -> Decision:
    return Decision.objects.select_for_update().get(pk=decision.pk)
