"""Contributions from donors, reports due, and the reports made from the record."""

from palermo.accounts.models import Organisation, State
from palermo.governance.models import (
    Activity,
    AgendaItem,
    Body,
    DonorContribution,
    FollowUp,
    Mandate,
    Meeting,
    ReportDue,
    Session,
)
from palermo.library.models import Document
from palermo.record.codecs import CASES, OUTLINE, TEXT, one_of
from palermo.record.frozen import ISSUED_FILE, ISSUED_TEXT
from palermo.record.kinds.contributions import EXPENDITURE, PAYMENT, RESULT, TERMS
from palermo.record.schema import (
    Children,
    Field,
    Kind,
    Links,
    Table,
    amount,
    arranged_fields,
    choice,
    day,
    partial,
    ref,
    text,
    text6,
    whole,
)
from palermo.reporting.models import (
    DocumentType,
    IssuedFile,
    IssuedText,
    RecordName,
    Report,
    ReportCorrection,
    ReportRecommendation,
    StatedRecord,
)
from palermo.reporting.outline import OUTLINE_NAMES
from palermo.reporting.states import ReportState
from palermo.treaties.models import Treaty

CONTRIBUTIONS = Kind(
    folder="contributions",
    description="One contribution from a donor: a State or an organization.",
    table=Table(
        noun="a contribution",
        model=DonorContribution,
        parts=(
            ref("state", State, "the State that gave it"),
            ref("organisation", Organisation, "or the organization"),
            text6("purpose", "what for, as a noun phrase"),
            amount("amount", "how much, where the record holds it"),
            text("currency", "the currency's three letters"),
            text6("earmark", "the earmark, as a noun phrase"),
            day("period_from", "the first day it is for"),
            day("period_until", "the last day it is for"),
            partial("given", "when"),
            Links("activities", "activities", Activity, "the activities it supports"),
            arranged_fields(),
            choice("audience", "whom the record of it is meant for"),
            Children("terms", TERMS, "what else was agreed with the donor, at most one"),
            Children("payments", PAYMENT, "what was paid"),
            Children("expenditure", EXPENDITURE, "what it was spent on"),
            Children("results", RESULT, "what it achieved"),
        ),
    ),
)

REPORTS_DUE = Kind(
    folder="reports_due",
    description="One report owed to a body, to readers it names, or to both.",
    table=Table(
        noun="a report due",
        model=ReportDue,
        parts=(
            text6("subject", "the subject of the report, as a noun phrase"),
            ref("mandate", Mandate, "the mandate that asks for it"),
            ref("responsible", Organisation, "who owes it"),
            ref("body", Body, "to which body"),
            ref("session", Session, "at which session"),
            text6("readers", "to which readers, as used after the verb"),
            ref("contribution", DonorContribution, "the contribution on whose use it reports"),
            whole("days_before", "how many days before the session opens the paper is handed in"),
            partial("due", "by when"),
            day("scheduled_on", "the day from which it was known, where that is later than the mandate"),
            text6("condition", "on which condition, as a subordinate clause"),
            ref("document", Document, "the document that answers it"),
            arranged_fields(),
            choice("audience", "whom the record of it is meant for"),
        ),
    ),
)

RECORD_NAMES = Kind(
    folder="record_names",
    description="How reports name one record, or one of its texts, in a sentence.",
    table=Table(
        noun="a name in sentences",
        model=RecordName,
        parts=(
            text("kind", "the folder of the record"),
            Field("record", TEXT, "its id", "record_id"),
            text("field", "the key of the text, where one of its texts is named"),
            text6("full", "the name in full, with its article; in Russian in the nominative"),
            text6("short", "the name after the first mention"),
            Field("full_cases", CASES, "the name in full, in Russian", "full_cases"),
            Field("short_cases", CASES, "the short name, in Russian", "short_cases"),
        ),
    ),
)

DOCUMENT_TYPES = Kind(
    folder="document_types",
    description="One document type that officers made of a shipped one.",
    table=Table(
        noun="a document type",
        model=DocumentType,
        parts=(
            Field("base", one_of(OUTLINE_NAMES), "the shipped one that it was copied from", "base"),
            text6("title", "its name"),
            choice("state", "the status"),
            whole("version", "how often it was changed, from 1"),
            Field("outline", OUTLINE, "its sections and settings, as JSON", "content"),
        ),
    ),
)

REPORT_RECOMMENDATION = Table(
    noun="a recommendation",
    model=ReportRecommendation,
    parent="report",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("text", "what is recommended, in whole sentences"),
        ref("follow_up", FollowUp, "its entry in the register"),
        ref("treaty", Treaty, "the treaty whose parties are counted after it"),
    ),
)

ISSUED_FILES = Table(
    noun="a file",
    model=IssuedFile,
    parent="report",
    key=("language", "format"),
    parts=(
        choice("language", "its language"),
        choice("format", "its format"),
        text("sha256", "the hash of its bytes"),
        ISSUED_FILE,
    ),
)

ISSUED_TEXTS = Table(noun="a text", model=IssuedText, parent="report", key=("language",), parts=(ISSUED_TEXT,))

STATED = Table(
    noun="a statement",
    model=StatedRecord,
    parent="report",
    key=("paragraph", "kind", "record_id"),
    parts=(
        whole("paragraph", "the paragraph's number"),
        text("kind", "the folder of the record that it states"),
        Field("record", TEXT, "that record's id", "record_id"),
    ),
)


CORRECTIONS = Table(
    noun="a correction",
    model=ReportCorrection,
    parent="report",
    key=("language", "place"),
    parts=(
        choice("language", "the language version that it corrects"),
        text("place", "the place of the issued text"),
        text("text", "how that reads; left out where the words are deleted"),
    ),
)


def _is_issued(report: Report) -> bool:
    return report.state == ReportState.ISSUED


REPORTS = Kind(
    folder="reports",
    description="One report made from the record as at its cut-off date.",
    table=Table(
        noun="a report",
        model=Report,
        parts=(
            Field("blueprint", one_of(OUTLINE_NAMES), "how it is built", "blueprint"),
            text6("title", "the title"),
            day("cutoff_on", "the cut-off date"),
            ref("session", Session, "the session it is for"),
            ref("agenda_item", AgendaItem, "the agenda item it answers, as session/number"),
            ref("meeting", Meeting, "the meeting it is for"),
            ref("activity", Activity, "the event it is about"),
            ref("contribution", DonorContribution, "the contribution on whose use it reports"),
            ref("document_type", DocumentType, "the officers' document type it was begun with"),
            Field("outline", OUTLINE, "the outline it was begun with, as JSON", "outline"),
            text("symbol", "the symbol; left out while it is pending"),
            choice("original_language", "the language it is written in"),
            choice("audience", "whom it is meant for"),
            choice("state", "the status"),
            day("issued_on", "the day it was issued"),
            ref("changes", Report, "the issued report that it changes"),
            choice("relation", "how it changes that one"),
            Children("recommendations", REPORT_RECOMMENDATION, "what it recommends to its readers"),
            Children("files", ISSUED_FILES, "when it is issued, its files: every language and format", when=_is_issued),
            Children("texts", ISSUED_TEXTS, "when it is issued, its words, by language", "language", _is_issued),
            Children("stated", STATED, "when it is issued, which paragraph states which record", when=_is_issued),
            Children("corrections", CORRECTIONS, "of an issued corrigendum, what it corrects", when=_is_issued),
        ),
    ),
)
