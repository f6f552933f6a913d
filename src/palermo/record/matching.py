"""Finds for every row of a folder the row of the database that it is; gives the others their primary keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from types import MappingProxyType

from django.db import models

from palermo.record.faults import Fault
from palermo.record.file_values import label_of, without_article
from palermo.record.index import PATHS, Index
from palermo.record.rows import ImportRow
from palermo.record.schema import Children, Field, Links, Table

AT_ONCE = 500


def match_records(rows: list[ImportRow], index: Index) -> list[Fault]:
    """Match the records themselves, by id, and make them known to the index."""
    faults, sound = list[Fault](), dict[tuple[type[models.Model], str], ImportRow]()
    for row in rows:
        model = row.table.model
        if (first := sound.setdefault((model, row.ident), row)) is not row:
            duplicate = f"“{row.ident}”, which is in {first.spot.file} as well"
            faults.append(row.at("id").fault("an id of its own", duplicate))
    for model, group in _group_rows(sound.values(), lambda row: row.table.model).items():
        faults += _match_model(model, group, index)
    for row in sound.values():
        _add_to_index(row, index)
    return faults


def _match_model(model: type[models.Model], rows: list[ImportRow], index: Index) -> list[Fault]:
    name = rows[0].table.ident_attribute
    values = [value for row in rows if (value := getattr(row.instance, name)) is not None]
    existing = {getattr(row, name): row for row in _fetch_rows(model, name, values)}
    for row in rows:
        row.existing = existing.get(getattr(row.instance, name))
    _give_keys(model, rows, index)
    extensions = [(row, row.extension) for row in rows if row.extension]
    for table, pairs in _group_rows(extensions, lambda pair: pair[1].table).items():
        _match_extensions(table, pairs)
    return [fault for row in rows for fault in _kind_faults(row)]


def _match_extensions(table: Table, pairs: list[tuple[ImportRow, ImportRow]]) -> None:
    pks = [row.instance.pk for row, _extension in pairs if row.existing]
    known = {row.pk: row for row in _fetch_rows(table.model, "pk", pks)}
    for row, extension in pairs:
        setattr(extension.instance, f"{table.parent}_id", row.instance.pk)
        extension.existing = known.get(row.instance.pk)


def _kind_faults(row: ImportRow) -> Iterator[Fault]:
    for name, value in row.table.fixed.items():
        stored = getattr(row.existing, name, value)
        if stored != value:
            yield row.at("id").fault("an id of its own", f"“{row.ident}”, which the database has as {stored}")


def _add_to_index(row: ImportRow, index: Index) -> None:
    index.add(row.instance, row.ident)
    if row.extension and row.extension.table.model in PATHS:
        index.add(row.extension.instance, row.ident)


def match_children(rows: list[ImportRow], index: Index) -> list[Fault]:
    """Match the rows below the records, each by its key among those of the same parent."""
    faults = []
    for table, parents in _group_rows(rows, lambda row: row.table).items():
        for part in table.children:
            faults += _match_part(part, parents, index)
        for link in table.links:
            _find_links(link, parents)
        if table.extension:
            faults += match_children([row.extension for row in parents if row.extension], index)
    return faults


def _match_part(part: Children, parents: list[ImportRow], index: Index) -> list[Fault]:
    table, faults = part.table, []
    pks = [row.instance.pk for row in parents if row.existing and part.is_of(row.existing)]
    stored = _fetch_rows(table.model, table.parent, pks, table.fixed)
    existing = _group_rows(stored, lambda row: getattr(row, f"{table.parent}_id"))
    for parent in parents:
        rows = parent.children.get(part.key, [])
        for row in rows:
            setattr(row.instance, f"{table.parent}_id", parent.instance.pk)
            _fill_key(row, index)
        faults += _match_list(part, parent, rows, existing.get(parent.instance.pk, []), index)
    all_rows = [row for parent in parents for row in parent.children.get(part.key, [])]
    _give_keys(table.model, all_rows, index)
    for row in all_rows:
        _add_child_to_index(row, parents, index)
    return faults + match_children(all_rows, index)


def _fill_key(row: ImportRow, index: Index) -> None:
    """A row that is known by another row inside the same record, which was matched before: progress by its measure."""
    for pointer in row.pointers:
        part = pointer.part
        if isinstance(part, Field) and part.attribute in row.table.key and part.to is not None:
            setattr(row.instance, part.attribute, index.pk_of(part.to, pointer.ident))


def _add_child_to_index(row: ImportRow, parents: list[ImportRow], index: Index) -> None:
    # Only rows that other files can name: "decision/number", "programme/room".
    path = PATHS.get(row.table.model, ())
    if path and row.table.parent and path[0].startswith(f"{row.table.parent}__"):
        parent = index.ident_of(type(parents[0].instance), getattr(row.instance, f"{row.table.parent}_id"))
        index.add(row.instance, f"{parent}/{getattr(row.instance, path[-1])}")


def _match_list(
    part: Children, parent: ImportRow, rows: list[ImportRow], existing: list[models.Model], index: Index
) -> list[Fault]:
    table = part.table
    existing.sort(key=lambda row: (getattr(row, table.order) if table.order else 0, row.pk))
    keyed = {_key(row, table, place): row for place, row in enumerate(existing)}
    first: dict[tuple[object, ...], ImportRow] = {}
    faults = []
    for place, row in enumerate(rows):
        key = _key(row.instance, table, place)
        if row.is_sound and first.setdefault(key, row) is not row:
            faults.append(_repeated_fault(row, first[key], index))
        row.existing = keyed.pop(key, None)
    _keep_order(rows, table.order)
    parent.gone[part.key] = list(keyed.values())
    # A list that only some records have is checked with them, as a whole.
    lost = parent.gone[part.key] if parent.is_sound and part.when is None else []
    return faults + [_missing_fault(part, parent, row, index) for row in lost]


def _key(row: models.Model, table: Table, place: int) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in table.key) or (place,)


def _repeated_fault(row: ImportRow, first: ImportRow, index: Index) -> Fault:
    again = f"{label_of(row.instance, row.table, index)} again (first on line {first.spot.line})"
    return row.spot.fault(f"each {without_article(row.table.noun)} once", again)


def _missing_fault(part: Children, parent: ImportRow, row: models.Model, index: Index) -> Fault:
    label = f"{without_article(part.table.noun)} {label_of(row, part.table, index)}"
    return parent.at(part.key).fault(f"{label}, which is in the database (an import deletes nothing)", "nothing")


def _keep_order(rows: list[ImportRow], order: str) -> None:
    """The places the database has stay as they are while they fit; otherwise places are counted from one."""
    if not order:
        return
    known = [(getattr(row.existing, order), row.existing.pk) for row in rows if row.existing]
    new_at_end = all(row.existing for row in rows[: len(known)])
    places = [place for place, _pk in known] if new_at_end and sorted(known) == known else []
    for _row in rows[len(places) :]:
        places.append(places[-1] + 1 if places else 1)
    for row, place in zip(rows, places, strict=True):
        setattr(row.instance, order, place)


def _find_links(part: Links, rows: list[ImportRow]) -> None:
    through = part.through(rows[0].table.model)
    pks = [row.instance.pk for row in rows if row.existing]
    targets = defaultdict(list)
    for link in _fetch_rows(through.model, through.source, pks):
        targets[getattr(link, through.source)].append(getattr(link, through.target))
    for row in rows:
        row.existing_links[part.key] = targets.get(row.instance.pk, [])


def _give_keys(model: type[models.Model], rows: list[ImportRow], index: Index) -> None:
    # A row that shares the key of the one above it has it already.
    new = [row for row in rows if not row.existing and not model._meta.pk.is_relation]
    for row, key in zip(new, index.numbers.take(model, len(new)), strict=True):
        row.instance.pk = key
    for row in rows:
        if row.existing:
            row.instance.pk, row.instance._state.adding = row.existing.pk, False


def _fetch_rows(
    model: type[models.Model], name: str, values: Sequence[object], fixed: Mapping[str, object] = MappingProxyType({})
) -> Iterator[models.Model]:
    for some in batched(values, AT_ONCE):
        yield from model._default_manager.order_by().filter(**{f"{name}__in": some, **fixed})


def _group_rows[Item, Key](rows: Iterable[Item], by: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    groups = defaultdict(list)
    for row in rows:
        groups[by(row)].append(row)
    return groups
