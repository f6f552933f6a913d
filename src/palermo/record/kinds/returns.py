"""Sources of data and their agreements, questionnaires, and rounds of data collection.

National returns are in no file: until they are sent they are the State's alone, and afterwards they belong to it and
to the secretariat. They are kept with the database.
"""

from palermo.accounts.models import Organisation, State
from palermo.governance.models import Mandate, NoteVerbale
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.states.sources import Purpose
from palermo.library.models import Document
from palermo.record.codecs import several_of
from palermo.record.schema import (
    Children,
    Field,
    Kind,
    Links,
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

DATA_SOURCES = Kind(
    folder="data_sources",
    description="One source of data: an authority of a State, an organization or a publication.",
    table=Table(
        noun="a source of data",
        model=Source,
        parts=(
            text6("name", "its name"),
            choice("kind", "what kind of source"),
            ref("state", State, "the State whose authority it is"),
            ref("organisation", Organisation, "or the organization"),
            text6("summary", "what it is, in whole sentences"),
            text("website", "its web address"),
            choice("audience", "whom it is meant for"),
            arranged_fields(),
        ),
    ),
)

DATA_AGREEMENTS = Kind(
    folder="data_agreements",
    description="One agreement on data: what a source allows.",
    table=Table(
        noun="an agreement on data",
        model=Agreement,
        parts=(
            ref("source", Source, "the source of the data"),
            text6("title", "the title"),
            Field("purposes", several_of(Purpose.values), "what the data may be used for", "purposes"),
            Links("recipients", "recipients", Organisation, "who else may receive the data"),
            text6("terms", "the terms, in whole sentences"),
            yes_no("covers_personal_data", "whether it covers data on persons"),
            choice("status", "the status"),
            day("signed_on", "when it was signed"),
            day("starts_on", "the first day on which it is in force"),
            day("ends_on", "the last day, if one was agreed"),
            day("ended_on", "the day on which it ended"),
            text6("reason", "why it ended"),
            day("keep_until", "until when the data are kept"),
            ref("document", Document, "its text"),
            choice("audience", "whom it is meant for"),
            arranged_fields(),
        ),
    ),
)

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
        ref("agreement", Agreement, "the agreement on its data"),
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
