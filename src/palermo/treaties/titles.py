"""Titles of records of treaties, made of several names, for lists in which they stand beside other kinds."""

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.treaties.models import Treaty


def join_titles(*parts: MultilingualText) -> MultilingualText:
    """Names one after another, in the languages in which each of them is on record."""
    return MultilingualText(
        {code: " · ".join(part[code] for part in parts) for code in CODES if all(code in part for part in parts)}
    )


def title_in_treaty(participant: MultilingualText, treaty: Treaty) -> MultilingualText:
    """A participant and a treaty."""
    return join_titles(participant, treaty.short_name or treaty.name)
