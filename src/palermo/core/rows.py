"""Rows within a transaction: locked as they are now, checked, saved."""

from collections.abc import Mapping

from django.db.models import Manager, Max, Model, QuerySet


def lock_row[Row: Model](row: Row, *related: str) -> Row:
    """The row as it is now, locked until the transaction ends, and what is `related` to it, which is not locked.

    Raises
    ------
    DoesNotExist
        If it was deleted meanwhile.
    """
    rows = type(row)._default_manager.select_for_update(of=("self",))
    return (rows.select_related(*related) if related else rows).get(pk=row.pk)


def set_values(row: Model, values: Mapping[str, object]) -> None:
    """Set fields of a row by their names; nothing is saved."""
    for name, value in values.items():
        setattr(row, name, value)


def insert_row(row: Model) -> None:
    """Save a new row that holds together.

    Raises
    ------
    ValidationError
        If it does not.
    """
    row.full_clean()
    row.save(force_insert=True)


def save_row(row: Model) -> None:
    """Save a changed row that holds together.

    Raises
    ------
    ValidationError
        If it does not.
    """
    row.full_clean()
    row.save()


def next_number[Row: Model](rows: "Manager[Row] | QuerySet[Row]", field: str = "number") -> int:
    """The number after the highest among these rows; 1 where there are none."""
    return (rows.aggregate(highest=Max(field))["highest"] or 0) + 1
