"""Record a decision, adopted or not yet, or begin the endorsement of a text, each from one page."""

from datetime import datetime

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.rows import insert_row
from palermo.core.text import MultilingualText
from palermo.governance.actions.decisions import adopt_decision
from palermo.governance.actions.texts import submit_text
from palermo.governance.models import Decision, Endorsement, Mandate, Meeting, OperativeParagraph
from palermo.governance.states.decisions import DecisionState
from palermo.governance.wording import split_paragraphs


@transaction.atomic
def draft_decision(decision: Decision, *, text: MultilingualText, by: Actor) -> Decision:
    """Record a draft, with its text split into the preamble and the numbered operative paragraphs.

    Refused if the text cannot be split into paragraphs, or its paragraphs differ between languages.
    """
    check_may(by, Permission.DRAFT_DECISION)
    whole = split_paragraphs(text)
    decision.state, decision.preamble = DecisionState.DRAFT, whole.preamble
    insert_row(decision)
    for number, words in whole.paragraphs.items():
        OperativeParagraph.objects.create(decision=decision, number=number, text=words)
    record("decision.drafted", decision, by=by, body=decision.body.slug, paragraphs=len(whole.paragraphs))
    return decision


@transaction.atomic
def record_decision(
    decision: Decision,
    *,
    text: MultilingualText,
    on: PartialDate,
    at: Meeting | None = None,
    under: Mandate | None = None,
    by: Actor,
) -> Decision:
    """Record a decision that was adopted already: its text and its adoption, two acts on the log or neither.

    Refuses as `draft_decision` and `adopt_decision` do; nothing is kept then.
    """
    return adopt_decision(draft_decision(decision, text=text, by=by), on=on, at=at, under=under, by=by)


@transaction.atomic
def begin_endorsement(
    endorsement: Endorsement,
    *,
    text: MultilingualText,
    closes_at: datetime | None,
    opens_at: datetime | None = None,
    by: Actor,
) -> Endorsement:
    """Create an endorsement and submit its first text to Member States.

    Refuses as `submit_text` does; nothing is kept then.
    """
    check_may(by, Permission.PUT_TEXT)
    endorsement.put_on = clock.today()
    insert_row(endorsement)
    record("endorsement.prepared", endorsement, by=by, procedure=endorsement.procedure.slug)
    return submit_text(endorsement, text=text, opens_at=opens_at, closes_at=closes_at, by=by)
