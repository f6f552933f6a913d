"""Ids for what is added to a programme: its own among the rows of one programme, not of all."""

from collections.abc import Collection

from django.db.models import Manager, Model

from palermo.core.slugs import number_if_taken, slug_of_text, slug_of_words
from palermo.core.text import MultilingualText

LONGEST = 60


def short_slug[Row: Model](rows: Manager[Row], text: MultilingualText, otherwise: str) -> str:
    """A free id from a text where it has Latin letters, else from `otherwise`; numbered while another row has it."""
    return free_slug(set(rows.values_list("slug", flat=True)), text, otherwise)


def free_slug(taken: Collection[str], text: MultilingualText, otherwise: str) -> str:
    """As `short_slug`, with the ids of other rows in `taken`."""
    return number_if_taken(slug_of_text(text, otherwise, LONGEST), taken)


def short_slug_of_words[Row: Model](rows: Manager[Row], written: str, otherwise: str) -> str:
    """As `short_slug`, from words in one language."""
    return number_if_taken(slug_of_words(written, otherwise, LONGEST), set(rows.values_list("slug", flat=True)))
