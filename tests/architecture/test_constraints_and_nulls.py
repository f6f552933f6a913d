"""A row passes a CHECK of which the database knows neither that it holds nor that it fails: NULL is no refusal.

So each condition gives true or false of every row, whichever of its values are missing.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import F, Model, Q
from django.db.models.constants import LOOKUP_SEP
from django.db.models.sql import Query

pytestmark = pytest.mark.django_db

CHECKS = {
    constraint.name: (model, constraint)
    for model in apps.get_models()
    if model.__module__.startswith("palermo.")
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
}
# A value and another, by the kind of field, beside those that a condition names itself.
SAMPLES: dict[type[models.Field], tuple[Any, ...]] = {
    models.DateTimeField: (datetime(2007, 3, 26, tzinfo=UTC), datetime(2008, 2, 13, tzinfo=UTC)),
    models.DateField: (date(2007, 3, 26), date(2008, 2, 13)),
    models.TimeField: ("09:00:00", "10:00:00"),
    models.BooleanField: (True, False),
    models.CharField: ("", "word"),
    models.TextField: ("", "word"),
    models.JSONField: ({}, {"en": "word"}),
}
# What is let through all the same, and meets no page that needs the value: a currency without its amount; an answer
# without a mark or words; a circulated draft without a last day for comments. That an item has both its hours or
# neither, another constraint says.
LET_THROUGH = {
    "budget_of_a_campaign_has_a_currency": [("None", "word")],
    "budget_of_a_measure_has_a_currency": [("None", "word")],
    "circulated_draft_has_its_dates": [
        (status, day, "None") for status in ("", "word") for day in ("2007-03-26", "2008-02-13")
    ],
    "feedback_is_a_mark_or_words": [("None", "")],
    "item_ends_after_it_begins": [("09:00:00", "None"), ("10:00:00", "None")],
}


def _leaves(condition: Q) -> Iterator[tuple[str, Any]]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
        else:
            yield child


def _values(model: type[Model], condition: Q) -> dict[models.Field, list[Any]]:
    """For each field of a condition, what it is tried with: nothing, where it may be missing, first."""
    found: dict[models.Field, list[Any]] = {}
    for path, value in _leaves(condition):
        field = model._meta.get_field(path.split(LOOKUP_SEP)[0])
        sample = next((SAMPLES[kind] for kind in type(field).__mro__ if kind in SAMPLES), (0, 1, 2))
        values = found.setdefault(field, [*([None] if field.null else []), *sample])
        if isinstance(value, F):
            other = model._meta.get_field(value.name)
            found.setdefault(other, [*([None] if other.null else []), *sample])
        elif not path.endswith("__isnull"):
            named = [*value] if isinstance(value, list | tuple | set | frozenset) else [value]
            values += [each for each in named if each is not None and each not in values and not path.count("__regex")]
    return found


def test_a_condition_is_true_or_false_of_every_row():
    assert {name: rows for name in sorted(CHECKS) if (rows := _undecided_rows(*CHECKS[name]))} == LET_THROUGH


def _undecided_rows(model: type[Model], constraint: models.CheckConstraint) -> list[tuple[Any, ...]]:
    """The rows, by the fields of a condition, of which it is neither true nor false."""
    values = _values(model, constraint.condition)
    where = Query(model=model, alias_cols=False).build_where(constraint.condition)
    condition, parameters = Query(model=model).get_compiler(connection=connection).compile(where)
    tables, tried = [], []
    for number, (field, those) in enumerate(values.items()):
        one = f"SELECT {_placeholder(field)} AS {connection.ops.quote_name(field.column)}"
        tables.append(f"({' UNION ALL '.join([one] * len(those))}) AS tried{number}")
        tried += [field.get_db_prep_save(value, connection) for value in those]
    query = f"SELECT * FROM {' CROSS JOIN '.join(tables)} WHERE ({condition}) IS NULL"  # no value of others
    with connection.cursor() as cursor:
        cursor.execute(query, [*tried, *parameters])
        return sorted(tuple(map(str, row)) for row in cursor.fetchall())


def _placeholder(field: models.Field) -> str:
    """Where a value goes; PostgreSQL asks for its type."""
    if connection.vendor == "sqlite":
        return "%s"
    kind = field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
    return f"CAST(%s AS {kind})"
