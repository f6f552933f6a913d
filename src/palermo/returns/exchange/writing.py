"""A return as a workbook to be filled in: a sheet for each section, in the reader's language.

Only the cells to be filled in can be changed. What is on record when the workbook is made goes along in a hidden
sheet, from which it is seen later what was changed in the workbook and what on the site.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from palermo.core.controls import CONTROL
from palermo.core.languages import active_language
from palermo.core.text import plain
from palermo.returns.cells import codes_of, rows_of
from palermo.returns.entries import Entry, entry_text
from palermo.returns.exchange import marks
from palermo.returns.exchange.content import (
    HEAD_FIELDS,
    ReturnForm,
    TableHead,
    digest_of_entry,
    digest_of_words,
    without_note,
)
from palermo.returns.names import CellNames
from palermo.returns.states.returns import ValueKind
from palermo.returns.structure import Section, Table

# Rows of a table with open rows that are left to be filled in.
ROOM = 25
NAME_COLUMN, FIRST = 2, 3
NAME_WIDTH, WIDTH = 44, 15
# Of a sheet's name.
LONGEST_TITLE = 31
# Characters of guidance that stand in a line, and how many columns it is written across.
LINE, ACROSS = 105, 7
LARGEST_EXACT = 10**15
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_INK, _PALE, _BLUE, _PAPER, _GREY = "FF1A1A1A", "FF595959", "FF1F4E79", "FFFFF8E1", "FFF2F2F2"
_LINE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_KINDS = (ValueKind.NOT_RECORDED, ValueKind.NOT_APPLICABLE, ValueKind.SUPPRESSED)


def return_workbook(form: ReturnForm) -> bytes:
    """The workbook of a return, as the content of an XLSX file in the active language."""
    return _Writer(form).write()


def shown_entry(entry: Entry | None) -> str:
    """What stands in a cell for a figure; what `read_entry` reads again."""
    if entry is None:
        return ""
    if entry.value is None and entry.low is None and entry.high is None:
        return str(ValueKind(entry.kind).label)
    return entry_text(without_note(entry))


def shown_article(form: ReturnForm, slug: str) -> str:
    """How a provision of law is named in a workbook: by its identifier and its name."""
    return f"{slug}: {form.articles[slug]}" if slug in form.articles else slug


def shown_unit(form: ReturnForm, unit: str) -> str:
    """How a counting unit is named in a workbook."""
    return plain(form.structure.units.get(unit)) or unit


def shown_head(form: ReturnForm, head: TableHead, name: str) -> str:
    """What stands in a workbook for a field that holds for a whole table."""
    value: str = getattr(head, name)
    return {"article": shown_article, "unit": shown_unit}.get(name, lambda _form, words: words)(form, value)


def asked_of(table: Table) -> tuple[str, ...]:
    """The fields that are asked once for a whole table."""
    asked = set(table.asks)
    wanted = {"article": "article" in asked, "article_text": "article" in asked}
    return tuple(name for name in HEAD_FIELDS if wanted.get(name, name in asked or name == "note"))


def label_of(name: str) -> str:
    """What a field that holds for a whole table is called."""
    return {
        "article": _("Provision of law on record"),
        "article_text": _("Article of law, in words"),
        "agency": _("Agency that recorded the data"),
        "unit": _("Counting unit"),
        "note": _("Note on the table"),
    }[name]


class _Writer:
    def __init__(self, form: ReturnForm) -> None:
        self._form = form
        self._names = CellNames(form.structure, form.codes)
        self._book = Workbook()
        self._taken: set[str] = set()
        self._ranges: dict[str, str] = {}
        self._record: list[list[str]] = []

    def write(self) -> bytes:
        about = self._book.active
        assert isinstance(about, Worksheet)
        about.title = self._title(_("Instructions"))
        lists = self._lists()
        self._write_about(about)
        for section in self._form.structure.sections:
            if tables := [table for table in section.tables if table.key in self._form.tables]:
                self._write_section(section, tables)
        self._write_record()
        # The hidden sheets come last.
        self._book.move_sheet(lists, len(self._book.sheetnames))
        self._book.active = 1 if len(self._book.sheetnames) > 3 else 0
        content = io.BytesIO()
        self._book.save(content)
        return content.getvalue()

    def _title(self, words: str) -> str:
        """A name that a sheet can have and no other sheet has."""
        name = CONTROL.sub("", _NOT_IN_TITLES.sub(" ", words)).strip(" '") or "-"
        shown, number = name[:LONGEST_TITLE].strip(" '"), 1
        while shown.casefold() in self._taken:
            number += 1
            shown = f"{name[: LONGEST_TITLE - 4].strip()} ({number})"
        self._taken.add(shown.casefold())
        return shown

    # Instructions

    def _write_about(self, sheet: Worksheet) -> None:
        form = self._form
        _text(sheet, 1, 1, marks.ABOUT)
        sheet.column_dimensions["A"].hidden = True
        sheet.column_dimensions["B"].width = 110
        named = {"state": form.state, "year": form.year}
        _text(sheet, 1, 2, _("%(state)s, %(year)d") % named, _font(bold=True, size=16, color=_BLUE))
        _text(sheet, 2, 2, form.round)
        _text(sheet, 3, 2, _("Due: %(day)s") % {"day": form.due} if form.due else "")
        for number, sentence in enumerate(_instructions(), 5):
            _text(sheet, number, 2, sentence).alignment = _text_alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[number].height = 16 * _lines(sentence)
        self._finish(sheet, "B1")

    # A section

    def _write_section(self, section: Section, tables: Iterable[Table]) -> None:
        sheet = self._book.create_sheet(self._title(plain(section.title)))
        _text(sheet, 1, 1, marks.SECTION)
        _text(sheet, 1, NAME_COLUMN, plain(section.title), _font(bold=True, size=16, color=_BLUE))
        sheet.column_dimensions["A"].hidden = True
        sheet.column_dimensions["B"].width = NAME_WIDTH
        row = self._guidance(sheet, 2, plain(section.guidance))
        widest = 0
        validation = self._validation("kinds")
        for table in tables:
            row = self._write_table(sheet, row + 1, table, validation)
            widest = max(widest, 3 * len(table.column_keys) + 2)
        for column in range(FIRST, FIRST + max(widest, ACROSS)):
            sheet.column_dimensions[get_column_letter(column)].width = WIDTH
        if validation.sqref:
            sheet.add_data_validation(validation)
        self._finish(sheet, "C1")

    def _finish(self, sheet: Worksheet, freeze: str) -> None:
        sheet.sheet_view.rightToLeft = active_language().right_to_left
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = freeze
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        protection = sheet.protection
        # What is false here is allowed: to make columns and rows fit.
        protection.formatColumns = protection.formatRows = False
        protection.sheet = True

    def _guidance(self, sheet: Worksheet, row: int, words: str) -> int:
        """Guidance across several columns; gives the next free row."""
        if not words:
            return row
        _text(sheet, row, NAME_COLUMN, words).alignment = _text_alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, start_column=NAME_COLUMN, end_row=row, end_column=ACROSS)
        sheet.row_dimensions[row].height = 16 * _lines(words)
        return row + 1

    def _write_table(self, sheet: Worksheet, row: int, table: Table, validation: DataValidation) -> int:
        _text(sheet, row, 1, marks.mark(marks.TABLE, table.key))
        _text(sheet, row, NAME_COLUMN, plain(table.title), _font(bold=True, size=13, color=_BLUE))
        row = self._guidance(sheet, row + 1, plain(table.guidance))
        if ministry := self._form.ministries.get(table.key):
            _text(sheet, row, NAME_COLUMN, _("Ministry"))
            _text(sheet, row, FIRST, ministry)
            row += 1
        head = self._form.content.heads.get(table.key, TableHead())
        for name in asked_of(table):
            self._write_head(sheet, row, table, name, shown_head(self._form, head, name))
            self._record.append(_head_row(self._form, table.key, name, head))
            row += 1
        row = self._write_columns(sheet, row, table)
        if table.has_open_rows:
            row = self._write_open_rows(sheet, row, table, validation)
        else:
            for key in table.row_keys:
                self._write_row(sheet, row, table, key, validation)
                row += 1
        _text(sheet, row, 1, marks.mark(marks.END, table.key))
        return row + 1

    def _write_head(self, sheet: Worksheet, row: int, table: Table, name: str, value: str) -> None:
        _text(sheet, row, 1, marks.mark(marks.HEAD, name))
        _text(sheet, row, NAME_COLUMN, label_of(name)).alignment = _text_alignment(vertical="top")
        cell = _text(sheet, row, FIRST, value)
        _as_input(cell)
        cell.alignment = _text_alignment(wrap_text=name == "note", vertical="top")
        sheet.merge_cells(start_row=row, start_column=FIRST, end_row=row, end_column=ACROSS)
        for column in range(FIRST, ACROSS + 1):
            sheet.cell(row, column).border = _BOX
        if name == "note":
            sheet.row_dimensions[row].height = 32
        wanted = {"article": "articles", "unit": f"units-{table.key}"}.get(name, "")
        if wanted in self._ranges:
            validation = self._validation(wanted, is_closed=name == "unit")
            validation.add(cell.coordinate)
            sheet.add_data_validation(validation)

    def _write_columns(self, sheet: Worksheet, row: int, table: Table) -> int:
        """The keys of the columns, hidden; above which years they are; their names."""
        keys, year = table.column_keys, self._form.year
        groups = (
            (marks.VALUE, str(year), _font(bold=True, color=_BLUE)),
            (marks.LAST_YEAR, str(year - 1), _font(bold=True, color=_PALE)),
            (marks.NOTE, pgettext("returns", "Notes, %(year)d") % {"year": year}, _font(bold=True, color=_BLUE)),
        )
        for number, name in enumerate((marks.COLUMNS, marks.HEADING, marks.HEADING)):
            _text(sheet, row + number, 1, name)
        sheet.row_dimensions[row].hidden = True
        for place, (name, words, font) in enumerate(groups):
            first = FIRST + place * len(keys)
            _text(sheet, row + 1, first, words, font)
            for number, key in enumerate(keys):
                _text(sheet, row, first + number, marks.mark(name, key))
                heading = _text(sheet, row + 2, first + number, self._names.key(table.columns, key), font)
                heading.alignment = _text_alignment(wrap_text=True, vertical="bottom", horizontal="center")
                heading.border = _BOX
        titles = " · ".join(plain(side.dimension.title) for side in table.rows)
        _text(sheet, row + 2, NAME_COLUMN, titles, _font(bold=True)).border = _BOX
        longest = max(len(self._names.key(table.columns, key)) for key in keys)
        sheet.row_dimensions[row + 2].height = 16 * (1 + longest // WIDTH)
        return row + 3

    def _write_row(self, sheet: Worksheet, row: int, table: Table, key: str, validation: DataValidation) -> None:
        _text(sheet, row, 1, marks.mark(marks.ROW, key))
        codes = codes_of(table.rows, key) or ()
        is_total = any(side.total and side.total == code for side, code in zip(table.rows, codes, strict=False))
        name = _text(sheet, row, NAME_COLUMN, self._names.key(table.rows, key), _font(bold=is_total, color=_INK))
        name.border = _BOX
        for number, column in enumerate(table.column_keys):
            self._write_figure(sheet, row, number, table, f"{key}.{column}", validation)

    def _write_figure(
        self, sheet: Worksheet, row: int, number: int, table: Table, cell: str, validation: DataValidation
    ) -> None:
        """A cell, last year's figure, and its note."""
        place, width = (table.key, cell), len(table.column_keys)
        entry = self._form.content.figures.get(place)
        value = sheet.cell(row, FIRST + number)
        _set_figure(value, entry)
        _as_input(value, is_figure=True)
        validation.add(value.coordinate)
        last = sheet.cell(row, FIRST + width + number)
        _set_figure(last, self._form.previous.get(place))
        last.font, last.fill, last.border = _font(color=_PALE), PatternFill("solid", _GREY), _BOX
        last.alignment = Alignment(horizontal="right", readingOrder=1)
        note = _text(sheet, row, FIRST + 2 * width + number, entry.note if entry else "")
        _as_input(note)
        self._record.append(
            [
                *(marks.CELL, table.key, cell, shown_entry(entry)),
                *(entry.note if entry else "", digest_of_entry(entry)),
            ]
        )

    def _write_open_rows(self, sheet: Worksheet, row: int, table: Table, validation: DataValidation) -> int:
        known = rows_of(table, [*self._form.content.figures, *self._form.previous])
        ordered = sorted(known, key=lambda key: self._names.key(table.rows, key))
        for key in ordered:
            self._write_row(sheet, row, table, key, validation)
            row += 1
        dimension = next(side.dimension for side in table.rows if side.dimension.is_open)
        # A row of one open dimension is named by a code; of several, by codes joined as in the keys of cells.
        codes = self._validation(f"codes-{dimension.key}") if len(table.rows) == 1 else None
        for _number in range(ROOM):
            _text(sheet, row, 1, marks.NEW_ROW)
            name = sheet.cell(row, NAME_COLUMN)
            _as_input(name)
            if codes is not None:
                codes.add(name.coordinate)
            for number in range(len(table.column_keys)):
                value = sheet.cell(row, FIRST + number)
                _as_input(value, is_figure=True)
                validation.add(value.coordinate)
                _as_input(sheet.cell(row, FIRST + 2 * len(table.column_keys) + number))
            row += 1
        if codes is not None:
            sheet.add_data_validation(codes)
        return row

    # Hidden sheets

    def _lists(self) -> Worksheet:
        """The lists from which cells are chosen."""
        sheet = self._book.create_sheet("palermo-lists")
        self._taken.add("palermo-lists")
        sheet.sheet_state = "hidden"
        _text(sheet, 1, 1, marks.LISTS)
        form = self._form
        lists: dict[str, list[str]] = {"kinds": [str(kind.label) for kind in _KINDS]}
        lists["articles"] = [shown_article(form, slug) for slug in form.articles]
        for key, dimension in form.structure.dimensions.items():
            if dimension.is_open:
                lists[f"codes-{key}"] = sorted(name for (of, _code), name in form.codes.items() if of == key)
        for key in form.tables:
            lists[f"units-{key}"] = [shown_unit(form, unit) for unit in form.structure.tables[key].units]
        column = 1
        for name, words in lists.items():
            if not words:
                continue
            column += 1
            for number, each in enumerate(words, 2):
                _text(sheet, number, column, each)
            letter = get_column_letter(column)
            self._ranges[name] = f"'palermo-lists'!${letter}$2:${letter}${len(words) + 1}"
        return sheet

    def _validation(self, name: str, *, is_closed: bool = False) -> DataValidation:
        """The choice from a list; unless it is closed, anything else may be typed too."""
        validation = DataValidation("list", formula1=self._ranges.get(name, '""'), allow_blank=True)
        validation.showErrorMessage = is_closed
        if name == "kinds":
            validation.showInputMessage = True
            validation.prompt = _("A number, 0, or one of the list; limits of a withheld figure as <5 or 1–4.")
        if is_closed:
            validation.error = _("Choose one of the list.")
        return validation

    def _write_record(self) -> None:
        sheet = self._book.create_sheet("palermo-record")
        sheet.sheet_state = "hidden"
        form = self._form
        rows: Sequence[Sequence[str]] = [
            [marks.RECORD],
            [marks.RETURN, form.slug],
            [marks.EDITION, form.edition],
            [marks.LANGUAGE, active_language().code],
            *self._record,
        ]
        for number, values in enumerate(rows, 1):
            for column, words in enumerate(values, 1):
                _text(sheet, number, column, words)


def _head_row(form: ReturnForm, table: str, name: str, head: TableHead) -> list[str]:
    value: str = getattr(head, name)
    return [marks.HEAD, table, name, shown_head(form, head, name), "", digest_of_words(value)]


def _instructions() -> Iterator[str]:
    yield _("Fill in the yellow cells of the sheets that follow. Grey figures are those of the year before.")
    yield _("Enter a whole number, or 0 where there was none. An empty cell is not a zero.")
    yield _(
        "Where there is no number, choose from the list of the cell: “%(not_recorded)s”, if the number is not "
        "known; “%(not_applicable)s”, if the question does not apply in the State; “%(withheld)s”, if it may not "
        "be given. Limits of a withheld figure can be given as <5, >10 or 1–4."
    ) % {
        "not_recorded": ValueKind.NOT_RECORDED.label,
        "not_applicable": ValueKind.NOT_APPLICABLE.label,
        "withheld": ValueKind.SUPPRESSED.label,
    }
    yield _("Explain what is unusual in the note that belongs to the cell, to the right of the figures.")
    yield _("Where rows are open, choose a name from the list in the first column, and enter the figures beside it.")
    yield _(
        "Save the workbook as XLSX and upload it on the page of the return. Before anything is saved, the site shows "
        "what would change and what contradicts the record."
    )


def _lines(words: str) -> int:
    return sum(1 + len(line) // LINE for line in words.splitlines() or [""])


def _text(sheet: Worksheet, row: int, column: int, words: str, font: Font | None = None) -> Cell:
    """A text as a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if words:
        cell.value = CONTROL.sub("", words)
        cell.data_type = "s"
    cell.font, cell.alignment = font or _font(), _text_alignment()
    return cell


def _font(*, bold: bool = False, size: int = 11, color: str = _INK) -> Font:
    return Font(name="Calibri", bold=bold, size=size, color=color)


def _text_alignment(**values: Any) -> Alignment:
    """How a text is set: it begins on the side of its language, whatever its first character is."""
    return Alignment(readingOrder=2 if active_language().right_to_left else 1, **values)


def _set_figure(cell: Cell, entry: Entry | None) -> None:
    if entry is None:
        return
    if entry.value is not None and entry.value < LARGEST_EXACT:
        cell.value = entry.value
        return
    cell.value = shown_entry(entry)
    cell.data_type = "s"


def _as_input(cell: Cell, *, is_figure: bool = False) -> None:
    """A cell to be filled in: of a figure, which is read from left to right in every language, or of a text."""
    cell.font, cell.fill, cell.border = _font(), PatternFill("solid", _PAPER), _BOX
    cell.protection = Protection(locked=False)
    if is_figure:
        cell.alignment = Alignment(horizontal="right", readingOrder=1)
    else:
        cell.number_format = "@"
