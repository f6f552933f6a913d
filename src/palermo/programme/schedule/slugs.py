"""Ids for what is added to a programme: its own among the rows of one programme, not of all."""

from collections.abc import Collection

from django.db.models import Manager, Model
from django.utils.text import slugify

from palermo.core.languages import OFFERED_INSTEAD
from palermo.core.text import MultilingualText

LONGEST = 60


def short_slug[Row: Model](rows: Manager[Row], text: MultilingualText, otherwise: str) -> str:
    """A free id from a text where it has Latin letters, else from `otherwise`; numbered while another row has it."""
    return free_slug(set(rows.values_list("slug", flat=True)), text, otherwise)


def free_slug(taken: Collection[str], text: MultilingualText, otherwise: str) -> str:
    """As `short_slug`, with the ids of other rows in `taken`."""
    texts = (text.get(code, "") for code in OFFERED_INSTEAD)
    words = next((slug for each in texts if (slug := slugify(each)[:LONGEST].strip("-"))), otherwise)
    return _free(taken, words)


def slug_of_words[Row: Model](rows: Manager[Row], written: str, otherwise: str) -> str:
    """As `short_slug`, from words in one language."""
    taken = set(rows.values_list("slug", flat=True))
    return _free(taken, slugify(written)[:LONGEST].strip("-") or otherwise)


def _free(taken: Collection[str], words: str) -> str:
    return words if words not in taken else next(s for n in range(2, 10_000) if (s := f"{words}-{n}") not in taken)
