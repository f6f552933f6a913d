"""What is done to corrections of the entries of States."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.treaties.models import StateCorrection
from palermo.treaties.rules import corrections as rules
from palermo.treaties.states.corrections import StateCorrectionStatus


@transaction.atomic
def propose_state_correction(correction: StateCorrection, *, by: Actor) -> StateCorrection:
    """Propose a correction to the entry of one's State; the secretariat decides."""
    rules.check_may_propose_state_correction(by, correction.state)
    correction.status, correction.proposed_on = StateCorrectionStatus.PROPOSED, clock.today()
    correction.slug = correction.slug or free_id(StateCorrection, f"{correction.state.slug}-correction")
    insert_row(correction)
    record("state_correction.proposed", correction, by=by, state=correction.state.slug, subject=str(correction.subject))
    return correction


def accept_state_correction(correction: StateCorrection, *, answer: MultilingualText, by: Actor) -> StateCorrection:
    """Accept a correction, with a reply if there is one: the record says it now."""
    return _decide(correction, StateCorrectionStatus.ACCEPTED, answer, by)


def decline_state_correction(correction: StateCorrection, *, answer: MultilingualText, by: Actor) -> StateCorrection:
    """Decline a correction, with the reason."""
    return _decide(correction, StateCorrectionStatus.DECLINED, answer, by)


@transaction.atomic
def _decide(
    correction: StateCorrection, to: StateCorrectionStatus, answer: MultilingualText, by: Actor
) -> StateCorrection:
    locked = lock_row(correction, "state")
    rules.check_can_decide_state_correction(by, locked, to, answer)
    locked.status, locked.answer, locked.decided_on = to, answer, clock.today()
    locked.save(update_fields=["status", "answer", "decided_on"])
    record(f"state_correction.{to}", locked, by=by, answer=dict(answer))
    return locked
