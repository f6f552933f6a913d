"""Importing a table: the difference first, then all of it, by the same way as files of the record, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.record.changes import ImportReport
from palermo.record.faults import ImportRefused
from palermo.record.importing import import_contents
from palermo.record.tabular.columns import check_columns, correct_columns, guess_columns, unused_columns
from palermo.record.tabular.places import PlacedSheet, Places
from palermo.record.tabular.targets import TARGETS, Target
from palermo.record.tabular.trees import contents_of
from palermo.site.tables.sheet_reader import read_sheets
from palermo.site.tables.sheets import LARGEST_TABLE, Sheet, TableRefused

# What somebody chose for columns: the sheet's name (empty for any), the column's and the key that it fills, empty for
# "not used".
ColumnChoices = Iterable[tuple[str, str, str]]


@dataclass(frozen=True)
class Table:
    """A table as read, with its columns matched; `sentences` name what keeps it from being imported so."""

    places: Places
    notes: list[str]
    sentences: list[str]

    @property
    def column_sentences(self) -> list[str]:
        """Which column fills which key, a sentence each."""
        return [
            f"Column “{placed.sheet.head[place]}” fills {path}."
            for placed in self.places.sheets
            for place, path in placed.columns.items()
        ]


def target_of(name: str) -> Target:
    """What a table of this name holds.

    Raises
    ------
    TableRefused
        Naming what there is.
    """
    if name not in TARGETS:
        raise TableRefused([f"Expected one of the kinds {', '.join(sorted(TARGETS))}, found “{name}”."])
    return TARGETS[name]


def read_table(content: bytes, name: str, kind: str, wanted: ColumnChoices | None = None) -> Table:
    """Read a CSV file or a workbook, and match its columns.

    Raises
    ------
    TableRefused
        With what keeps it from being read.
    """
    target = target_of(kind)
    if len(content) > LARGEST_TABLE:
        raise TableRefused(
            [f"{name}: expected at most {LARGEST_TABLE:,} bytes, found {len(content):,}. Split the table."]
        )
    placed, notes = _place_sheets(read_sheets(content, name), target, list(wanted or ()))
    sentences = [fault for each in placed for fault in each.sheet.faults]
    sentences += [fault for each in placed for fault in check_columns(each.columns, each.sheet, each.target)]
    return Table(Places(name, placed), notes, sentences)


def _place_sheets(
    sheets: list[Sheet], target: Target, wanted: list[tuple[str, str, str]]
) -> tuple[list[PlacedSheet], list[str]]:
    """The first sheet holds the records; another holds a list of them if it is called so."""
    lists = {part.key: part for part in target.lists}
    placed, notes = list[PlacedSheet](), list[str]()
    for sheet in sheets:
        name = sheet.name.strip().casefold().replace(" ", "_")
        if placed and name not in lists:
            notes.append(f"Sheet “{sheet.name}” is not used.")
            continue
        holds = target.sheet_for(lists[name]) if placed else target
        columns = correct_columns(guess_columns(sheet, holds), sheet, holds, _choices_of(sheet, holds, wanted))
        placed.append(PlacedSheet(len(placed) + 1, sheet, holds, columns))
        notes += [*sheet.notes, *(f"Column “{head}” is not used." for head in unused_columns(columns, sheet))]
    heads = [head for each in placed for head in each.sheet.head if head]
    if missing := [column for _sheet, column, _key in wanted if column not in heads]:
        listed = ", ".join(f"“{head}”" for head in heads)
        raise TableRefused([f"Expected the name of a column ({listed}), found “{column}”." for column in missing])
    return placed, notes


def _choices_of(sheet: Sheet, target: Target, wanted: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(head, key) for name, head, key in wanted if head in sheet.head and name in {"", sheet.name}]


def import_table(table: Table, *, by: Actor, check: bool = False) -> ImportReport:
    """Import a table, or, with `check`, report what that would change.

    Creates and updates, never deletes; what has no column stays as it is.

    Raises
    ------
    TableRefused
        With every fault found, each with its row, column and cell. Nothing of the table is kept then.
    """
    check_may(by, Permission.IMPORT_TABLE)
    if table.sentences:
        raise TableRefused(table.sentences)
    with TemporaryDirectory(prefix="palermo-") as scratch:
        contents, sentences = contents_of(table.places, Path(scratch))
        try:
            report = import_contents(contents, Path(table.places.name), by=by, check=check or bool(sentences))
        except ImportRefused as refused:
            raise TableRefused(_by_line([*sentences, *map(table.places.fault_sentence, refused.faults)])) from None
    if sentences:
        raise TableRefused(_by_line(sentences))
    return report


def _by_line(sentences: list[str]) -> list[str]:
    """As the rows of the table follow one another."""
    return sorted(sentences, key=lambda sentence: getattr(sentence, "line", 0))
