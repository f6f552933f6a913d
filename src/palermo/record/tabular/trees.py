"""From rows of a table to the trees that files of the record are: what the record has, with the cells laid over it.

A cell that is empty leaves what the record has; one that holds only a dash empties it. So a table needs to bring only
the columns that it is about.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import translation
from django.utils.text import slugify

from palermo.core.languages import LANGUAGES
from palermo.record.codecs import CHOICE, YES_OR_NO
from palermo.record.faults import quote_value
from palermo.record.file_values import Values
from palermo.record.folder import LONGEST_ID, READABLE_ID, SLUG, Contents, Source
from palermo.record.index import Index
from palermo.record.nodes import Listing, Mapping, MappingEntry, Node, Scalar
from palermo.record.schema import Field, Links, Table
from palermo.record.snapshots import Snapshot, snapshots
from palermo.record.tabular.places import STEP, PlacedSheet, Places
from palermo.record.tabular.targets import Key, Target

EMPTIED = frozenset({"-", "–", "—"})
# Where ids may be separated from one another in a cell.
BETWEEN = str.maketrans({";": ",", "\n": ",", "،": ",", "、": ",", "；": ",", "，": ","})
YES = frozenset({"yes", "true", "1", "oui", "да", "sí", "si", "是", "نعم", "x"})
NO = frozenset({"no", "false", "0", "non", "нет", "否", "لا"})
WITHOUT_NAMES_IN_IDS = frozenset({"speakers"})


class TableValues(Values):
    """The values of a record, with the line of the table on which they stand."""

    line = 0


def contents_of(places: Places, scratch: Path) -> tuple[Contents, list[str]]:
    """The records that the sheets describe, as files would, and what is wrong with their ids.

    `scratch` is a folder for files that lie nowhere yet, as long as the contents are used.
    """
    sentences: list[str] = []
    main = places.sheets[0]
    rows = list(_main_rows(places, main, sentences))
    below = [row for sheet in places.sheets if sheet.target.part for row in _rows(places, sheet, sentences)]
    wanted = {ident for ident, _values in rows} | {ident.partition("/")[0] for ident, _values, _target in below}
    known = _snapshots_by_id(main.target, wanted)
    records: dict[str, TableValues] = {}
    faults, contents = sentences, Contents()
    for ident, values in rows:
        if ident in records:
            faults.append(places.fault(values.line, main.target.first, "an id of its own", f"“{ident}” again"))
            continue
        records[ident] = _merge_row(known.get(ident), values)
    for ident, values, target in below:
        _merge_below(records, known, ident, values, target, places, faults)
    for ident, record in records.items():
        file = f"{places.name}, row {record.line % STEP}"
        tree = _node({"id": ident} | record, record.line)
        assert isinstance(tree, Mapping)
        contents.sources.append(Source(main.target.kind.folder, ident, file, Path(places.name), tree))
        _attach(contents, known.get(ident), scratch)
    return contents, faults


def _snapshots_by_id(target: Target, idents: set[str]) -> dict[str, Snapshot]:
    return {each.id: each for each in snapshots(target.kind, Index(), idents)}


def _attach(contents: Contents, existing: Snapshot | None, scratch: Path) -> None:
    """The files that a record has already: where they are stored; what is kept in a row, as a file for now."""
    for name, stored in existing.files.items() if existing else ():
        if isinstance(stored, FieldFile):
            path = Path(stored.path)
        else:
            path = scratch / f"{len(contents.attachments)}-{Path(name).name}"
            path.write_bytes(stored.read())
        contents.attachments[f"/{name}"] = path


def _main_rows(places: Places, sheet: PlacedSheet, sentences: list[str]) -> Iterable[tuple[str, TableValues]]:
    if sheet.target.part:
        return
    for ident, values, _target in _rows(places, sheet, sentences):
        yield ident, values


def _rows(places: Places, sheet: PlacedSheet, sentences: list[str]) -> Iterable[tuple[str, TableValues, Target]]:
    """The rows of a sheet: the id of their record, their cells by key."""
    keys = {key.path: key for key in sheet.target.keys}
    for line in sheet.sheet.lines:
        values = TableValues()
        values.line = sheet.number * STEP + line.number
        for place, path in sheet.columns.items():
            cell = line.cells[place] if place < len(line.cells) else ""
            if cell.strip():
                values[path] = _cell(cell, keys[path])
        ident = str(values.pop(sheet.target.first, "")) or _id_from_title(values, sheet.target)
        ids = ident.split("/") if sheet.target.above else [ident]
        if len(ids) == (2 if sheet.target.above else 1) and all(map(_is_id, ids)):
            yield ident, values, sheet.target
        else:
            expected = f"an id of {READABLE_ID}, at most {LONGEST_ID} long"
            if sheet.target.above:
                expected = f"two ids with a stroke between them: {sheet.target.kind.table.noun}/{sheet.target.first}"
            sentences.append(places.fault(values.line, sheet.target.first, expected, quote_value(ident)))


def _is_id(word: str) -> bool:
    return bool(SLUG.fullmatch(word)) and len(word) <= LONGEST_ID


def _id_from_title(values: TableValues, target: Target) -> str:
    """An id from the English title, where a table has none: the same each time the table comes. Of people it is none:
    their addresses say no name."""
    if target.name in WITHOUT_NAMES_IN_IDS:
        return ""
    words = next((values[name] for name in ("title.en", "name.en", "short_name.en") if values.get(name)), "")
    return "" if target.part else slugify(str(words))[:LONGEST_ID].strip("-")


def _cell(cell: str, key: Key) -> str | list[str] | None:
    """A cell as a file would write it; None for "nothing"."""
    if cell.strip() in EMPTIED:
        return None
    if isinstance(key.part, Links):
        return [ident.strip() for ident in cell.translate(BETWEEN).split(",") if ident.strip()]
    if key.part and key.part.codec is CHOICE:
        return _choices(key.part.on(_model_of(key))).get(cell.strip().casefold(), cell)
    if key.part and key.part.codec is YES_OR_NO:
        word = cell.strip().casefold()
        return "true" if word in YES else "false" if word in NO else cell
    return cell


def _model_of(key: Key) -> type[models.Model]:
    return key.table.model


@cache
def _choices(field: models.Field) -> dict[str, str]:
    """The values of a field by their names in the six languages; a name of two values is none of either."""
    by_label: dict[str, set[str]] = {}
    for language in LANGUAGES:
        with translation.override(language.django_code):
            for value, label in field.choices or ():
                by_label.setdefault(str(label).casefold(), set()).add(str(value))
    values = {str(value).casefold(): str(value) for value, _label in field.choices or ()}
    return {name: next(iter(of)) for name, of in by_label.items() if len(of) == 1} | values


def _merge_row(existing: Snapshot | Values | None, values: TableValues) -> TableValues:
    """The values of a record, with the cells of a row over them."""
    base = existing.values if isinstance(existing, Snapshot) else existing or {}
    record = TableValues({name: value for name, value in base.items() if name != "id"})
    record.line = values.line
    for path, value in values.items():
        name, _, code = path.partition(".")
        if not code:
            record[name] = value
        else:
            record[name] = {**(record.get(name) or {}), code: value}
    for name in list(record):
        if isinstance(record[name], dict):
            record[name] = {code: words for code, words in record[name].items() if words is not None}
        if record[name] is None or record[name] == {}:
            del record[name]
    return record


def _merge_below(
    records: dict[str, TableValues],
    known: dict[str, Snapshot],
    ident: str,
    values: TableValues,
    target: Target,
    places: Places,
    faults: list[str],
) -> None:
    """Put a row into the list of its record: over the row that it is, or at the end."""
    assert target.part
    whole, (ident, _stroke, inner) = ident, ident.partition("/")
    if ident not in records:
        if ident not in known:
            noun = target.kind.table.noun
            faults.append(
                places.fault(values.line, target.first, f"the id of {noun}", f"“{whole}”, which is on no record")
            )
            return
        records[ident] = _merge_row(known[ident], TableValues())
        records[ident].line = values.line
    holder = _holder(records[ident], target, inner)
    if holder is None:
        expected, quoted = f"the id of {target.above.table.noun} of it", f"“{whole}”"  # type: ignore[union-attr]
        faults.append(places.fault(values.line, target.first, expected, quoted))
        return
    rows = holder.setdefault(target.part.key, [])
    _fill_in(values, rows)
    name = _key_of(target.table)
    at = next((at for at, row in enumerate(rows) if name and values and _same(row, values, name)), None)
    merged = _merge_row(rows[at] if at is not None else None, values)
    if at is None:
        rows.append(merged)
    elif getattr(rows[at], "line", 0):
        faults.append(places.fault(values.line, name[0], "each row once", f"“{values.get(name[0], '')}” again"))
    else:
        rows[at] = merged


def _holder(record: TableValues, target: Target, ident: str) -> Values | None:
    """The record itself, or the row in it whose own rows these are."""
    if target.above is None:
        return record
    rows = record.get(target.above.key, [])
    name = _key_of(target.above.table)[0]
    return next((row for row in rows if row.get(name) == ident), None)


def _fill_in(values: TableValues, rows: list[Values]) -> None:
    """Fill in what a table may leave out: the id of a person, by name, and the place of a part, by person and role."""
    if "name.en" in values:
        values.setdefault("slug", slugify(str(values["name.en"]))[:LONGEST_ID].strip("-"))
    if "person" in values and "role" in values and "number" not in values:
        same = [row for row in rows if _same(row, values, ["person", "role"])]
        last = max((int(row["number"]) for row in rows), default=0)
        values["number"] = str(same[0]["number"] if same else last + 1)


def _key_of(table: Table) -> list[str]:
    """The keys of a file by which a row is known among those of its record."""
    by_attribute = {part.attribute: part.key for part in table.parts if isinstance(part, Field)}
    return [by_attribute[name] for name in table.key if name in by_attribute]


def _same(row: Values, values: TableValues, names: list[str]) -> bool:
    return all(str(row.get(name) or "") == str(values.get(name) or "") for name in names)


def _node(value: object, line: int) -> Node:
    """Plain values as a tree whose lines are those of the table."""
    line = getattr(value, "line", 0) or line
    if isinstance(value, dict):
        return Mapping({name: MappingEntry(line, _node(part, line)) for name, part in value.items()}, line)
    if isinstance(value, list):
        return Listing([_node(part, line) for part in value], line)
    return Scalar(str(value), line)
