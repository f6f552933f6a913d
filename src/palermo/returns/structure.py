"""The structure of a questionnaire: sections, tables, dimensions, counting units, guidance and rules, read from YAML.

A table has cells: for each code of its rows one for each code of its columns. The key of a cell is `row.column`, such
as `female-adult.conviction`; with two dimensions on a side their codes are joined by hyphens. Where the rows of a table
are open, the reporter adds rows from a code list, and the code of the list stands in the key.

    sections:
      - key: victims
        title: {en: Victims, fr: Victimes}
        tables:
          - key: detected
            title: {en: Detected victims by sex and age}
            guidance: {en: Count each person once.}
            units: [persons]
            asks: [article, agency, unit]
            rows: [{dimension: sex, total: total}]
            columns: [{dimension: age, total: total}]
            compared_with:                   figures of other sources that count the same
              - layout: unodc                the layout of the datasets, whose columns follow
                unit: persons                what the source counts
                where: {Indicator: Detected trafficking victims, Dimension: Total, Category: Total}
                codes:
                  sex: {total: {Sex: Total}, female: {Sex: Female}, male: {Sex: Male}}
                  age: {total: {Age: Total}}
                note: {en: What its readers should know.}
    dimensions:
      sex:
        title: {en: Sex}
        list: sex/1                      the edition of the code list it is taken from
        codes: {total: {en: Total}, female: {en: Female}, male: {en: Male}}
      citizenship:
        title: {en: Citizenship}
        list: m49/1
        open: true
    rules:
      - {id: women-sum, kind: sum, table: detected, rows: total, of: [female, male], severity: error}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod

from palermo.core.text import MultilingualText

# What may be asked once for all figures of a table; what a rule is, how grave, and on which side its codes are.
ASKS = ("article", "agency", "unit")
KINDS = ("sum", "at_most", "range", "jump")
SEVERITIES = ("error", "warning")
SIDES = ("rows", "columns")


@dataclass(frozen=True)
class Dimension:
    """What tells the cells of a table apart: codes with their names, in order. An open one has none of its own.

    `list` is the edition of a code list, as `name/number`; empty where the questionnaire has its own codes.
    """

    key: str
    title: MultilingualText
    codes: Mapping[str, MultilingualText] = field(default_factory=dict)
    list: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Side:
    """A dimension along the rows or columns of a table; `total` is the code that contains the others, if one does."""

    dimension: Dimension
    total: str = ""


@dataclass(frozen=True)
class Comparison:
    """Which series of datasets in a layout count the same as the cells of a table.

    A series is told by labels in columns of the layout: those of `where` for all cells, and for each dimension those of
    the cell’s code. A dimension whose codes are those of a column names that column alone. A code without labels has no
    counterpart there; a dimension that has one code needs none. `unit` is the counting unit of the source.
    """

    layout: str
    where: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Mapping[str, str]] | str] = field(default_factory=dict)
    unit: str = ""
    note: MultilingualText = field(default_factory=MultilingualText)

    def series(self, codes: Mapping[str, str]) -> dict[str, str] | None:
        """The labels of the series of a cell, given its code in each dimension; None where there is no counterpart."""
        found = dict(self.where)
        for dimension, code in codes.items():
            known = self.codes.get(dimension, {code: {}})
            labels = {known: code} if isinstance(known, str) else known.get(code)
            if labels is None:
                return None
            found |= labels
        return found

    def columns(self) -> set[str]:
        """Every column of the layout that is named."""
        found = set(self.where)
        for known in self.codes.values():
            found |= {known} if isinstance(known, str) else {name for labels in known.values() for name in labels}
        return found


@dataclass(frozen=True)
class Table:
    """A table of figures. `asks` are what is asked once for all its figures: article, agency, unit.

    Tables with one `indicator` and the same `units` break down the same number, so their totals must be equal.
    """

    key: str
    title: MultilingualText
    rows: tuple[Side, ...]
    columns: tuple[Side, ...]
    guidance: MultilingualText = field(default_factory=MultilingualText)
    units: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    indicator: str = ""
    compared_with: tuple[Comparison, ...] = ()

    @property
    def has_open_rows(self) -> bool:
        """Whether the reporter adds rows."""
        return any(side.dimension.is_open for side in self.rows)

    @cached_property
    def row_keys(self) -> tuple[str, ...]:
        """Keys of the rows; of a table with open rows those that are there from the start."""
        return _keys(self.rows)

    @cached_property
    def column_keys(self) -> tuple[str, ...]:
        """Keys of the columns."""
        return _keys(self.columns)

    @property
    def cell_count(self) -> int:
        """How many cells there are, counted without their keys; none in rows that the reporter adds."""
        return _count(self.rows) * _count(self.columns)

    def cells(self) -> Iterator[str]:
        """The keys of the cells, row by row, without those of rows that the reporter adds."""
        return (f"{row}.{column}" for row, column in product(self.row_keys, self.column_keys))


def _count(sides: tuple[Side, ...]) -> int:
    return prod(len(side.dimension.codes) for side in sides)


def _keys(sides: tuple[Side, ...]) -> tuple[str, ...]:
    codes = [[*side.dimension.codes] for side in sides]
    return tuple("-".join(chosen) for chosen in product(*codes))


@dataclass(frozen=True)
class Section:
    """A part of a questionnaire."""

    key: str
    title: MultilingualText
    tables: tuple[Table, ...]
    guidance: MultilingualText = field(default_factory=MultilingualText)


@dataclass(frozen=True)
class Rule:
    """What figures of a table must fulfil.

    `kind` is one of `sum` (a code equals the others together), `at_most` (a code is at most another one, possibly of
    `other_table`), `range` (from `low` to `high`), `jump` (at most `factor` times last year's figure, or the other way
    round). `code` and `of` are codes of one dimension on `side` (rows or columns) of the table. Without a code, a range
    and a jump hold for every cell, and each is at most the same one of `other_table`.
    """

    id: str
    kind: str
    table: str
    severity: str = "error"
    side: str = "rows"
    code: str = ""
    of: tuple[str, ...] = ()
    other_table: str = ""
    low: int | None = None
    high: int | None = None
    factor: float | None = None
    sentence: MultilingualText = field(default_factory=MultilingualText)


@dataclass(frozen=True)
class Structure:
    """A whole questionnaire."""

    sections: tuple[Section, ...]
    dimensions: Mapping[str, Dimension]
    units: Mapping[str, MultilingualText]
    rules: tuple[Rule, ...]

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Every table by its key, in order."""
        return {table.key: table for section in self.sections for table in section.tables}

    def cells(self) -> Iterator[tuple[str, str]]:
        """Every cell as table and key, without those of rows that the reporter adds."""
        return ((key, cell) for key, table in self.tables.items() for cell in table.cells())
