"""What is done to decisions."""

from typing import Any

from django.db import transaction

from palermo.audit.actions import record
from palermo.core.dates import PartialDate
from palermo.governance import rules
from palermo.governance.models import Decision, Meeting
from palermo.governance.states import DecisionState


@transaction.atomic
def adopt_decision(decision: Decision, *, on: PartialDate, at: Meeting | None = None, by: Any) -> Decision:
    """Record that a draft was adopted."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    rules.check_can_adopt(by, decision)
    decision.state, decision.adopted, decision.adopted_at = DecisionState.ADOPTED, on, at
    decision.save(update_fields=["state", "adopted_on", "adopted_precision", "adopted_at"])
    record("decision.adopted", decision, by=by, on=str(on))
    return decision


@transaction.atomic
def supersede_decision(decision: Decision, *, successor: Decision, by: Any) -> Decision:
    """Record that a decision was replaced by a later one."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    rules.check_can_supersede(by, decision, successor)
    decision.state, decision.superseded_by = DecisionState.SUPERSEDED, successor
    decision.save(update_fields=["state", "superseded_by"])
    record("decision.superseded", decision, by=by, successor=successor.slug)
    return decision
