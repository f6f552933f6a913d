"""Records of a kind as a workbook, with the columns by which they come back; without records it is a template."""

from collections.abc import Iterable, Iterator, Mapping

from palermo.record.file_values import Values
from palermo.record.index import Index
from palermo.record.snapshots import snapshots
from palermo.record.tabular.targets import ID, Key, Target

type Rows = Iterable[list[str]]


def sheets_of(target: Target, *, with_records: bool) -> dict[str, Rows]:
    """The sheets of a workbook by their names: the records, and the rows of each list inside them."""
    records = [{ID: each.id, **each.values} for each in snapshots(target.kind, Index())] if with_records else []
    if target.part:
        return {target.name: _part_rows(target, records)}
    lists = {part.key: _part_rows(target.sheet_for(part), records) for part in target.lists}
    return {target.name: _rows(target.keys, records), **lists}


def _part_rows(target: Target, records: list[Values]) -> Iterator[list[str]]:
    assert target.part
    inside = [{target.first: record[ID], **row} for record in records for row in record.get(target.part.key, [])]
    return _rows(target.keys, inside)


def _rows(keys: list[Key], values: list[Values]) -> Iterator[list[str]]:
    yield [key.path for key in keys]
    for each in values:
        yield [_cell(each, key) for key in keys]


def _cell(values: Mapping[str, object], key: Key) -> str:
    value = values.get(key.name, "")
    if isinstance(value, dict):
        value = value.get(key.language, "")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
