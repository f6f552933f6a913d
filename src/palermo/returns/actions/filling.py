"""What is entered into the tables of a return: figures, their notes and sources.

Two people may save at once. Each says which change of the return they saw last (`seen`): what somebody else changed
since then is not overwritten but handed back, and everything else is saved.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rows import lock_row, save_row, set_values
from palermo.returns.cells import Place
from palermo.returns.entries import Entry, shorten
from palermo.returns.figures import entry_of, is_cell, list_names, structure_of
from palermo.returns.models import FigureChange, Return, ReturnBlock, ReturnFigure
from palermo.returns.rules import returns as rules
from palermo.treaties.models import LawArticle

AT_ONCE = 200
HELD = ("kind", "value", "low", "high", "note")


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed meanwhile: what was to be saved, what it holds now, and who changed it."""

    wanted: Entry | None
    found: Entry | None
    by: str


@dataclass(frozen=True)
class Saved:
    """What a save did: the number of cells that changed, and those left as another person changed them."""

    changed: int = 0
    conflicts: Mapping[Place, Conflict] = field(default_factory=dict)


@transaction.atomic
def save_figures(
    national_return: Return,
    entries: Mapping[Place, Entry | None],
    *,
    seen: int,
    by: Actor,
    with_notes: bool = False,
) -> Saved:
    """Save what was entered into cells; None empties one. Cells that are not named stay as they are.

    Notes are those that the cells have, unless `with_notes`.
    """
    national_return = _lock(national_return)
    tables = {table for table, _cell in entries}
    rules.check_may_fill_tables(by, national_return, tables)
    _check_cells(national_return, entries)
    stored = {(row.table, row.cell): row for row in national_return.figures.filter(table__in=sorted(tables))}
    later = _changes_since(national_return, seen, tables)
    conflicts, changes = dict[Place, Conflict](), list[FigureChange]()
    kept, emptied = list[ReturnFigure](), list[int]()
    for place, wanted in entries.items():
        row = stored.get(place)
        found = entry_of(row) if row else None
        if wanted is not None and not with_notes:
            wanted = replace(wanted, note=found.note if found else "")
        # What the cell held when it was last seen.
        base = _entry_in(later[place][0].before) if place in later else found
        if _same(wanted, base, with_notes) or _same(wanted, found, with_notes):
            continue
        if place in later and not _is_own(later[place][-1], by):
            conflicts[place] = Conflict(wanted, found, _name_of(later[place][-1]))
            continue
        before = _state_of(row)
        if wanted is None:
            assert row is not None
            emptied.append(row.pk)
            changes.append(_change(national_return, place, before, {}, by))
            continue
        row = row or ReturnFigure(of=national_return, table=place[0], cell=place[1])
        for name in HELD:
            setattr(row, name, getattr(wanted, name))
        kept.append(row)
        changes.append(_change(national_return, place, before, _state_of(row), by))
    _write(kept, emptied)
    FigureChange.objects.bulk_create(changes, batch_size=AT_ONCE)
    if changes:
        _unmark_ready(national_return, {change.table for change in changes})
        record("return.filled", national_return, by=by, tables=sorted({change.table for change in changes}))
    return Saved(len(changes), conflicts)


@transaction.atomic
def describe_figures(
    block: ReturnBlock,
    described: Mapping[str, tuple[Entry | None, Mapping[str, object]]],
    *,
    seen: int,
    by: Actor,
) -> ReturnBlock:
    """Edit figures of a table with their notes, and what of each differs from the table: article, agency and unit."""
    block = _lock_block(block)
    rules.check_may_fill_table(by, block)
    _check_cells(block.of, {(block.table, cell): entry for cell, (entry, _values) in described.items()})
    later = _changes_since(block.of, seen, {block.table})
    rows = {row.cell: row for row in block.of.figures.filter(table=block.table, cell__in=sorted(described))}
    changes = []
    for cell, (entry, values) in described.items():
        article = values.get("article")
        rules.check_article_is_of_state(article if isinstance(article, LawArticle) else None, block.of)
        before = _state_of(rows.get(cell))
        row = _described(block, cell, rows.get(cell), entry, values)
        after = _state_of(row)
        if before == after:
            continue
        _check_not_changed(later.get((block.table, cell)), by)
        _keep_figure(rows.get(cell), row)
        changes.append(_change(block.of, (block.table, cell), before, after, by))
    FigureChange.objects.bulk_create(changes)
    if changes:
        _unmark_ready(block.of, {block.table})
        record("return.filled", block.of, by=by, tables=[block.table])
    return block


def _described(
    block: ReturnBlock, cell: str, row: ReturnFigure | None, entry: Entry | None, values: Mapping[str, object]
) -> ReturnFigure | None:
    """The figure as it becomes; nothing where the cell is emptied."""
    if entry is None:
        return None
    figure = copy(row) if row else ReturnFigure(of=block.of, table=block.table, cell=cell)
    for name in HELD:
        setattr(figure, name, getattr(entry, name))
    set_values(figure, values)
    return figure


def _keep_figure(before: ReturnFigure | None, after: ReturnFigure | None) -> None:
    if after is not None:
        save_row(after)
    elif before is not None:
        before.delete()


def _check_not_changed(later: list[FigureChange] | None, by: Actor) -> None:
    if later and not _is_own(later[-1], by):
        raise Refused(
            _("%(person)s changed this figure in the meantime. Open it again to see what it holds now.")
            % {"person": _name_of(later[-1])}
        )


@transaction.atomic
def describe_table(block: ReturnBlock, *, values: Mapping[str, object], by: Actor) -> ReturnBlock:
    """Edit what holds for all figures of a table: article, agency, counting unit, note; `values` are its fields."""
    block = _lock_block(block)
    rules.check_may_fill_table(by, block)
    changed = {name: value for name, value in values.items() if getattr(block, name) != value}
    if not changed:
        return block
    article = changed.get("article")
    rules.check_article_is_of_state(article if isinstance(article, LawArticle) else None, block.of)
    set_values(block, changed)
    block.full_clean()
    block.save(update_fields=sorted(changed))
    record("return.table_described", block.of, by=by, tables=[block.table])
    return block


@transaction.atomic
def mark_table_ready(block: ReturnBlock, *, by: Actor) -> ReturnBlock:
    """Inform the focal point that a table is filled in."""
    block = _lock_block(block)
    rules.check_may_mark_ready(by, block)
    block.ready_on = clock.today()
    block.save(update_fields=["ready_on"])
    record("return.table_ready", block.of, by=by, tables=[block.table])
    return block


def _check_cells(national_return: Return, entries: Mapping[Place, Entry | None]) -> None:
    """Refuse cells that the questionnaire does not have."""
    structure = structure_of(national_return.round.edition)
    tables = {key for key, _cell in entries}
    codes: dict[str, set[str]] = {}
    for dimension, code in list_names(structure, tables):
        codes.setdefault(dimension, set()).add(code)
    for key, cell in entries:
        if key not in structure.tables or not is_cell(structure.tables[key], cell, codes):
            raise Refused(
                _("The questionnaire has no cell “%(cell)s” in the table “%(table)s”. Reload the page.")
                % {"cell": shorten(cell), "table": shorten(key)}
            )


def _changes_since(national_return: Return, seen: int, tables: set[str]) -> dict[Place, list[FigureChange]]:
    """What was changed after a change, by cell, in order."""
    rows = national_return.changes.filter(pk__gt=seen, table__in=sorted(tables)).select_related("changed_by")
    found: dict[Place, list[FigureChange]] = {}
    for row in rows.order_by("pk"):
        found.setdefault((row.table, row.cell), []).append(row)
    return found


def _same(one: Entry | None, other: Entry | None, with_notes: bool) -> bool:
    if one is None or other is None or with_notes:
        return one == other
    return replace(one, note="") == replace(other, note="")


def _is_own(change: FigureChange, by: Actor) -> bool:
    return isinstance(by, User) and change.changed_by_id == by.pk


def _name_of(change: FigureChange) -> str:
    return change.changed_by.name if change.changed_by else ""


def _entry_in(state: Mapping[str, object]) -> Entry | None:
    """The entry in what a change keeps."""
    return Entry(**{name: state[name] for name in HELD if name in state}) if state else None  # type: ignore[arg-type]


def _state_of(row: ReturnFigure | None) -> dict[str, object]:
    """What a change keeps of a figure: the entry, and what differs from its table."""
    if row is None:
        return {}
    values = {name: getattr(row, name) for name in (*HELD, "agency", "unit", "article_id")}
    return {name: value for name, value in values.items() if value not in ("", None)}


def _change(
    national_return: Return, place: Place, before: dict[str, object], after: dict[str, object], by: Actor
) -> FigureChange:
    return FigureChange(
        of=national_return,
        table=place[0],
        cell=place[1],
        before=before,
        after=after,
        at=clock.now(),
        changed_by=by if isinstance(by, User) else None,
    )


def _write(kept: list[ReturnFigure], emptied: list[int]) -> None:
    added, changed = [row for row in kept if row.pk is None], [row for row in kept if row.pk is not None]
    ReturnFigure.objects.bulk_create(added, batch_size=AT_ONCE)
    ReturnFigure.objects.bulk_create(
        changed, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=[*HELD]
    )
    if emptied:
        ReturnFigure.objects.filter(pk__in=emptied).delete()


def _unmark_ready(national_return: Return, tables: set[str]) -> None:
    national_return.blocks.filter(table__in=sorted(tables)).exclude(ready_on=None).update(ready_on=None)


def _lock(national_return: Return) -> Return:
    return lock_row(national_return, "round__edition", "state", "agreement")


def _lock_block(block: ReturnBlock) -> ReturnBlock:
    """The table, under the lock of its return, so that nothing else changes the return meanwhile."""
    national_return = _lock(block.of)
    block = lock_row(block, "article")
    block.of = national_return
    return block
