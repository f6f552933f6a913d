"""What the cells of a questionnaire are called in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from palermo.core.text import plain
from palermo.returns.cells import codes_of
from palermo.returns.structure import Side, Structure

# Names of codes that a structure has none for: of rows that were added, by dimension and code.
type Names = Mapping[tuple[str, str], str]


class CellNames:
    """The names of sections, tables, rows and columns."""

    def __init__(self, structure: Structure, names: Names | None = None) -> None:
        self._structure = structure
        self._names = names or {}

    def section(self, table: str) -> str:
        """The title of the section in which a table stands."""
        sections = self._structure.sections
        return next(plain(each.title) for each in sections if any(one.key == table for one in each.tables))

    def table(self, table: str) -> str:
        """The title of a table."""
        return plain(self._structure.tables[table].title)

    def key(self, sides: tuple[Side, ...], key: str) -> str:
        """What a row or column is called: the names of its codes."""
        codes = codes_of(sides, key)
        return " · ".join(map(self._code, sides, codes)) if codes else key

    def _code(self, side: Side, code: str) -> str:
        name = side.dimension.codes.get(code)
        return plain(name) if name else self._names.get((side.dimension.key, code), code)

    def row(self, table: str, cell: str) -> str:
        """What the row of a cell is called."""
        return self.key(self._structure.tables[table].rows, cell.rpartition(".")[0])

    def column(self, table: str, cell: str) -> str:
        """What the column of a cell is called."""
        return self.key(self._structure.tables[table].columns, cell.rpartition(".")[2])

    def cell(self, table: str, cell: str) -> str:
        """A cell within its table: its row and its column."""
        named = {"row": self.row(table, cell), "column": self.column(table, cell)}
        return _("row “%(row)s”, column “%(column)s”") % named

    def heading(self, table: str, cell: str) -> str:
        """A cell as a heading beside its figure; of a table with one column the row alone."""
        row = self.row(table, cell)
        only_one = len(self._structure.tables[table].column_keys) == 1
        return row if only_one else f"{row} · {self.column(table, cell)}"

    def place(self, table: str, cell: str) -> str:
        """A cell within the questionnaire: its section, unless the table repeats it, its table, row and column."""
        named = {"section": self.section(table), "table": self.table(table), "cell": self.cell(table, cell)}
        if named["table"].startswith(named["section"]):
            return _("%(table)s, %(cell)s") % named
        return _("%(section)s, %(table)s, %(cell)s") % named
