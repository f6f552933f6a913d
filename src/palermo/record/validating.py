"""What must be true of the rows of a folder, alone, among one another, and together with the database."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from django.db import models

from palermo.governance.models import Activity, Mandate
from palermo.governance.rules import authority_gap
from palermo.governance.states import NEEDS_NO_AUTHORITY
from palermo.record.constraints import broken_checks, holds
from palermo.record.faults import Fault, quoted
from palermo.record.index import Index
from palermo.record.rows import Row
from palermo.record.sentences import CHECKS, UNIQUE, Said


def validate(records: Iterable[Row], index: Index) -> list[Fault]:
    """Everything that the constraints of the database and the rule of authority hold against the sound rows."""
    sound = [row for record in records for row in record.below() if row.is_sound]
    faults = [fault for row in sound for fault in _row_faults(row, index)]
    by_model: dict[type[models.Model], list[Row]] = {}
    for row in sound:
        by_model.setdefault(row.table.model, []).append(row)
    for model, rows in by_model.items():
        for name, fields, condition in uniques(model):
            faults += _shared(model, rows, name, fields, condition)
    return faults


def _row_faults(row: Row, index: Index) -> Iterator[Fault]:
    broken = broken_checks(row.instance)
    for name in broken:
        said = CHECKS[name](row.instance)
        yield row.at(said.key).fault(said.expected, said.found)
    if not broken and isinstance(row.instance, Activity):
        yield from _authority_faults(row, row.instance, index)


def _authority_faults(row: Row, activity: Activity, index: Index) -> Iterator[Fault]:
    mandate, day = index.row(Mandate, activity.mandate_id), activity.authorised_on
    if activity.state in NEEDS_NO_AUTHORITY or day is None or mandate is None or not mandate.in_force_from:
        return
    if gap := authority_gap(mandate, day):
        said = Said("mandate", f"a mandate in force on {day}, when the activity was authorised", quoted(mandate.slug))
        yield row.at(said.key).fault(said.expected, said.found, gap)


def uniques(model: type[models.Model]) -> Iterator[tuple[str, list[str], Any]]:
    """What only one row may have: the constraint's name, the fields, and on which condition."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.name in UNIQUE:
            names = [model._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
            yield constraint.name, names, constraint.condition
    for field in model._meta.concrete_fields:
        if field.unique and field.name in UNIQUE:
            yield field.name, [field.attname], None


def _shared(model: Any, rows: list[Row], name: str, fields: list[str], condition: Any) -> Iterator[Fault]:
    key, expected = UNIQUE[name]
    taken = _in_database(model, {row.instance.pk for row in rows}, fields, condition)
    for row in rows:
        value = tuple(getattr(row.instance, field) for field in fields)
        if condition is not None and holds(condition, row.instance) is not True:
            continue
        if value in taken:
            yield row.at(key).fault(expected, f"{quoted(str(value[-1]))}, which {taken[value]} has")
        taken.setdefault(value, row.spot.file)


def _in_database(model: Any, but: set[Any], fields: list[str], condition: Any) -> dict[tuple[Any, ...], str]:
    taken = {}
    for found in model._default_manager.order_by():
        row = SimpleNamespace(**{field: getattr(found, field) for field in fields}, _meta=model._meta)
        if found.pk not in but and (condition is None or holds(condition, row)):
            taken[tuple(getattr(found, field) for field in fields)] = f"{getattr(found, 'slug', found)} in the database"
    return taken
