"""Questionnaires, and rounds of data collection.

National returns are in no file: until they are sent they are the State's alone, and afterwards they belong to it and
to the secretariat. They are kept with the database, and so are the agreements under which they are given.
"""

from palermo.accounts.models import State
from palermo.governance.models import Mandate, NoteVerbale
from palermo.record.schema import (
    Children,
    Kind,
    Table,
    arranged_fields,
    choice,
    day,
    ref,
    text,
    text6,
    whole,
    yes_no,
)
from palermo.returns.models import Questionnaire, QuestionnaireEdition, Round, RoundInvitation

QUESTIONNAIRE_EDITION = Table(
    noun="an edition of a questionnaire",
    model=QuestionnaireEdition,
    parent="questionnaire",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("status", "whether it is published"),
        text("content", "the questionnaire, as YAML"),
        text6("changes", "what changed since the edition before"),
        day("published_on", "when it was published"),
        text("digest", "the SHA-256 digest of its content"),
    ),
)

QUESTIONNAIRES = Kind(
    folder="questionnaires",
    description="One questionnaire that States are asked to fill in, with its editions.",
    table=Table(
        noun="a questionnaire",
        model=Questionnaire,
        parts=(
            text6("title", "the title"),
            text6("summary", "what it asks, in whole sentences"),
            Children("editions", QUESTIONNAIRE_EDITION, "its editions"),
            arranged_fields(),
        ),
    ),
)

INVITATION = Table(
    noun="the invitation of a State",
    model=RoundInvitation,
    parent="round",
    key=("state_id",),
    parts=(
        ref("state", State, "the State"),
        ref("note", NoteVerbale, "the note verbale"),
        day("invited_on", "when it was invited"),
        day("extended_to", "until when its return may be late"),
        text("extension_reason", "why"),
    ),
)

ROUNDS = Kind(
    folder="rounds",
    description="One round of data collection, with the States invited. No return is here.",
    table=Table(
        noun="a round of data collection",
        model=Round,
        parts=(
            text6("title", "the title"),
            ref("edition", QuestionnaireEdition, "the edition of the questionnaire, as questionnaire/number"),
            whole("year", "the year of the figures"),
            ref("mandate", Mandate, "the mandate under which it is held"),
            choice("status", "the status"),
            day("opens_on", "when it opens"),
            day("due_on", "by when returns are due"),
            day("closed_on", "when it was closed"),
            text6("guidance", "guidance for this round, in whole sentences"),
            yes_no("is_invented", "whether it was invented for a demonstration"),
            Children("invitations", INVITATION, "the States invited"),
            arranged_fields(),
        ),
    ),
)
