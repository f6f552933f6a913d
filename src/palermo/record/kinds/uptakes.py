"""What States and organizations did with tools."""

from palermo.library.models import Document
from palermo.record.kinds.treaties import PARTICIPANT
from palermo.record.schema import Kind, Table, arranged_fields, choice, day, partial, ref, text, text6
from palermo.toolkit.models import Tool, Uptake
from palermo.treaties.models import LawArticle

UPTAKES = Kind(
    folder="uptakes",
    description="What one State or organization did with a tool, or a report of it that awaits confirmation.",
    table=Table(
        noun="a use of a tool",
        model=Uptake,
        parts=(
            ref("tool", Tool, "the tool"),
            *PARTICIPANT,
            choice("kind", "what it did with it"),
            partial("since", "since when"),
            text("language", "the language of a translation, by its code"),
            ref("law", LawArticle, "the provision of national law that cites it"),
            text6("evidence", "what shows the use, in whole sentences"),
            text("link", "an address that shows it"),
            ref("document", Document, "a document that shows it"),
            choice("status", "whether it is recorded, or reported and awaiting confirmation"),
            day("reported_on", "when it was reported"),
            day("decided_on", "when it was taken into the record, or declined"),
            text6("answer", "what the secretariat replied to a report"),
            arranged_fields(),
        ),
    ),
)
