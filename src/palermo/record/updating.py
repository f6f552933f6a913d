"""Changes rows that exist, also where two of them exchange what only one may have: a symbol, a number."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import models

from palermo.record.codecs import LARGEST
from palermo.record.rows import ImportRow
from palermo.record.validating import uniques


class Update(NamedTuple):
    """A row, and the fields in which it differs."""

    row: ImportRow
    names: list[str]


def update(updates: list[Update]) -> None:
    """Write the rows, each in its fields."""
    by_model: dict[type[models.Model], list[Update]] = {}
    for each in updates:
        by_model.setdefault(each.row.table.model, []).append(each)
    for model, group in by_model.items():
        for unique in uniques(model):
            _release_values(model, unique.fields, group)
    for row, names in updates:
        row.instance.save(update_fields=names)


def _release_values(model: type[models.Model], fields: list[str], updates: list[Update]) -> None:
    """Let go of the values that another of these rows is about to take."""
    moving = [each for each in updates if set(fields) & set(each.names)]
    wanted = {_values(each.row.instance, fields) for each in moving}
    held = [each for each in moving if _values(each.row.existing, fields) in wanted]
    for each, spare in zip(held, _spare_values(model, fields[-1], len(held)), strict=True):
        model._default_manager.filter(pk=each.row.instance.pk).update(**{fields[-1]: spare})
        each.names.append(fields[-1])


def _values(row: models.Model | None, fields: list[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in fields)


def _spare_values(model: type[models.Model], name: str, count: int) -> Iterator[str | int]:
    """Values that no row has: numbers from above, or no text, which any number of rows may have."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    largest = LARGEST.get(field.get_internal_type())
    if largest is None:
        return iter([""] * count)
    used = set(model._default_manager.values_list(name, flat=True))
    free = (number for number in range(largest, 0, -1) if number not in used)
    return iter([next(free) for _place in range(count)])
