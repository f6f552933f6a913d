"""Texts of the record in the reader's language, and symbols. The list of all tags is in record.py."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.core.differences import by_language, differences, mark_parts
from palermo.core.languages import Language, active_language, language_in_sentence
from palermo.core.speech import signs
from palermo.core.speech.numbers import format_figure, format_file_size, format_integer
from palermo.core.speech.signs import colon, comma
from palermo.core.text import MultilingualText, plain

register = template.Library()


def direction(language: Language) -> str:
    """The value of `dir` for a language."""
    return "rtl" if language.right_to_left else "ltr"


@register.filter
def localized_text(text: MultilingualText | str | None) -> SafeString | str:
    """The text in the reader's language; missing: another language, marked as such; absent: nothing.

    The mark is the code of that language; its sentence is what a screen reader says, and is shown where there is room.

    Words of one language alone, such as the name of an organization that applied, are as they are.
    """
    if not isinstance(text, MultilingualText):
        return text or ""
    shown = text.shown_in(active_language().code)
    if shown is None:
        return ""
    if not shown.is_missing:
        return shown.words
    return format_html(
        '<span lang="{}" dir="{}" class="other-language">{}</span> {}',
        shown.language.tag,
        direction(shown.language),
        shown.words,
        _mark_of_other_language(shown.language),
    )


def _mark_of_other_language(given: Language) -> SafeString:
    sentence = _("(not yet available in %(wanted)s; shown in %(given)s)") % {
        "wanted": language_in_sentence(active_language().code),
        "given": language_in_sentence(given.code),
    }
    return format_html(
        '<small class="not-yet" title="{0}"><span class="language-mark" aria-hidden="true">{1}</span>'
        '<span class="language-note">{0}</span></small>',
        sentence,
        given.code.upper(),
    )


register.simple_tag(colon)
register.simple_tag(comma)
register.filter(language_in_sentence)


@register.filter
def in_brackets(words: object) -> SafeString:
    """Words beside others, in the brackets of the reader's language."""
    return format_html(signs.in_brackets("{}"), words)


register.filter(plain)


@register.simple_tag
def difference(old: Mapping[str, str] | str | None, new: Mapping[str, str] | str | None) -> SafeString:
    """What differs between two wordings, by the word; of a multilingual text, in each language that has changed."""
    if not isinstance(old, Mapping) and not isinstance(new, Mapping):
        return mark_parts(differences(str(old or ""), str(new or "")))
    before, after = old if isinstance(old, Mapping) else {}, new if isinstance(new, Mapping) else {}
    parts = ((each.language.tag, direction(each.language), each.marked) for each in by_language(before, after))
    return format_html_join("", '<p lang="{}" dir="{}" class="difference">{}</p>', parts)


@register.simple_tag
def symbol(written: str) -> SafeString:
    """A document symbol: from left to right in every language, in one piece, selected whole by one click."""
    if not written:
        return format_html('<span class="symbol-pending">{}</span>', _("symbol pending"))
    return format_html('<bdi class="symbol" dir="ltr" translate="no">{}</bdi>', written)


@register.filter
def format_number(number: int) -> str:
    """A whole number with its digits grouped as the reader's language does."""
    return format_integer(number, active_language().code)


@register.filter
def figure(number: Decimal) -> str:
    """A number as the reader's language writes it, with two places where it has any."""
    return format_figure(number, active_language().code)


@register.filter
def file_size(size: int) -> SafeString:
    """How large a file is, in one piece within a text of either direction."""
    return format_html("<bdi>{}</bdi>", format_file_size(size, active_language().code))
