"""Workbooks of returns in the hands of somebody who fills them in: cells are found by what is seen and by the marks."""

import io
import re
from collections.abc import Mapping

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


class Filler:
    """A workbook that is filled in and saved again, as by a spreadsheet program."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(io.BytesIO(content))

    def save(self) -> bytes:
        content = io.BytesIO()
        self.book.save(content)
        return content.getvalue()

    def _rows(self, table: str) -> tuple[Worksheet, int, int]:
        """The sheet of a table, and its rows from its title to its end."""
        for sheet in self.book.worksheets:
            marks = [row[0].value for row in sheet.iter_rows(max_col=1)]
            if f"table:{table}" in marks:
                return sheet, marks.index(f"table:{table}") + 1, marks.index(f"end:{table}") + 1
        raise AssertionError(f"no table {table}")

    def _row(self, table: str, mark: str) -> tuple[Worksheet, int]:
        sheet, first, last = self._rows(table)
        return sheet, next(row for row in range(first, last) if sheet.cell(row, 1).value == mark)

    def _column(self, table: str, mark: str) -> int:
        sheet, row = self._row(table, "columns")
        return next(cell.column for cell in sheet[row] if cell.value == mark)

    def address(self, table: str, cell: str, name: str = "value") -> tuple[Worksheet, str]:
        """The sheet and the address of a figure, of last year's or of a note."""
        row, _point, column = cell.rpartition(".")
        sheet, number = self._row(table, f"row:{row}")
        return sheet, sheet.cell(number, self._column(table, f"{name}:{column}")).coordinate

    def get(self, table: str, cell: str, name: str = "value") -> object:
        sheet, address = self.address(table, cell, name)
        return sheet[address].value

    def set(self, table: str, cell: str, value: object, name: str = "value") -> str:
        """Write into a cell; gives its address."""
        sheet, address = self.address(table, cell, name)
        sheet[address].value = value
        return address

    def set_all(self, table: str, values: Mapping[str, object]) -> None:
        for cell, value in values.items():
            self.set(table, cell, value)

    def set_head(self, table: str, name: str, value: object) -> str:
        """Write into a field that holds for a whole table; gives its address."""
        sheet, row = self._row(table, f"head:{name}")
        sheet.cell(row, 3).value = value
        return sheet.cell(row, 3).coordinate

    def head(self, table: str, name: str) -> object:
        sheet, row = self._row(table, f"head:{name}")
        return sheet.cell(row, 3).value

    def add_row(self, table: str, name: str, values: Mapping[str, object], place: int = 0) -> str:
        """Fill in a row that was left for it; gives the address of its name."""
        sheet, first, last = self._rows(table)
        free = [row for row in range(first, last) if sheet.cell(row, 1).value == "new-row"]
        sheet.cell(free[place], 2).value = name
        for column, value in values.items():
            sheet.cell(free[place], self._column(table, f"value:{column}")).value = value
        return sheet.cell(free[place], 2).coordinate

    def texts(self) -> str:
        """Everything that can be read on the sheets that are shown."""
        shown = [sheet for sheet in self.book.worksheets if sheet.sheet_state == "visible"]
        cells = [cell.value for sheet in shown for row in sheet.iter_rows(min_col=2) for cell in row]
        return "\n".join(str(value) for value in cells if value is not None)


def address_in(sentence: str) -> str:
    """The address of the cell that a sentence names."""
    found = re.search(r"cell ([A-Z]+\d+)", sentence)
    assert found, sentence
    return found[1]
