"""What is done to amendments."""

from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row
from palermo.governance.models import Amendment, Decision, OperativeParagraph
from palermo.governance.rules import amendments
from palermo.governance.states.decisions import AmendmentState
from palermo.governance.wording import split_paragraphs, text_before


@transaction.atomic
def propose_amendment(amendment: Amendment, *, by: Actor) -> Amendment:
    """Record an amendment to a draft.

    Raises
    ------
    Refused, ValidationError
        Saying what is wrong with it.
    """
    amendment.decision = Decision.objects.select_for_update().get(pk=amendment.decision_id)
    amendment.state = AmendmentState.PROPOSED
    amendments.check_can_propose_amendment(by, amendment)
    if not amendment.paragraph:
        split_paragraphs(amendment.text)
    insert_row(amendment)
    record("amendment.proposed", amendment, by=by, decision=amendment.decision.slug, text=dict(amendment.text))
    return amendment


@transaction.atomic
def decide_amendment(amendment: Amendment, state: AmendmentState, *, on: date, by: Actor) -> Amendment:
    """Decide on an amendment; an accepted one changes the draft, and the earlier words are kept."""
    Decision.objects.select_for_update().get(pk=amendment.decision_id)
    amendment = Amendment.objects.select_for_update().get(pk=amendment.pk)
    amendments.check_can_decide_amendment(by, amendment, state, on)
    amendment.state, amendment.decided_on = state, on
    if state == AmendmentState.ACCEPTED:
        amendment.previous_text = text_before(amendment)
        _apply_amendment(amendment)
    amendment.save(update_fields=["state", "decided_on", "previous_text"])
    details = {"previous_text": dict(amendment.previous_text)} if state == AmendmentState.ACCEPTED else {}
    record(f"amendment.{state.value}", amendment, by=by, on=on.isoformat(), **details)
    return amendment


def _apply_amendment(amendment: Amendment) -> None:
    """Change the draft; languages that the amendment lacks are dropped, since they would be out of date."""
    if amendment.paragraph:
        amendment.paragraph.text = amendment.text
        amendment.paragraph.save(update_fields=["text"])
        return
    decision, whole = amendment.decision, split_paragraphs(amendment.text)
    decision.preamble = whole.preamble
    decision.save(update_fields=["preamble"])
    _drop_paragraphs(decision, set(whole.paragraphs))
    for number, text in whole.paragraphs.items():
        OperativeParagraph.objects.update_or_create(decision=decision, number=number, defaults={"text": text})


def _drop_paragraphs(decision: Decision, numbers: set[int]) -> None:
    try:
        decision.paragraphs.exclude(number__in=numbers).delete()
    except ProtectedError:
        raise Refused(
            _("The amendment removes a paragraph that has other amendments or mandates. Keep its number in the text.")
        ) from None
