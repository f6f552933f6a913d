"""Ids for what is added to a programme: its own among the rows of one programme, not of all."""

from typing import Any

from django.utils.text import slugify

from palermo.core.languages import OFFERED_INSTEAD
from palermo.core.text import MultilingualText

LONGEST = 60


def short_slug(rows: Any, text: MultilingualText, otherwise: str) -> str:
    """From the text where it has Latin letters, else `otherwise`; numbered while another row has it."""
    texts = (text.get(code, "") for code in OFFERED_INSTEAD)
    words = next((slug for each in texts if (slug := slugify(each)[:LONGEST].strip("-"))), otherwise)
    return _free(rows, words)


def slug_of_words(rows: Any, written: str, otherwise: str) -> str:
    """The same from words in one language."""
    return _free(rows, slugify(written)[:LONGEST].strip("-") or otherwise)


def _free(rows: Any, words: str) -> str:
    taken = set(rows.filter(slug__startswith=words).values_list("slug", flat=True))
    return words if words not in taken else next(s for n in range(2, 10_000) if (s := f"{words}-{n}") not in taken)
