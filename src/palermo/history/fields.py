"""What changed in a row, field by field, in the reader's words."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Field, FileField, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from palermo.audit.versioned_models import columns, value_of
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.fields import DatePrecisionField, DigestField
from palermo.core.kinds import kind_of
from palermo.core.languages import active_language
from palermo.core.records import field_label
from palermo.core.speech.dates import format_day
from palermo.core.speech.instants import localize_instant
from palermo.core.text import MultilingualText
from palermo.history.names import Names, pointed_at, related_model

# Not of interest to readers: positions in an order, digests, keys, paths.
NOT_SHOWN = frozenset(
    {
        "changes",
        "cv_media_type",
        "cv_sha256",
        "content",
        "digest",
        "files",
        "key",
        "media_type",
        "order",
        "order_key",
        "public_keys",
        "sha256",
        "size",
        "slug",
    }
)
# Longer words are compared word by word, not shown one after the other.
LONGEST_SHOWN = 80


type ShownValue = str | MultilingualText


class FieldChange(NamedTuple):
    """A field as it was and as it is; `is_text` if the two are to be compared word by word."""

    label: str | Promise
    old: ShownValue
    new: ShownValue
    is_text: bool


def changed_fields(
    model: type[Model], before: dict[str, object], after: dict[str, object], names: Names
) -> Iterator[FieldChange]:
    """The fields in which two versions differ, without those that lead to what the reader may not know."""
    for field in shown_fields(model):
        old, new = _value(field, before, names), _value(field, after, names)
        if old != new and old is not None and new is not None:
            is_text = isinstance(new, MultilingualText) or len(str(old)) + len(str(new)) > LONGEST_SHOWN
            yield FieldChange(field_label(model, field.name), old, new, is_text)


def fields_of(model: type[Model], data: dict[str, object], names: Names) -> Iterator[FieldChange]:
    """Every field of a version that is not empty."""
    for field in shown_fields(model):
        value = _value(field, data, names)
        if value:
            yield FieldChange(field_label(model, field.name), "", value, isinstance(value, MultilingualText))


def shown_fields(model: type[Model]) -> list[Field]:
    """The fields that a reader is shown, in the order of the model."""
    fields = [*columns(model), *model._meta.local_many_to_many]
    not_shown = NOT_SHOWN | set(kind_of(model).part_of)
    return [field for field in fields if field.name not in not_shown and not isinstance(field, NOT_SHOWN_TYPES)]


NOT_SHOWN_TYPES = (DatePrecisionField, DigestField, FileField)


def _value(field: Field, data: dict[str, object], names: Names) -> ShownValue | None:
    """A field in words; None where it leads only to what the reader may not know."""
    if field.is_relation:
        return _related_names(field, data, names)
    value = value_of(field, data)
    if value in (None, ""):
        return ""
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _format_value(field, value, data)


def _related_names(field: Field, data: dict[str, object], names: Names) -> str | None:
    pks = pointed_at(field, data)
    known_names = [name for pk in pks if (name := names.name(related_model(field), pk)) is not None]
    return None if pks and not known_names else "; ".join(known_names)


def _format_value(field: Field, value: object, data: dict[str, object]) -> ShownValue:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return localize_instant(value, settings.TIME_ZONE)
    if isinstance(value, date):
        precision = data.get(f"{field.name.removesuffix('_on')}_precision", DatePrecision.DAY)
        return format_day(PartialDate(value, DatePrecision(str(precision))), active_language().code)
    return value if isinstance(value, MultilingualText) else str(value)
