"""What must be true of the rows of a folder, alone, among one another, and together with the database."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import models

from palermo.core.speech.hours import is_zone
from palermo.governance.models import Activity, Disposition, Mandate
from palermo.governance.rules.authority import authority_gap
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.governance.states.mandates import Fate
from palermo.record.constraints import broken_checks, holds
from palermo.record.faults import Fault, quote_value
from palermo.record.index import Index
from palermo.record.rows import ImportRow
from palermo.record.sentences import CHECKS, UNIQUE
from palermo.record.sittings import Sittings

# By activity, in time order: when it went on under which other mandate.
type Moves = dict[int, list[Disposition]]


def validate(records: Iterable[ImportRow], index: Index) -> list[Fault]:
    """Everything that the constraints of the database and the rule of authority hold against the sound rows."""
    sound = [row for record in records for row in record.below() if row.is_sound]
    # Unsound ones among them: what they say must not make other rows look wrong.
    moves = _moves(row for record in records for row in record.below())
    sittings = Sittings((row for record in records for row in record.below()), index)
    faults = [fault for row in sound for fault in _row_faults(row, index, moves, sittings)]
    by_model: dict[type[models.Model], list[ImportRow]] = {}
    for row in sound:
        by_model.setdefault(row.table.model, []).append(row)
    for model, rows in by_model.items():
        for unique in uniques(model):
            faults += _duplicate_faults(model, rows, unique)
    return faults


def _moves(rows: Iterable[ImportRow]) -> Moves:
    """The moves of the folder and of the database together."""
    known = {each.pk: each for each in Disposition.objects.filter(fate=Fate.OTHER_MANDATE)}
    for instance in (row.instance for row in rows if isinstance(row.instance, Disposition)):
        known.pop(instance.pk, None)
        if instance.fate == Fate.OTHER_MANDATE and instance.decided_on:
            known[instance.pk] = instance
    moves: Moves = {}
    for move in sorted(known.values(), key=lambda move: move.decided_on):
        moves.setdefault(move.activity_id, []).append(move)
    return moves


def _row_faults(row: ImportRow, index: Index, moves: Moves, sittings: Sittings) -> Iterator[Fault]:
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


def _move_faults(row: ImportRow, move: Disposition, index: Index) -> Iterator[Fault]:
    mandate, day = index.row(Mandate, move.under_id), move.decided_on
    if mandate and mandate.in_force_from and not mandate.is_in_force_on(day):
        yield row.at("under").fault(f"a mandate in force on {day}", quote_value(mandate.slug))


def _authority_faults(row: ImportRow, activity: Activity, index: Index, moves: list[Disposition]) -> Iterator[Fault]:
    """One that went on under another mandate was authorized under the first, and is now under the last."""
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
        expected = f"a mandate in force on {day}, when the activity was authorized"
        yield row.at("mandate").fault(expected, quote_value(mandate.slug), gap)


class Unique(NamedTuple):
    """What only one row may have: the constraint's name, the fields, and on which condition."""

    name: str
    fields: list[str]
    condition: models.Q | None

    def values(self, row: models.Model) -> tuple[object, ...]:
        """The values of a row that no other row may have."""
        return tuple(getattr(row, field) for field in self.fields)


def uniques(model: type[models.Model]) -> Iterator[Unique]:
    """What only one row of a model may have."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.name in UNIQUE:
            names = [model._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
            yield Unique(constraint.name, names, constraint.condition)
    for field in model._meta.concrete_fields:
        if field.unique and field.name in UNIQUE:
            yield Unique(field.name, [field.attname], None)


def _duplicate_faults(model: type[models.Model], rows: list[ImportRow], unique: Unique) -> Iterator[Fault]:
    key, expected = UNIQUE[unique.name]
    taken = _in_database(model, {row.instance.pk for row in rows}, unique)
    for row in rows:
        value = unique.values(row.instance)
        if unique.condition is not None and holds(unique.condition, row.instance) is not True:
            continue
        if None in value:
            # For the database, too, nothing is like nothing.
            continue
        if value in taken:
            yield row.at(key).fault(expected, f"{quote_value(str(value[-1]))}, which {taken[value]} has")
        taken.setdefault(value, row.spot.file)


def _in_database(model: type[models.Model], but: set[int], unique: Unique) -> dict[tuple[object, ...], str]:
    taken = {}
    for stored in model._default_manager.order_by():
        if stored.pk not in but and (unique.condition is None or holds(unique.condition, stored)):
            taken[unique.values(stored)] = f"{getattr(stored, 'slug', stored)} in the database"
    return taken
