"""Primary keys given before rows are stored, so that rows may point at one another in a circle.

The database checks foreign keys when the transaction ends; until then any order of storing is good.
"""

from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Max


class Numbers:
    """Gives out keys that no row has or had. Lives as long as the transaction in which it is used."""

    def __init__(self) -> None:
        self._last: dict[type[models.Model], int] = {}

    def take(self, model: type[models.Model], count: int) -> Iterable[int]:
        """The next `count` primary keys of `model`."""
        if not count:
            return []
        key = model._meta.pk
        if key.has_default():
            # What the model draws by itself, so that nothing follows from a key.
            return [key.get_default() for _number in range(count)]
        if connection.vendor == "postgresql":
            return _from_sequence(model, count)
        first = (self._last.get(model) or _last_used(model)) + 1
        self._last[model] = first + count - 1
        return range(first, first + count)


def _from_sequence(model: type[models.Model], count: int) -> list[int]:
    table, column = connection.ops.quote_name(model._meta.db_table), model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
        )
        return [key for (key,) in cursor.fetchall()]


def _last_used(model: type[models.Model]) -> int:
    # SQLite keeps count in a table of its own; an import holds the only write lock there.
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    highest = model._default_manager.aggregate(highest=Max("pk"))["highest"]
    return max(row[0] if row else 0, highest or 0)
