"""Ids of records: made from a text or given, and numbered while another record has them."""

from collections.abc import Collection

from django.db.models import Model
from django.utils.text import slugify

from palermo.core.languages import OFFERED_INSTEAD
from palermo.core.text import MultilingualText

LONGEST = 80


def slug_of_text(text: MultilingualText, otherwise: str, longest: int = LONGEST) -> str:
    """An id from the first language whose words have Latin letters; `otherwise` where none has."""
    slugs = (slug_of_words(text.get(code, ""), "", longest) for code in OFFERED_INSTEAD)
    return next(filter(None, slugs), otherwise)


def slug_of_words(words: str, otherwise: str, longest: int = LONGEST) -> str:
    """An id from words in one language; `otherwise` where they have no Latin letters."""
    return slugify(words)[:longest].strip("-") or otherwise


def number_if_taken(wanted: str, taken: Collection[str]) -> str:
    """The id that is wanted; with the first free number behind it where it is taken."""
    return wanted if wanted not in taken else next(s for n in range(2, 100_000) if (s := f"{wanted}-{n}") not in taken)


def free_id(model: type[Model], wanted: str) -> str:
    """The id that is wanted for a record of a model, numbered while another record has it."""
    taken = model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True)
    return number_if_taken(wanted, set(taken))


def free_slug(model: type[Model], text: MultilingualText, otherwise: str) -> str:
    """A free id for a record, from its text where that has Latin letters, else from `otherwise`."""
    return free_id(model, slug_of_text(text, otherwise))
