"""The record with all that is optional taken away: each row has what its model requires, in one language."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Field, Model

from palermo.core.fields import MultilingualField
from palermo.core.text import MultilingualText
from tests.slices import OF_THE_SITE, SLICES

# The only language left: not the one in which pages are asked for, nor the one that is offered first instead.
LEFT = "fr"


def strip_record() -> set[str]:
    """Take from every row of the record what it can do without; gives the fields that were emptied."""
    return {name for model in models_of_record() for name in _strip(model)}


def models_of_record() -> list[type[Model]]:
    """Everything that slices keep rows of, but what is the site's own."""
    slices = [name for name in SLICES if name not in OF_THE_SITE]
    return [model for name in slices for model in apps.get_app_config(name).get_models() if not model._meta.proxy]


def _strip(model: type[Model]) -> Iterator[str]:
    for field in model._meta.local_concrete_fields:
        name, emptied = f"{model._meta.label}.{field.name}", _emptied(field)
        if emptied and _change(model, field, emptied):
            yield name


def _emptied(field: Field) -> Callable[[Any], Any] | None:
    """What is left of a value of a field; None where it is required and has no languages."""
    if isinstance(field, MultilingualField):
        return (lambda _text: MultilingualText()) if field.blank else _in_one_language
    if field.primary_key or not field.blank or field.unique:
        return None
    if field.null:
        return lambda _value: None
    return (lambda _value: "") if isinstance(field, models.CharField | models.TextField) else None


def _in_one_language(text: MultilingualText) -> MultilingualText:
    """French where there is any; a text is asked for in English."""
    words = text.get(LEFT) or next(iter(text.values()), "")
    return MultilingualText({LEFT: words})


def _change(model: type[Model], field: Field, emptied: Callable[[Any], Any]) -> bool:
    """Change a field in every row that the database lets go without; whether there was one."""
    changed = False
    for pk, value in list(model._base_manager.values_list("pk", field.attname)):
        if value in {None, ""} or emptied(value) == value:
            continue
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{field.attname: emptied(value)})
            changed = True
        except DatabaseError:
            pass  # a constraint requires it here, or the row is frozen
    return changed
