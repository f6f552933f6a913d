"""data.md: every model with its fields and constraints."""

from enum import Enum

from django.apps import apps
from django.db import models

from palermo.config.reference import NOTE
from palermo.core.dates import DatePrecision
from palermo.core.fields import MultilingualField


def page() -> str:
    """Every model of the record: what it holds, and what always holds."""
    parts = [f"{NOTE}\n\n# Data dictionary\n"]
    for model in sorted(_models(), key=lambda m: (m._meta.app_label, m.__name__)):
        parts.append(f"## {model._meta.app_label}.{model.__name__}\n\n{(model.__doc__ or '').strip()}\n")
        parts.append("| field | type | |\n|---|---|---|")
        parts += [f"| {field.name} | {_holds(field)} | {_may_lack(field)} |" for field in _fields(model)]
        parts += [f"\nConstraints: {', '.join(c.name for c in model._meta.constraints)}."] * bool(
            model._meta.constraints
        )
        parts.append("")
    return "\n".join(parts)


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("palermo.")]


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in (*model._meta.local_fields, *model._meta.local_many_to_many) if not field.auto_created]


def _holds(field: models.Field) -> str:
    if field.related_model is not None:
        return f"→ {field.related_model._meta.label if isinstance(field.related_model, type) else field.related_model}"
    if isinstance(field, MultilingualField):
        return "text in six languages"
    if field.choices and field.choices != DatePrecision.choices and len(field.choices) < 12:
        return "one of " + ", ".join(_code(value) for value, label in field.choices)
    return field.get_internal_type().removesuffix("Field")


def _code(value: object) -> str:
    return f"`{value.value if isinstance(value, Enum) else value}`"


def _may_lack(field: models.Field) -> str:
    return "may be empty" if field.blank or field.null else ""
