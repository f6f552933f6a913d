"""Languages in which a notice is missing.

{{ text.missing|languages_markup }}    each by its own name
"""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from palermo.core.languages import BY_CODE

register = template.Library()


@register.filter
def languages_markup(codes: Iterable[str]) -> SafeString:
    """The names of languages, each marked as being in that language."""
    comma = pgettext("between two names", ", ")
    named = ((BY_CODE[code].tag, BY_CODE[code].name) for code in codes)
    return format_html_join(comma, '<bdi lang="{}">{}</bdi>', named)
