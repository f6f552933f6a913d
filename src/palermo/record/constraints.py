"""Whether a row meets the conditions of its model's constraints, without a query.

The database takes a query for each row and constraint, and stops at the first one broken. It still has
the last word when rows are stored.
"""

from django.db import models
from django.db.models import F, Q

LOOKUPS = {
    "exact": lambda value, other: value == other,
    "in": lambda value, other: value in other,
    "gt": lambda value, other: value > other,
    "gte": lambda value, other: value >= other,
    "lt": lambda value, other: value < other,
    "lte": lambda value, other: value <= other,
}


def holds(condition: Q, row: models.Model) -> bool | None:
    """Whether `row` meets the condition; None where the database would say "unknown", which is no violation."""
    results = [
        holds(part, row) if isinstance(part, Q) else _compare(part, row)  # type: ignore[arg-type]  # a pair
        for part in condition.children
    ]
    result = _any(results) if condition.connector == Q.OR else _all(results)
    return result if not condition.negated or result is None else not result


def broken_checks(row: models.Model) -> list[str]:
    """The names of the check constraints that the row breaks."""
    checks = [c for c in row._meta.constraints if isinstance(c, models.CheckConstraint)]
    return [check.name for check in checks if holds(check.condition, row) is False]  # type: ignore[arg-type]


def _compare(part: tuple[str, object], row: models.Model) -> bool | None:
    key, other = part
    name, _, lookup = key.partition("__")
    value = _value(row, name)
    if isinstance(other, F):
        other = _value(row, other.name)  # type: ignore[attr-defined]  # every F has it
    if lookup == "isnull":
        return (value is None) == other
    if other is None:
        return value is None
    return None if value is None else LOOKUPS[lookup or "exact"](value, other)


def _value(row: models.Model, name: str) -> object:
    field = row._meta.get_field(name)
    assert isinstance(field, models.Field)
    return getattr(row, field.attname)


def _all(results: list[bool | None]) -> bool | None:
    if False in results:
        return False
    return None if None in results else True


def _any(results: list[bool | None]) -> bool | None:
    if True in results:
        return True
    return None if None in results else False
