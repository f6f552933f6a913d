"""Addresses and names of records.

{% address record %}            the page of a record
{{ record|name }}               what a link to it says
{% link record %}               a link under its name
{% link record record.title %}  a link under other words; a multilingual text is shown as everywhere
{{ topic|as_heading }}          a multilingual noun phrase with a capital, to stand by itself
{{ code|own_name }}             a language by its own name
{{ state|named_on:day }}        the short name a State had on a day
{{ act|verb_words }}            what an entry of the audit log says was done
"""

from datetime import date, datetime

from django import template
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from palermo.accounts.models import State
from palermo.audit.verbs import verb_words
from palermo.core import clock
from palermo.core.languages import BY_CODE
from palermo.core.records import address_of, name_of
from palermo.core.text import MultilingualText, as_heading
from palermo.site.templatetags.texts import localized_text

register = template.Library()


@register.simple_tag
def address(record: Model) -> str:
    """The page of a record."""
    return address_of(record)


@register.filter
def name(record: Model) -> str:
    """What a link to a record says."""
    return name_of(record)


@register.simple_tag
def link(record: Model, words: MultilingualText | str | Promise = "") -> SafeString:
    """A link to a record, under its name or under the words given."""
    shown = localized_text(words) if isinstance(words, MultilingualText) else words
    return format_html('<a href="{}">{}</a>', address_of(record), shown or name_of(record))


register.filter(as_heading)


@register.filter
def own_name(code: str) -> SafeString:
    """A language by its own name."""
    language = BY_CODE[code]
    return format_html('<span lang="{}">{}</span>', language.tag, language.name)


@register.filter
def named_on(state: State, day: date | None) -> MultilingualText:
    """The short name a State had on a day; today where none is given."""
    return state.short_name_on((timezone.localdate(day) if isinstance(day, datetime) else day) or clock.today())


register.filter(verb_words)
