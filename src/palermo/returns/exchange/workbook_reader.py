"""A workbook that comes back, read with every fault at once: the sheet, the cell, what was expected, what was found."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.returns.cells import Place
from palermo.returns.entries import Entry, read_entry, shorten
from palermo.returns.exchange import marks
from palermo.returns.exchange.content import ReturnForm
from palermo.returns.exchange.writing import asked_of
from palermo.returns.names import CellNames
from palermo.returns.structure import Dimension, Table
from palermo.site.tables.sheet_reader import read_sheet_forms
from palermo.site.tables.sheets import Line, SheetForm, TableRefused, letters

LARGEST_FILE = 2 * 1024 * 1024
LONGEST = {"article_text": 300, "agency": 200}
# What spreadsheet programs make of 1-4 and 1/4.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")


class Typed(NamedTuple):
    """What stands in a cell and in that of its note."""

    text: str = ""
    note: str = ""


@dataclass
class FilledWorkbook:
    """What a workbook says.

    `entries` has what was changed in the workbook since it was made, by cell; nothing where a figure was deleted.
    `heads` has, by table, the fields that were changed. `base` and `head_base` are the digests of what was on record
    when it was made; `places` the sheet and the cell in which each figure stands.
    """

    entries: dict[Place, Entry | None] = field(default_factory=dict)
    heads: dict[str, dict[str, str]] = field(default_factory=dict)
    base: dict[Place, str] = field(default_factory=dict)
    head_base: dict[tuple[str, str], str] = field(default_factory=dict)
    before: dict[Place, Typed] = field(default_factory=dict)
    places: dict[Place, str] = field(default_factory=dict)

    @property
    def tables(self) -> frozenset[str]:
        """The tables that it changes."""
        return frozenset([*(table for table, _cell in self.entries), *self.heads])


def read_workbook(content: bytes, name: str, form: ReturnForm) -> FilledWorkbook:
    """What a workbook of this return says.

    Raises
    ------
    TableRefused
        With a sentence for everything that is wrong; a workbook is taken as a whole or not at all.
    """
    sheets = read_sheet_forms(content, name)
    kinds = {id(sheet): _mark_of(sheet) for sheet in sheets}
    record = next((sheet for sheet in sheets if kinds[id(sheet)] == marks.RECORD), None)
    if record is None:
        raise TableRefused(
            [
                _(
                    "%(file)s: expected a workbook that was downloaded from the page of this return, found another "
                    "one. Download the workbook and copy the figures into it."
                )
                % {"file": name}
            ]
        )
    reader = _Reader(form)
    reader.read_record(record)
    for sheet in sheets:
        if kinds[id(sheet)] == marks.SECTION:
            reader.read_section(sheet)
        elif kinds[id(sheet)] not in {marks.ABOUT, marks.RECORD, marks.LISTS}:
            reader.refuse_sheet(sheet)
    return reader.finish()


def _mark_of(sheet: SheetForm) -> str:
    first = sheet.lines[0] if sheet.lines else None
    return first.cells[0] if first and first.cells else ""


class _Columns(NamedTuple):
    """Where the columns of a table stand: the places of values and of notes, by the keys of the columns."""

    values: dict[str, int]
    notes: dict[str, int]
    all: frozenset[int]


class _Reader:
    def __init__(self, form: ReturnForm) -> None:
        self._form = form
        self._names = CellNames(form.structure, form.codes)
        self._faults: list[str] = []
        self._filled = FilledWorkbook()
        self._head_before: dict[tuple[str, str], str] = {}
        self._tables: dict[str, str] = {}
        self._rows: dict[tuple[str, str], str] = {}
        self._codes: dict[str, Mapping[str, str]] = {}

    # What was on record when the workbook was made

    def read_record(self, sheet: SheetForm) -> None:
        """Whose workbook it is, and what it was made from.

        Raises
        ------
        TableRefused
            If it belongs to another return or another edition of the questionnaire.
        """
        known: dict[str, str] = {}
        for line in sheet.lines:
            first, *rest = [*line.cells, *[""] * 6]
            if first == marks.CELL:
                place = (rest[0], rest[1])
                self._filled.before[place] = Typed(rest[2], rest[3])
                self._filled.base[place] = rest[4]
            elif first == marks.HEAD:
                self._head_before[rest[0], rest[1]] = rest[2]
                self._filled.head_base[rest[0], rest[1]] = rest[4]
            else:
                known[first] = rest[0]
        if known.get(marks.RETURN) != self._form.slug:
            raise TableRefused(
                [
                    _("Expected the workbook of the return %(expected)s, found that of %(found)s.")
                    % {"expected": self._form.slug, "found": shorten(known.get(marks.RETURN, "")) or "?"}
                ]
            )
        if known.get(marks.EDITION) != self._form.edition:
            raise TableRefused(
                [
                    _(
                        "The workbook was made for another edition of the questionnaire. Download it again and copy "
                        "the figures into it."
                    )
                ]
            )

    def refuse_sheet(self, sheet: SheetForm) -> None:
        """A sheet that was added, unless it is empty: its figures would be lost."""
        if sheet.lines:
            self._faults.append(
                _(
                    "Sheet “%(sheet)s”: expected the sheets of the workbook only, found one more. Delete it; "
                    "figures are read from the yellow cells."
                )
                % {"sheet": shorten(sheet.name)}
            )

    # Sections

    def read_section(self, sheet: SheetForm) -> None:
        """The tables of a sheet, each from its mark to its end."""
        self._faults += [self._at(sheet, fault) for fault in sheet.faults]
        table: Table | None = None
        columns: _Columns | None = None
        for line in sheet.lines:
            name, key = marks.split_mark(line.cells[0] if line.cells else "")
            if name == marks.TABLE:
                table, columns = self._begin_table(sheet, line, key), None
            elif table is None:
                continue
            elif name == marks.HEAD:
                self._read_head(sheet, line, table, key)
            elif name == marks.COLUMNS:
                columns = _columns_of(line)
                self._check_columns(sheet, line, table, columns)
            elif name == marks.END:
                table = None
            elif columns is not None and name == marks.ROW:
                self._read_row(sheet, line, table, key, columns)
            elif columns is not None and name in {"", marks.NEW_ROW} and _is_filled(line, columns, name):
                self._read_new_row(sheet, line, table, columns)

    def _begin_table(self, sheet: SheetForm, line: Line, key: str) -> Table | None:
        if key not in self._form.tables:
            # A table that was assigned to others in the meantime, or that never was there.
            self._fault(sheet, line.number, 1, _("expected a table that you fill in, found another one."))
            return None
        if key in self._tables:
            self._fault(sheet, line.number, 1, _("this table stands in the workbook twice; delete one of them."))
            return None
        self._tables[key] = sheet.name
        return self._form.structure.tables[key]

    def _check_columns(self, sheet: SheetForm, line: Line, table: Table, columns: _Columns) -> None:
        for key in table.column_keys:
            if key not in columns.values or key not in columns.notes:
                self._faults.append(
                    _("Sheet “%(sheet)s”, table “%(table)s”: the column “%(column)s” is missing. %(remedy)s")
                    % {
                        **{"sheet": shorten(sheet.name), "table": self._names.table(table.key)},
                        **{"column": self._names.key(table.columns, key), "remedy": _remedy()},
                    }
                )

    def _read_row(self, sheet: SheetForm, line: Line, table: Table, key: str, columns: _Columns) -> None:
        if not table.has_open_rows and key not in table.row_keys:
            self._fault(sheet, line.number, 0, _("expected a row of the table, found “%(found)s”.") % {"found": key})
            return
        self._read_figures(sheet, line, table, key, columns)

    def _read_new_row(self, sheet: SheetForm, line: Line, table: Table, columns: _Columns) -> None:
        if not table.has_open_rows:
            self._fault(sheet, line.number, 1, _("expected a row of the table, found a row that was added."))
            return
        words = _cell(line, 1)
        if not words:
            self._fault(sheet, line.number, 1, _("expected a name from the list beside the figures, found nothing."))
            return
        key = self._open_key(table, words)
        if key is None:
            self._fault(
                sheet,
                line.number,
                1,
                _("expected a name from the list, found “%(found)s”.") % {"found": shorten(words)},
            )
            return
        self._read_figures(sheet, line, table, key, columns)

    def _open_key(self, table: Table, words: str) -> str | None:
        """The key of a row that is named by names or codes."""
        parts = [part.strip() for part in words.split("·")] if len(table.rows) > 1 else [words]
        if len(parts) != len(table.rows):
            return None
        codes = [
            self._by_name(side.dimension).get(part.casefold()) for side, part in zip(table.rows, parts, strict=True)
        ]
        return "-".join(code for code in codes if code) if all(codes) else None

    def _by_name(self, dimension: Dimension) -> Mapping[str, str]:
        if dimension.key not in self._codes:
            own = {name.casefold(): code for code, texts in dimension.codes.items() for name in texts.values()}
            listed = {name.casefold(): code for (of, code), name in self._form.codes.items() if of == dimension.key}
            others = self._form.codes_by_name.get(dimension.key, {})
            codes = {code.casefold(): code for code in [*own.values(), *listed.values(), *others.values()]}
            self._codes[dimension.key] = {**codes, **others, **own, **listed}
        return self._codes[dimension.key]

    def _read_figures(self, sheet: SheetForm, line: Line, table: Table, key: str, columns: _Columns) -> None:
        if (table.key, key) in self._rows:
            named = {"row": self._names.key(table.rows, key), "place": self._rows[table.key, key]}
            self._fault(
                sheet, line.number, 1, _("the row “%(row)s” stands in the table already, in %(place)s.") % named
            )
            return
        self._rows[table.key, key] = self._cell_name(sheet, line.number, 1)
        for number, words in enumerate(line.cells):
            if words and number > 1 and number not in columns.all:
                found = {"found": shorten(words)}
                self._fault(sheet, line.number, number, _("expected nothing, found “%(found)s”.") % found)
        for column in table.column_keys:
            if column in columns.values and column in columns.notes:
                place = (table.key, f"{key}.{column}")
                typed = Typed(_cell(line, columns.values[column]), _cell(line, columns.notes[column]))
                self._read_figure(sheet, line.number, columns.values[column], place, typed)

    def _read_figure(self, sheet: SheetForm, row: int, column: int, place: Place, typed: Typed) -> None:
        self._filled.places[place] = self._cell_name(sheet, row, column)
        if typed == self._filled.before.get(place, Typed()):
            return
        try:
            entry = _entry(typed)
        except Refused as refusal:
            self._fault(sheet, row, column, str(refusal))
            return
        self._filled.entries[place] = entry

    # What holds for a whole table

    def _read_head(self, sheet: SheetForm, line: Line, table: Table, name: str) -> None:
        if name not in asked_of(table):
            return
        words = _cell(line, 2)
        if words == self._head_before.get((table.key, name), ""):
            return
        try:
            value = self._head_value(table, name, words)
        except Refused as refusal:
            self._fault(sheet, line.number, 2, str(refusal))
            return
        self._filled.heads.setdefault(table.key, {})[name] = value

    def _head_value(self, table: Table, name: str, words: str) -> str:
        if name == "article" and words:
            slug = words.partition(":")[0].strip()
            if slug not in self._form.articles:
                raise Refused(
                    _("expected a provision of law from the list, found “%(found)s”. Enter others in words.")
                    % {"found": shorten(words)}
                )
            return slug
        if name == "unit" and words:
            return self._unit(table, words)
        if len(words) > LONGEST.get(name, len(words)):
            raise Refused(
                _("expected at most %(most)d characters, found %(found)d.")
                % {"most": LONGEST[name], "found": len(words)}
            )
        return words

    def _unit(self, table: Table, words: str) -> str:
        for unit in table.units:
            names = self._form.structure.units.get(unit) or MultilingualText()
            if words.casefold() in {unit.casefold(), *(name.casefold() for name in names.values())}:
                return unit
        expected = ", ".join(dict.fromkeys(shown_name for shown_name in self._unit_names(table)))
        raise Refused(
            _("expected one of the counting units of the table (%(expected)s), found “%(found)s”.")
            % {"expected": expected, "found": shorten(words)}
        )

    def _unit_names(self, table: Table) -> Iterator[str]:
        for unit in table.units:
            shown = self._form.structure.units.get(unit)
            yield str(shown) if shown else unit

    # The end

    def finish(self) -> FilledWorkbook:
        """What was read.

        Raises
        ------
        TableRefused
            With every fault.
        """
        self._check_missing()
        if self._faults:
            raise TableRefused(self._faults)
        return self._filled

    def _check_missing(self) -> None:
        """What the workbook had when it was made must still be there: nothing is deleted by leaving it out."""
        for key in dict.fromkeys(table for table, _cell in self._filled.before if table in self._form.tables):
            if key not in self._tables:
                self._faults.append(
                    _("The table “%(table)s” is missing. %(remedy)s")
                    % {"table": self._names.table(key), "remedy": _remedy()}
                )
                continue
            table = self._form.structure.tables[key]
            made_with = dict.fromkeys(cell.rpartition(".")[0] for of, cell in self._filled.before if of == key)
            for row in made_with:
                if (key, row) not in self._rows:
                    self._faults.append(
                        _("Sheet “%(sheet)s”, table “%(table)s”: the row “%(row)s” is missing. %(remedy)s")
                        % {
                            **{"sheet": shorten(self._tables[key]), "table": self._names.table(key)},
                            **{"row": self._names.key(table.rows, row), "remedy": _remedy()},
                        }
                    )

    # Places

    def _cell_name(self, sheet: SheetForm, row: int, column: int) -> str:
        return _("sheet “%(sheet)s”, cell %(cell)s") % {
            "sheet": shorten(sheet.name),
            "cell": f"{letters(column)}{row}",
        }

    def _fault(self, sheet: SheetForm, row: int, column: int, sentence: str) -> None:
        self._faults.append(
            _("Sheet “%(sheet)s”, cell %(cell)s: %(sentence)s")
            % {"sheet": shorten(sheet.name), "cell": f"{letters(column)}{row}", "sentence": sentence}
        )

    def _at(self, sheet: SheetForm, sentence: str) -> str:
        return _("Sheet “%(sheet)s”: %(sentence)s") % {"sheet": shorten(sheet.name), "sentence": sentence}


def _remedy() -> str:
    return _("Download the workbook again and copy the figures into it.")


def _columns_of(line: Line) -> _Columns:
    values: dict[str, int] = {}
    notes: dict[str, int] = {}
    every = set()
    for place, words in enumerate(line.cells):
        name, key = marks.split_mark(words)
        if place and name in {marks.VALUE, marks.LAST_YEAR, marks.NOTE}:
            every.add(place)
            {marks.VALUE: values, marks.NOTE: notes}.get(name, {}).setdefault(key, place)
    return _Columns(values, notes, frozenset(every))


def _is_filled(line: Line, columns: _Columns, mark: str) -> bool:
    """Whether a row was filled in that is none of those the table was made with: one left for it, or put in between."""
    named = [1] if mark else []
    return any(_cell(line, place) for place in [*named, *columns.values.values(), *columns.notes.values()])


def _cell(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _entry(typed: Typed) -> Entry | None:
    if not typed.text:
        if typed.note:
            raise Refused(_("expected a figure, or the reason why there is none, beside the note, found nothing."))
        return None
    if _DATE.fullmatch(typed.text):
        raise Refused(
            _(
                "expected a figure, found a date, %(found)s. Spreadsheet programs take 1-4 for a date: type ‘ before "
                "it, or use a long dash, 1–4."
            )
            % {"found": typed.text.partition("T")[0]}
        )
    entry = read_entry(typed.text, typed.note)
    return replace(entry, note=typed.note) if entry else None
