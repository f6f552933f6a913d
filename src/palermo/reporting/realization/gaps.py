"""What stands in a draft where the record has no text in its language: which text of which record is missing."""

from collections.abc import Callable
from typing import NamedTuple

from palermo.core.languages import OFFERED_INSTEAD
from palermo.core.text import MultilingualText
from palermo.reporting.realization.catalogue import message
from palermo.reporting.spoken import Run
from palermo.reporting.tree import Fact
from palermo.site.docx.text import Style

# So much of a text in another language tells which record is meant.
LONGEST_NAME = 80


class RecordLabel(NamedTuple):
    """What readers know a record by: its number ("16/9") or its title."""

    words: str
    is_number: bool = False


type RecordLabels = Callable[[Fact, str], RecordLabel | None]


def no_labels(fact: Fact, language: str) -> RecordLabel | None:
    """No label: what the missing text says in another language tells the record instead."""
    return None


def gap_run(fact: Fact, text: MultilingualText, label: RecordLabel | None, language: str) -> Run:
    """The gap in a language, marked as such."""
    label = label or _label_from(text)
    by = "none" if label is None else "number" if label.is_number else "title"
    noun = message("common.gap_noun", language).format({"kind": fact.kind})
    name = label.words if label else ""
    record = message("common.gap_record", language).format({"by": by, "noun": noun, "name": name})
    return Run(message("common.gap", language).format({"field": fact.field, "record": record}), Style.GAP)


def _label_from(text: MultilingualText) -> RecordLabel | None:
    words = next((text[code] for code in OFFERED_INSTEAD if code in text), "")
    if len(words) > LONGEST_NAME:
        words = f"{words[:LONGEST_NAME].rstrip()}…"
    return RecordLabel(words) if words else None
