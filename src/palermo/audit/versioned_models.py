"""How a version of a row is written, and made a record again."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from palermo.audit.models import RecordVersion
from palermo.core.audiences import ReaderRights
from palermo.core.kinds import find_kind, model_of
from palermo.core.languages import BY_CODE
from palermo.core.text import MultilingualText

Model = type[models.Model]


def for_audience(viewer: ReaderRights) -> Q:
    """A version whose own audience is one of the viewer's."""
    return Q(audience__in=sorted(viewer.audiences))


def for_secretariat(viewer: ReaderRights) -> Q:
    """Versions that only the secretariat reads."""
    return Q() if viewer.is_secretariat else Q(pk__in=[])


def data_of(instance: models.Model) -> dict[str, object]:
    """The fields of a row by column, as plain JSON; what has no value is left out."""
    data: dict[str, object] = {}
    for field in columns(type(instance)):
        value = plain(field, getattr(instance, field.attname))
        if value is not None:
            data[field.attname] = value
    return data


def columns(model: Model) -> list[models.Field]:
    """The fields that a version holds: all but the primary key, and what its kind leaves out."""
    kind = find_kind(model)
    left_out = kind.left_out_of_versions if kind else ()
    return [field for field in model._meta.concrete_fields if not field.primary_key and field.name not in left_out]


def columns_not_kept(instance: models.Model) -> frozenset[str]:
    """The columns of a row that its versions leave out."""
    kind = find_kind(type(instance))
    return kind.columns_not_kept(instance) if kind and kind.columns_not_kept else frozenset()


def plain(field: models.Field, value: object) -> object:
    """A value as plain JSON, the same whatever type it was given in."""
    if value is None or isinstance(field, models.FileField):
        return str(value or "") if value is not None else None
    value = field.to_python(value)
    if isinstance(value, MultilingualText):
        return dict(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(round(value, field.decimal_places))  # type: ignore[attr-defined]
    return str(value) if isinstance(value, str) else value


def instance_of(version: RecordVersion) -> Any:
    """The record as the version has it: an unsaved copy, whose relations lead to today's records."""
    model = model_of(version.kind)
    instance = model(pk=version.record)
    for field in columns(model):
        setattr(instance, field.attname, value_of(field, version.data))
    instance._state.adding = False
    return instance


def value_of(field: models.Field, data: dict[str, object]) -> object:
    """The value of a field; what a version does not have is nothing, or what the field has by default."""
    if field.attname in data:
        return field.to_python(data[field.attname])
    return None if field.null else field.get_default()


def row_label(data: dict[str, object]) -> str:
    """What distinguishes a row from the others of its record: its language, its number or its symbol."""
    # A row in a language beside the six, such as an adaptation, is known by its number.
    if language := BY_CODE.get(str(data.get("language"))):
        return language.name
    return str(data.get("number") or data.get("symbol") or "")
