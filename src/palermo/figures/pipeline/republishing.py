"""Figures that their source has published, written as the source has them. Knows nothing of the database.

What of the masks follows from the source's own figures is computed for the source alone: it is written to a file that
only the office reads, and nothing of it goes anywhere else.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure import parse_specification
from disclosure.audit.computable import find_computable
from disclosure.progress import Progress, silent
from disclosure.tables.table import Table
from disclosure.tables.write_table import write_table

from palermo.figures.bundles import NAMES, Key
from palermo.figures.pipeline.compiling.compiled import SUPPRESSED, SourceFigure
from palermo.figures.pipeline.policies import HIDDEN, MARKERS, specification_text
from palermo.figures.pipeline.protecting import table_of

# The heading of the file for the source.
HEADING = (*NAMES, "masked_low", "masked_high", "computed_low", "computed_high", "from")

type Limits = tuple[int | None, int | None]


def source_table(
    figures: Mapping[Key, SourceFigure], *, title: str, population: tuple[str, str], unit: str
) -> tuple[Table, str]:
    """The table of what a source published, and its specification.

    Parameters
    ----------
    figures : mapping
        What the source has of each figure, by its key.
    title, unit : str
    population : pair of str
        Whom the figures count, and in which edition.
    """
    limits = dict.fromkeys((each.low, each.high) for each in figures.values() if each.kind == SUPPRESSED)
    text = specification_text(title, population, unit, markers=markers_of(limits))
    return table_of(figures, parse_specification(text)), text


def markers_of(masks: Iterable[Limits]) -> str:
    """The signs that our files always have, and one more for each mask with other limits."""
    lines = []
    for low, high in masks:
        sign = sign_of_mask(low, high)
        if f'"{sign}"' not in MARKERS:
            limits = [f"low = {low or 0}", *([f"high = {high}"] if high is not None else [])]
            lines.append(f'"{sign}" = {{ kind = "suppressed", {", ".join(limits)} }}\n')
    return MARKERS + "".join(lines)


def sign_of_mask(low: int | None, high: int | None) -> str:
    """What stands in place of a figure of which a source tells these limits."""
    if high is not None:
        return f"<{high + 1}" if low == 1 else f"{low or 0}–{high}"
    return f"≥{low}" if low else HIDDEN


def file_of(table: Table) -> bytes:
    """A table as the gate reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        write_table(path, table)
        return path.read_bytes()


def file_for_source(table: Table, progress: Progress = silent) -> bytes:
    """The masked figures that can be computed from the source's own figures, as CSV; only for the source.

    Each with the limits that the mask states, those that follow, and a sum from which they do, if one is enough.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADING)
    for each in find_computable(table, progress=progress):
        numbers = ("" if side == float("inf") else f"{side:.0f}" for side in (*each.told, *each.reached))
        writer.writerow([*each.cell.values(), *numbers, "; ".join(each.figures)])
    return written.getvalue().encode()
