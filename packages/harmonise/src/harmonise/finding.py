"""What was found in a file: where, by which rule, what was expected and what stands there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harmonise.errors import quote
from harmonise.layouts.layout import Severity

# Names of lists and of labels that a sentence counts up are longer than what is quoted of a cell.
LONGEST_DETAIL = 400


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or remarkable.

    Attributes
    ----------
    rule : str
        The id of the rule, as `harmonise rules` lists it.
    severity : Severity
    row : int or None
        As a spreadsheet counts: headings are rows too, the first row is 1; in JSON the number of the record; None where
        the finding is about the whole file.
    column : str
        Its name in the layout; empty where the finding is about a whole row.
    found : str or None
        What stands there, cut; None where it is not shown, since it may name a person.
    details : mapping of str to str
        What the sentence needs beside: limits, lists, other rows.
    rows : tuple of int
        All rows that take part, where there are several.
    sheet : str
    """

    rule: str
    severity: Severity
    row: int | None = None
    column: str = ""
    found: str | None = ""
    details: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    sheet: str = ""

    def __post_init__(self) -> None:
        if self.found is not None:
            object.__setattr__(self, "found", quote(self.found))
        object.__setattr__(self, "column", quote(self.column))
        object.__setattr__(self, "sheet", quote(self.sheet))
        if self.details:
            cut = {name: quote(each, LONGEST_DETAIL) for name, each in self.details.items()}
            object.__setattr__(self, "details", cut)

    @property
    def all_rows(self) -> tuple[int, ...]:
        """Every row that takes part."""
        return self.rows or (() if self.row is None else (self.row,))
