"""Records and what they hold in the words of the site: never a key, a number of a row or a date in digits."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.core.dates import PartialDate
from palermo.core.fields import PartialDateOf
from palermo.core.records import name_of
from palermo.core.speech.here import localize_day
from palermo.core.speech.instants import localize_instant
from palermo.core.text import MultilingualText, plain


def title_of(record: Model) -> str:
    """The name of a record above its form and in lists."""
    name = name_of(record) if hasattr(record, "display_name") else str(record)
    return capfirst(name) or str(record._meta.verbose_name)


def field_words(record: Model, name: str) -> str:
    """What a field of a record holds; of a date known more or less exactly, how exactly, too."""
    partial = name.removesuffix("_on")
    if partial != name and isinstance(type(record).__dict__.get(partial), PartialDateOf):
        return value_words(getattr(record, partial))
    field, value = record._meta.get_field(name), getattr(record, name)
    return choice_words(field, value) if isinstance(field, Field) and field.flatchoices else value_words(value)


def choice_words(field: Field, value: object) -> str:
    """The label of a choice."""
    return str(dict(field.flatchoices).get(value, value))


def value_words(value: object) -> str:
    """A value in words."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return localize_instant(value, settings.TIME_ZONE)
        case date() | PartialDate():
            return localize_day(value)
        case MultilingualText():
            return plain(value)
        case Model():
            return title_of(value)
        case _:
            return str(value)
