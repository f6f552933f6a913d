"""What must be true of the rows of a folder, alone, among one another, and together with the database."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from django.db import models

from palermo.core.speech.hours import is_zone
from palermo.governance.models import Activity, Disposition, Mandate
from palermo.governance.rules.authority import authority_gap
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.governance.states.mandates import Fate
from palermo.record.constraints import broken_checks, holds
from palermo.record.faults import Fault, quote_value
from palermo.record.index import Index
from palermo.record.rows import Row
from palermo.record.sentences import CHECKS, UNIQUE, Said
from palermo.record.sittings import Sittings

Moves = dict[Any, list[Disposition]]


def validate(records: Iterable[Row], index: Index) -> list[Fault]:
    """Everything that the constraints of the database and the rule of authority hold against the sound rows."""
    sound = [row for record in records for row in record.below() if row.is_sound]
    # Unsound ones among them: what they say must not make other rows look wrong.
    moves = _moves(row for record in records for row in record.below())
    sittings = Sittings((row for record in records for row in record.below()), index)
    faults = [fault for row in sound for fault in _row_faults(row, index, moves, sittings)]
    by_model: dict[type[models.Model], list[Row]] = {}
    for row in sound:
        by_model.setdefault(row.table.model, []).append(row)
    for model, rows in by_model.items():
        for name, fields, condition in uniques(model):
            faults += _duplicate_faults(model, rows, name, fields, condition)
    return faults


def _moves(rows: Iterable[Row]) -> Moves:
    """Of the folder and of the database, by activity: when each went on under which other mandate, in time order."""
    known = {each.pk: each for each in Disposition.objects.filter(fate=Fate.OTHER_MANDATE)}
    for instance in (row.instance for row in rows if isinstance(row.instance, Disposition)):
        known.pop(instance.pk, None)
        if instance.fate == Fate.OTHER_MANDATE and instance.decided_on:
            known[instance.pk] = instance
    moves: Moves = {}
    for move in sorted(known.values(), key=lambda move: move.decided_on):
        moves.setdefault(move.activity_id, []).append(move)
    return moves


def _row_faults(row: Row, index: Index, moves: Moves, sittings: Sittings) -> Iterator[Fault]:
    broken = broken_checks(row.instance)
    for name in broken:
        finding = CHECKS[name](row.instance)
        yield row.at(finding.key).fault(finding.expected, finding.found)
    if (zone := vars(row.instance).get("time_zone", "")) and not is_zone(zone):
        yield row.at("time_zone").fault("the name of a time zone, such as Europe/Vienna", quote_value(zone))
    if not broken:
        yield from sittings.faults(row)
    if not broken and isinstance(row.instance, Activity):
        yield from _authority_faults(row, row.instance, index, moves.get(row.instance.pk, []))
    if not broken and isinstance(row.instance, Disposition) and row.instance.fate == Fate.OTHER_MANDATE:
        yield from _move_faults(row, row.instance, index)


def _move_faults(row: Row, move: Disposition, index: Index) -> Iterator[Fault]:
    mandate, day = index.row(Mandate, move.under_id), move.decided_on
    if mandate and mandate.in_force_from and not mandate.is_in_force_on(day):
        yield row.at("under").fault(f"a mandate in force on {day}", quote_value(mandate.slug))


def _authority_faults(row: Row, activity: Activity, index: Index, moves: list[Disposition]) -> Iterator[Fault]:
    """One that went on under another mandate was authorised under the first, and is now under the last."""
    first = moves[0].mandate_id if moves else activity.mandate_id
    mandate, day = index.row(Mandate, first), activity.authorised_on
    if moves and moves[-1].under_id != activity.mandate_id:
        last = index.row(Mandate, moves[-1].under_id)
        expected = f"the mandate under which it went on last, {quote_value(getattr(last, 'slug', ''))}"
        yield row.at("mandate").fault(
            expected, quote_value(getattr(index.row(Mandate, activity.mandate_id), "slug", ""))
        )
    if activity.state in NEEDS_NO_AUTHORITY or day is None or mandate is None or not mandate.in_force_from:
        return
    if gap := authority_gap(mandate, day):
        finding = Said(
            "mandate", f"a mandate in force on {day}, when the activity was authorised", quote_value(mandate.slug)
        )
        yield row.at(finding.key).fault(finding.expected, finding.found, gap)


def uniques(model: type[models.Model]) -> Iterator[tuple[str, list[str], Any]]:
    """What only one row may have: the constraint's name, the fields, and on which condition."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.name in UNIQUE:
            names = [model._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
            yield constraint.name, names, constraint.condition
    for field in model._meta.concrete_fields:
        if field.unique and field.name in UNIQUE:
            yield field.name, [field.attname], None


def _duplicate_faults(model: Any, rows: list[Row], name: str, fields: list[str], condition: Any) -> Iterator[Fault]:
    key, expected = UNIQUE[name]
    taken = _in_database(model, {row.instance.pk for row in rows}, fields, condition)
    for row in rows:
        value = tuple(getattr(row.instance, field) for field in fields)
        if condition is not None and holds(condition, row.instance) is not True:
            continue
        if value in taken:
            yield row.at(key).fault(expected, f"{quote_value(str(value[-1]))}, which {taken[value]} has")
        taken.setdefault(value, row.spot.file)


def _in_database(model: Any, but: set[Any], fields: list[str], condition: Any) -> dict[tuple[Any, ...], str]:
    taken = {}
    for found in model._default_manager.order_by():
        row = SimpleNamespace(**{field: getattr(found, field) for field in fields}, _meta=model._meta)
        if found.pk not in but and (condition is None or holds(condition, row)):
            taken[tuple(getattr(found, field) for field in fields)] = f"{getattr(found, 'slug', found)} in the database"
    return taken
