"""The chain of authority and the languages of a text. The list of all tags is in record.py."""

from collections.abc import Collection, Mapping, Sequence

from django import template

from palermo.core.languages import CODES, LANGUAGES, active_language
from palermo.site.templatetags.texts import direction

register = template.Library()


@register.inclusion_tag("site/parts/chain.html")
def chain(parts: Sequence[object]) -> dict[str, object]:
    """One line from the decision to the report; a gap is drawn with the sentence that would close it."""
    return {"parts": parts}


@register.inclusion_tag("site/parts/languages.html")
def languages(available: Mapping[str, str], current: str = "", meant: Collection[str] = CODES) -> dict[str, object]:
    """The six languages in the official order: links, the current one, and those that are missing.

    A language that is not `meant` is not listed as missing.
    """
    rows = [
        {
            "language": language,
            "direction": direction(language),
            "address": available.get(language.code),
            "is_meant": language.code in meant,
        }
        for language in LANGUAGES
    ]
    return {"rows": rows, "current": current, "language": active_language()}
