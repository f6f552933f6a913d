"""Mappings from the codes of one edition to those of another."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from harmonise.lists.edition import Edition
from harmonise.lists.loss import LossReport, MappedColumn


class Relation(StrEnum):
    """What a code of the target is to the code of the source.

    exact: it means the same. broader: it contains it, and more. narrower: it is a part of it. loses: it stands for
    something else, or there is none, and what is lost is described.
    """

    EXACT = "exact"
    BROADER = "broader"
    NARROWER = "narrower"
    LOSES = "loses"


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A line of a mapping.

    Attributes
    ----------
    source : str
        Code of the source.
    target : str or None
        Code of the target; None where there is none.
    relation : Relation
    loss : mapping of str to str, or None
        By language, what is lost.
    """

    source: str
    target: str | None
    relation: Relation
    loss: Dictionary[str, str] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of one cell.

    Attributes
    ----------
    label : str
        The cell as it was.
    sources : tuple of str
        Codes of the source that it holds.
    targets : tuple of str
        Codes of the target, each once; several where the cell holds several or where one code stands for several.
    rows : tuple of MappingRow
        The lines that were used.
    unmapped : tuple of str
        Labels that are not in the source list. They are kept here as they were.
    """

    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    rows: tuple[MappingRow, ...]
    unmapped: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """A mapping between two editions.

    Several lines for one code of the source mean that it stands for all their targets together.

    Attributes
    ----------
    source, target : Edition
    number : str
        Number of the edition of the mapping.
    rows : tuple of MappingRow
        In the order of the source list. Every code of the source has a line.
    origin, licence : str
        On what the mapping rests, and under what terms.
    digest : str
        SHA-256 of the files of the mapping, in hexadecimal.
    """

    source: Edition
    target: Edition
    number: str
    rows: tuple[MappingRow, ...]
    origin: str
    licence: str
    digest: str

    def __str__(self) -> str:
        return f"{self.source} to {self.target}, mapping {self.number}"

    def __hash__(self) -> int:
        return hash(self.digest)

    def rows_of(self, code: str) -> tuple[MappingRow, ...]:
        """Give the lines of a code of the source.

        Raises
        ------
        UnknownList
            If the source has no such code.
        """
        self.source.code(code)
        return self._rows[code]

    def translate(self, cell: str) -> Translation:
        """Translate one cell.

        Parameters
        ----------
        cell : str
            One label, or several between the separators of the source list.

        Returns
        -------
        Translation
            Empty throughout for a blank cell.

        Examples
        --------
        >>> from harmonise.lists import mapping
        >>> mapping("htcds-forms", "forms").translate("ForcedLabour;ForcedBegging").targets
        ('forced_labour', 'forced_begging')
        """
        labels = self.source.split(cell)
        found = {label: self.source.find(label) for label in labels}
        sources = tuple(dict.fromkeys(code.code for code in found.values() if code))
        rows = tuple(row for code in sources for row in self._rows[code])
        targets = tuple(dict.fromkeys(row.target for row in rows if row.target is not None))
        return Translation(cell, sources, targets, rows, tuple(label for label, code in found.items() if code is None))

    def apply(self, column: Iterable[str | None]) -> MappedColumn:
        """Translate a column.

        Parameters
        ----------
        column : iterable of str or None, n
            None and blank text are blank cells.

        Returns
        -------
        MappedColumn
            A translation for each cell, None for blank ones, and the report of what was lost.

        Examples
        --------
        >>> from harmonise.lists import mapping
        >>> mapped = mapping("htcds-gender", "sex").apply(["Feminine", None, "girl"])
        >>> [cell and cell.targets for cell in mapped.cells], mapped.report.unmapped
        ([('female',), None, ()], (('girl', 1),))
        """
        cells = [cell if cell and cell.strip() else None for cell in column]
        counts = Counter(cells)
        translations = {cell: self.translate(cell) for cell in counts if cell is not None}
        report = LossReport.build(self, counts, translations)
        return MappedColumn(tuple(translations[cell] if cell is not None else None for cell in cells), report)

    def report(self, counts: Dictionary[str | None, int]) -> LossReport:
        """Report on a column of which only the distinct cells and their numbers are at hand.

        Parameters
        ----------
        counts : mapping of str or None to int
            How often each cell occurs, as a database counts them.

        Returns
        -------
        LossReport
        """
        counted: Counter[str | None] = Counter()
        for cell, count in counts.items():
            counted[cell if cell and cell.strip() else None] += count
        return LossReport.build(self, counted, {cell: self.translate(cell) for cell in counted if cell is not None})

    def check_export(self, language: str = "en") -> None:
        """Refuse where codes of the target cannot be exported yet.

        Raises
        ------
        NotExportable
            With the reason, in the language asked for.
        """
        self.target.check_export(language)

    @cached_property
    def _rows(self) -> dict[str, tuple[MappingRow, ...]]:
        rows: dict[str, tuple[MappingRow, ...]] = {}
        for row in self.rows:
            rows[row.source] = (*rows.get(row.source, ()), row)
        return rows
