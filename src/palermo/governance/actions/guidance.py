"""What is done to guidance and to corrections of the notes of it."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row
from palermo.core.text import MultilingualText
from palermo.governance.models import Correction, Guidance
from palermo.governance.rules import guidance as guidance_rules
from palermo.governance.states.guidance import AnswerKind, CorrectionState


@transaction.atomic
def record_guidance(guidance: Guidance, *, by: Actor) -> Guidance:
    """Record guidance given by Member States at a meeting, from the secretariat's notes."""
    assert guidance.meeting
    guidance_rules.check_may_record_guidance(by, guidance.meeting)
    insert_row(guidance)
    record("guidance.recorded", guidance, by=by, meeting=guidance.meeting.slug, kind=guidance.kind)
    return guidance


@transaction.atomic
def answer_guidance(guidance: Guidance, *, kind: AnswerKind, answer: MultilingualText, by: Actor) -> Guidance:
    """Record the answer to guidance, or that nothing is done and why."""
    guidance = Guidance.objects.select_for_update().get(pk=guidance.pk)
    guidance_rules.check_can_answer_guidance(by, guidance, kind, answer)
    guidance.answer_kind, guidance.answer, guidance.answered_on = kind, answer, clock.today()
    guidance.save(update_fields=["answer_kind", "answer", "answered_on"])
    record("guidance.answered", guidance, by=by, kind=kind.value, answer=dict(answer))
    return guidance


@transaction.atomic
def correct_notes(guidance: Guidance, *, state: State, text: MultilingualText, slug: str, by: Actor) -> Guidance:
    """Propose a correction of the notes for a State; the notes stay as they are until it is decided."""
    guidance = lock_row(guidance, "meeting")
    guidance_rules.check_can_correct_notes(by, guidance, state)
    correction = Correction(slug=slug, guidance=guidance, state_by=state, text=text, made_at=clock.now())
    insert_row(correction)
    record("correction.proposed", correction, by=by, guidance=guidance.slug, state=state.slug, text=dict(text))
    return guidance


@transaction.atomic
def withdraw_correction(correction: Correction, *, by: Actor) -> Guidance:
    """Take a correction back before it is decided."""
    correction = lock_row(correction, "state_by")
    guidance_rules.check_may_withdraw_correction(by, correction)
    correction.state, correction.decided_on = CorrectionState.WITHDRAWN, clock.today()
    correction.save(update_fields=["state", "decided_on"])
    record("correction.withdrawn", correction, by=by)
    return correction.guidance


@transaction.atomic
def accept_correction(
    correction: Correction, *, text: MultilingualText, answer: MultilingualText, by: Actor
) -> Guidance:
    """Correct the notes: `text` is the new text, in every language; the earlier text is kept."""
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    guidance = Guidance.objects.select_for_update().get(pk=correction.guidance_id)
    guidance_rules.check_can_decide_correction(by, correction, CorrectionState.ACCEPTED, answer)
    correction.previous_text, guidance.text = guidance.text, text
    guidance.full_clean()
    guidance.save(update_fields=["text"])
    _decide(correction, CorrectionState.ACCEPTED, answer)
    details = {"before": dict(correction.previous_text), "after": dict(text), "answer": dict(answer)}
    record("correction.accepted", correction, by=by, guidance=guidance.slug, **details)
    return guidance


@transaction.atomic
def decline_correction(correction: Correction, *, answer: MultilingualText, by: Actor) -> Guidance:
    """Leave the notes as they are, and say why."""
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    guidance_rules.check_can_decide_correction(by, correction, CorrectionState.DECLINED, answer)
    _decide(correction, CorrectionState.DECLINED, answer)
    record("correction.declined", correction, by=by, answer=dict(answer))
    return correction.guidance


def _decide(correction: Correction, state: CorrectionState, answer: MultilingualText) -> None:
    correction.state, correction.decided_on, correction.answer = state, clock.today(), answer
    correction.save(update_fields=["state", "decided_on", "answer", "previous_text"])
