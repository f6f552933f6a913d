"""A file as a table of text: one DuckDB table of cells, and what was found while reading."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np

from harmonise.finding import Finding
from harmonise.layouts.layout import Severity


@dataclass
class Table:
    """Cells of a file, as text.

    Attributes
    ----------
    connection : DuckDBPyConnection
        Has the table `cells` with `row` and `c0`, `c1`, … as text; empty cells are NULL.
    headings : tuple of str
        As they stand in the file.
    header_row : int
    rows : int
    findings : list of Finding
        What was found while reading.
    sheet : str
        Empty if the file has no sheets.
    """

    connection: duckdb.DuckDBPyConnection
    headings: tuple[str, ...]
    header_row: int = 1
    rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    sheet: str = ""
    _blank: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        columns = ", ".join(f"c{number} VARCHAR" for number in range(len(self.headings)))
        self.connection.execute(f"CREATE OR REPLACE TABLE cells (row BIGINT, {columns})")

    def insert(self, rows: Sequence[int], columns: Sequence[Sequence[str | None]]) -> None:
        """Add rows, given as columns of text; empty texts become NULL."""
        if not rows:
            return
        # DuckDB finds the variable by its name in the query.
        batch = {"row": np.array(rows, np.int64)}
        batch |= {f"c{number}": np.array(column, object) for number, column in enumerate(columns)}
        cells = ", ".join(f"nullif(c{number}, '')" for number in range(len(columns)))
        self.connection.execute(f"INSERT INTO cells SELECT row, {cells} FROM batch")
        self.rows += len(rows)
        self._pass_blank()

    def skip_blank(self, row: int) -> None:
        """Remember a row without any cell; it is reported if another row follows."""
        self._blank.append(row)

    def _pass_blank(self) -> None:
        self.findings += [Finding("empty-row", Severity.WARNING, row, sheet=self.sheet) for row in self._blank]
        self._blank.clear()
