"""Ids for what is made on the site."""

from django.db.models import Model
from django.utils.text import slugify

from palermo.core.languages import OFFERED_INSTEAD
from palermo.core.text import MultilingualText

LONGEST = 80


def free_slug(model: type[Model], text: MultilingualText, otherwise: str) -> str:
    """From the text where it has Latin letters, else `otherwise`; numbered while another record has it."""
    texts = (text.get(code, "") for code in OFFERED_INSTEAD)
    words = next((slug for each in texts if (slug := slugify(each)[:LONGEST].strip("-"))), otherwise)
    taken = set(model._default_manager.filter(slug__startswith=words).values_list("slug", flat=True))
    return words if words not in taken else next(s for n in range(2, 10_000) if (s := f"{words}-{n}") not in taken)
