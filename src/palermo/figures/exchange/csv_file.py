"""Figures as CSV: sent as they are read, begun with the mark by which Excel knows UTF-8, harmless to open."""

from collections.abc import Iterable, Iterator
from itertools import batched, chain

from palermo.figures.exchange.names import NAMED_COLUMNS, named_rows
from palermo.figures.exchange.rows import COLUMNS, Extract
from palermo.site.csvs import Value, csv_lines

# Lines that are sent together.
TOGETHER = 500


def csv_of_figures(extract: Extract, language: str) -> Iterator[bytes]:
    """A heading and a line for each figure, with names in a language of the interface beside the codes."""
    return lines_of_table(chain([NAMED_COLUMNS], named_rows(extract.rows())), language)


def plain_csv(extract: Extract, language: str) -> Iterator[bytes]:
    """A heading and a line for each figure, with codes alone."""
    return lines_of_table(chain([COLUMNS], extract.rows()), language)


def lines_of_table(rows: Iterable[Iterable[Value]], language: str) -> Iterator[bytes]:
    """The lines of a table, many at a time."""
    for lines in batched(csv_lines(rows, language), TOGETHER):
        yield b"".join(lines)
