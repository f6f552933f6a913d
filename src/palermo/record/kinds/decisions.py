"""Decisions and resolutions with their operative paragraphs."""

from django.core.exceptions import ValidationError
from django.db import models

from palermo.governance.models import Amendment, Body, Decision, Mandate, Meeting, OperativeParagraph, Session
from palermo.governance.numbers import EXPECTED, parse_number
from palermo.library.models import Document
from palermo.record.codecs import Codec, scalar
from palermo.record.faults import Spot, quote_value
from palermo.record.nodes import Node
from palermo.record.schema import Children, Field, Kind, Table, choice, day, partial, ref, text, text6, whole


def _read_number(node: Node, spot: Spot, field: models.Field) -> str:
    written = scalar(node, spot, EXPECTED)
    try:
        parse_number(written)
    except ValidationError:
        raise spot.misread(EXPECTED, quote_value(written)) from None
    return written


NUMBER = Codec(lambda field: EXPECTED, _read_number, str)

PARAGRAPH = Table(
    noun="an operative paragraph",
    model=OperativeParagraph,
    parent="decision",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("text", "its text, in whole sentences"),
        text6("reported", "how a report states it, in whole sentences in the past tense"),
    ),
)

AMENDMENT = Table(
    noun="an amendment",
    model=Amendment,
    parent="decision",
    key=("slug",),
    parts=(
        text("slug", "its id"),
        ref("paragraph", OperativeParagraph, "the paragraph it would change, as decision/number; none: the whole"),
        text6("text", "the text it proposes, in whole sentences"),
        text6("proposed_by", "by whom, as a noun phrase"),
        day("proposed_on", "when"),
        choice("state", "the status"),
        day("decided_on", "when that was decided"),
        text6("previous_text", "the text as it stood before"),
        ref("document", Document, "the document that holds it"),
    ),
)

DECISIONS = Kind(
    folder="decisions",
    description="One decision or resolution that a body adopted.",
    table=Table(
        noun="a decision",
        model=Decision,
        parts=(
            ref("body", Body, "which body"),
            ref("session", Session, "at which session"),
            choice("kind", "decision or resolution"),
            Field("number", NUMBER, "as the body writes it; left out where it gave none or has not yet", "number"),
            text("temporary_number", "what the draft was known by"),
            text6("title", "the title"),
            text6("preamble", "the preamble"),
            choice("wording", "whose words the texts are in"),
            choice("state", "the status"),
            partial("adopted", "when it was adopted"),
            ref("adopted_at", Meeting, "at which meeting"),
            ref("endorses", Decision, "the decision it endorses"),
            ref("superseded_by", Decision, "the decision that took its place"),
            ref("under", Mandate, "the mandate within which a body that acts under guidance took it"),
            ref("document", Document, "the document that holds it"),
            choice("audience", "whom it is meant for"),
            Children("paragraphs", PARAGRAPH, "its operative paragraphs"),
            Children("amendments", AMENDMENT, "amendments proposed to its draft"),
        ),
    ),
)
