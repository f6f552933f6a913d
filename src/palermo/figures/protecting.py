"""Hiding what is sensitive in the table of a release, and what gives it away. Knows nothing of the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure import Rules, parse_rules, parse_specification, protect, read_table
from disclosure.progress import Progress, silent
from disclosure.suppression.protect import Protected
from disclosure.tables.private import PrivateCells
from disclosure.tables.table import Table
from disclosure.tables.write_table import write_table

from palermo.figures.bundles import NAMES, Key
from palermo.figures.policies import specification_text, thresholds_text


@dataclass(frozen=True)
class Draft:
    """What a release would publish, and the true figures behind it.

    Attributes
    ----------
    published, truth : bytes
        The files of the gate: CSV with the same rows.
    specification, thresholds : str
    protected : Protected
        What was hidden, at which loss.
    """

    published: bytes
    truth: bytes
    specification: str
    thresholds: str
    protected: Protected


def table_of(figures: Mapping[Key, str], specification: str) -> Table:
    """The table of figures by their key, the values of `bundles.NAMES`; a figure is a number or one of the signs."""
    keys = list(figures)
    columns = {name: [key[place] for key in keys] for place, name in enumerate(NAMES)}
    return read_table(columns | {"value": list(figures.values())}, parse_specification(specification))


def protect_figures(
    figures: Mapping[Key, str],
    *,
    title: str,
    population: tuple[str, str],
    unit: str,
    earlier: Sequence[Table] = (),
    private: Sequence[PrivateCells] = (),
    progress: Progress = silent,
) -> Draft:
    """Hide figures below the threshold and those from which they could be computed.

    Parameters
    ----------
    figures : mapping
        Every figure by its key, each known.
    title, unit : str
    population : pair of str
        Whom the figures count, and in which edition.
    earlier, private
        What was released before of the same people, and what it does not show.
    progress : callable

    Raises
    ------
    disclosure.errors.DisclosureError
        If a figure is not known, was released as another before, or nothing protects a cell.
    """
    specification, thresholds = specification_text(title, population, unit), thresholds_text(title)
    table, rules = table_of(figures, specification), parse_rules(thresholds)
    done = _protect(table, rules, earlier, private, progress)
    return Draft(_file_of(done.tables[0]), _file_of(table), specification, thresholds, done)


def _protect(
    table: Table, rules: Rules, earlier: Iterable[Table], private: Iterable[PrivateCells], progress: Progress
) -> Protected:
    return protect(table, rules, earlier=tuple(earlier), private=tuple(private), how="auto", progress=progress)


def _file_of(table: Table) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        write_table(path, table)
        return path.read_bytes()
