"""Primary keys given before rows are stored, so that rows may point at one another in a circle.

The database checks foreign keys when the transaction ends; until then any order of storing is good.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.db.models import Max


def next_keys(model: type[models.Model], count: int) -> Iterable[Any]:
    """`count` primary keys that no row of `model` has or had."""
    if not count:
        return []
    if connection.vendor == "postgresql":
        return _from_sequence(model, count)
    first = max(_highest_ever(model), model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0) + 1
    return range(first, first + count)


def _from_sequence(model: type[models.Model], count: int) -> list[Any]:
    table, column = connection.ops.quote_name(model._meta.db_table), model._meta.pk.column  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
        )
        return [key for (key,) in cursor.fetchall()]


def _highest_ever(model: type[models.Model]) -> int:
    # SQLite keeps it in a table of its own; an import holds the only write lock there.
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        found = cursor.fetchone()
    return found[0] if found else 0
