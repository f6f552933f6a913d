"""A file as a table of text: one DuckDB table of cells, and what was found while reading."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from harmonise.errors import UnreadableFile
from harmonise.finding import Finding
from harmonise.layouts.layout import Severity

# Of a rule and column, so many findings are listed; all are counted.
LISTED = 10_000
# More than any layout knows or any program exports; each takes memory in every row.
MOST_COLUMNS = 2_000
# A longer cell is no cell but a quotation mark that was never closed, or was made to fill the memory.
LONGEST_CELL = 2**20
# Of the last rows, so many can be notes; more rows with a single cell are data.
MOST_NOTES = 100
# Blanks of all kinds, also those that nobody sees.
BLANKS = " \t\r\n\u00a0\u200b\ufeff"


def trimmed_cells(width: int) -> str:
    """Cells without blanks around them, NULL if nothing is left, in SQL."""
    return ", ".join(f"nullif(trim(c{number}, '{BLANKS}'), '')" for number in range(width))


def long_cell(path: object) -> UnreadableFile:
    """The refusal of a file with a cell that is longer than `LONGEST_CELL`."""
    return UnreadableFile(
        f"{path}: expected cells of at most {LONGEST_CELL:,} characters; found a longer one.",
        "long-cell",
        most=f"{LONGEST_CELL:,}",
    )


@dataclass
class Table:
    """Cells of a file, as text; more than `MOST_COLUMNS` columns are an `UnreadableFile`.

    Attributes
    ----------
    connection : DuckDBPyConnection
        Has the table `cells` with `row` and `c0`, `c1`, … as text without blanks around it; empty cells are NULL.
    headings : tuple of str
        As they stand in the file.
    header_row : int
    rows : int
    findings : list of Finding
        What was found while reading; of each rule and column at most `LISTED`.
    counts : Counter
        Numbers of all of these, by rule and column.
    sheet : str
        Empty if the file has no sheets.
    """

    connection: duckdb.DuckDBPyConnection
    headings: tuple[str, ...]
    header_row: int = 1
    rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    sheet: str = ""
    _blank: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if (found := len(self.headings)) > MOST_COLUMNS:
            raise UnreadableFile(
                f"Expected at most {MOST_COLUMNS:,} columns; found {found:,}.",
                "many-columns",
                most=f"{MOST_COLUMNS:,}",
                found=f"{found:,}",
            )
        columns = ", ".join(f"c{number} VARCHAR" for number in range(len(self.headings)))
        self.connection.execute(f"CREATE OR REPLACE TABLE cells (row BIGINT, {columns})")

    def insert(self, rows: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
        """Add rows, given as columns of text; blanks around it are left out, and empty texts become NULL."""
        if not rows:
            return
        # DuckDB finds the variable by its name in the query.
        batch: dict[str, npt.NDArray[Any]] = {"row": np.array(rows, np.int64)}
        for number, column in enumerate(columns):
            # Most texts are there many times, and few have blanks around them.
            changed = {cell: text for cell in set(column) if (text := cell.strip(BLANKS) or None) != cell}
            texts = [changed.get(cell, cell) for cell in column] if changed else column
            batch[f"c{number}"] = np.array(texts, object)
        self.connection.execute("INSERT INTO cells SELECT * FROM batch")
        self.rows += len(rows)
        self._report_blank(rows[-1])

    def report(self, findings: Iterable[Finding]) -> None:
        """Add what was found while reading, be it in every row of millions."""
        for finding in findings:
            key = finding.rule, finding.column
            self.counts[key] += 1
            if self.counts[key] <= LISTED:
                self.findings.append(finding)

    def leave_out_text_below(self, figure: int) -> None:
        """Leave out notes and sources below a table of figures: rows with a single cell, which is not the figure.

        In a table of cases such a row may be a case of which little is known, and stays.
        """
        filled = " + ".join(f"(c{number} IS NOT NULL)::INTEGER" for number in range(len(self.headings)))
        # Read from the end: of millions of rows only the last are looked at.
        end = f"SELECT max(row) - {MOST_NOTES} FROM cells"
        sql = f"SELECT row, {filled} < 2 AND c{figure} IS NULL FROM cells WHERE row > ({end}) ORDER BY row DESC"
        last = self.connection.execute(sql).fetchall()
        notes = [row for row, is_note in takewhile(lambda each: each[1], last)]
        if len(self.headings) < 3 or not notes or len(notes) == len(last):
            return
        first = last[len(notes)][0]
        self.connection.execute(f"DELETE FROM cells WHERE row > {first}")
        self.rows -= len(notes)
        # The gap before the notes is none in the table.
        gaps = [each for each in self.findings if each.rule == "empty-row" and (each.row or 0) > first]
        if gaps:
            self.findings = [each for each in self.findings if each not in gaps]
            self.counts["empty-row", ""] -= len(gaps)
            self.counts += Counter()
        rows = tuple(sorted(notes))
        self.report([Finding("text-below", Severity.WARNING, rows[0], rows=rows, sheet=self.sheet)])

    def skip_blank(self, row: int) -> None:
        """Remember a row without any cell; it is reported if another row follows."""
        self._blank.append(row)

    def _report_blank(self, last: int) -> None:
        passed = [row for row in self._blank if row < last]
        self.report(Finding("empty-row", Severity.WARNING, row, sheet=self.sheet) for row in passed)
        self._blank = [row for row in self._blank if row > last]
