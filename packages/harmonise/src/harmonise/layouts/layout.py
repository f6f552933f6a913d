"""A layout: the columns of a kind of file, what may stand in each, and what its figures must satisfy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.values import Kind


class Type(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"


class Personal(StrEnum):
    """What a column says about a person, and so what becomes of it when names are replaced by pseudonyms."""

    NONE = ""
    DIRECT = "identifier"
    NAME = "name"
    BIRTH = "date of birth"
    FREE = "free text"


class Severity(StrEnum):
    """How bad a finding is: an error has to be corrected, a warning looked at, a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Meaning:
    """What a label stands for where a figure or a code is expected.

    Attributes
    ----------
    kind : Kind
    low, high : float or None
        For a suppressed figure, the interval that readers are given.
    """

    kind: Kind
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Column:
    """A column of a layout.

    Attributes
    ----------
    name : str
        The heading.
    aliases : tuple of str
        Other headings that mean the same, for instance those of earlier releases.
    type : Type
    required : bool
        Whether the column must be there.
    filled : bool
        Whether no cell of it may be empty.
    codes : mapping of str to str
        Labels and the codes they stand for, where the layout has a list of its own.
    lists : tuple of str
        Names of lists of `harmonise.lists`, with an edition as in `ctdc-gender/2` or the newest; a label of any of
        them will do. Lists say themselves what separates several labels in a cell.
    separator : str
        What separates several labels of the layout's own list in a cell; empty if there is one label a cell.
    target : str
        The list to whose codes `harmonise convert` maps those of the first of `lists`.
    lowest, highest : float, str or None
        Limits, both included: of numbers, or of dates as YYYY-MM-DD or "today".
    pattern : str
        A regular expression (RE2) that the whole cell must match.
    example : str
        What a cell looks like that matches.
    unique : bool
        Whether no two rows may have the same cell.
    personal : Personal
    kinds : mapping of str to Meaning
        Labels that stand for something else than a figure or a code; the empty label is the empty cell.
    severity : Severity
        Of labels that are not in the list.
    note : str
        What a reader of the column should know.
    """

    name: str
    aliases: tuple[str, ...] = ()
    type: Type = Type.TEXT
    required: bool = False
    filled: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()
    separator: str = ""
    target: str = ""
    lowest: float | str | None = None
    highest: float | str | None = None
    pattern: str = ""
    example: str = ""
    unique: bool = False
    personal: Personal = Personal.NONE
    kinds: Mapping[str, Meaning] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    note: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its cells are figures."""
        return self.type in (Type.WHOLE, Type.NUMBER)


@dataclass(frozen=True)
class Total:
    """No figure may exceed the one that stands for the whole.

    Attributes
    ----------
    within : tuple of str
        Columns that part and whole have in common.
    whole : mapping of str to str
        Columns and their labels in the row of the whole.
    """

    within: tuple[str, ...]
    whole: Mapping[str, str]


@dataclass(frozen=True)
class Parts:
    """Figures of parts may not add up to more than their whole.

    Attributes
    ----------
    column : str
        The column that has a label for the whole and one for each part.
    whole : str
    parts : tuple of str
        Labels of parts that do not overlap.
    """

    column: str
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Jump:
    """A figure that changes many times over from one year to the next.

    Attributes
    ----------
    along : str
        The column of years.
    within : tuple of str
        Columns that make a series.
    where : mapping of str to str
        Columns and labels of the rows that are compared.
    factor : float
        Changes by more than this factor, upwards or downwards, are reported; from or to zero counts as infinite.
    least : float
        The larger of the two figures must reach this.
    """

    along: str
    within: tuple[str, ...]
    where: Mapping[str, str]
    factor: float
    least: float


@dataclass(frozen=True)
class Series:
    """The columns that hold the State and the year of a figure; the other columns of the key hold what it counts.

    Attributes
    ----------
    state : str
        The column of States.
    year : str
        The column of years, whole numbers.
    unit : str
        The column of counting units; empty if there is none.
    source : str
        The column that says where the figure was taken from; empty if there is none.
    """

    state: str
    year: str
    unit: str = ""
    source: str = ""


@dataclass(frozen=True)
class Order:
    """Two dates, of which the earlier one may not come after the later one."""

    earlier: str
    later: str


@dataclass(frozen=True)
class Flags:
    """Columns of flags that together say which codes a row has: 1 in the column that bears the name of a code.

    Attributes
    ----------
    name : str
        Heading of the column that a converted file has beside the flags.
    lists : tuple of str
        Names of lists of `harmonise.lists` whose codes are columns of the layout.
    target : str
        The list to which these are mapped.
    """

    name: str
    lists: tuple[str, ...]
    target: str


@dataclass(frozen=True)
class OwnRule:
    """A rule of a layout itself.

    Attributes
    ----------
    id : str
    severity : Severity
    column : str
        The column that is marked.
    fails : str
        An SQL expression that is true in rows which break the rule. Columns stand in it by their names as values
        (numbers, dates, codes), and as `"NAME text"` as they are in the file.
    needs : tuple of str
        Columns without which the rule is left out.
    title, expected : mapping of str to str
        Words by language.
    """

    id: str
    severity: Severity
    column: str
    fails: str
    needs: tuple[str, ...]
    title: Mapping[str, str]
    expected: Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """The columns of a kind of file, and what its figures must satisfy.

    Attributes
    ----------
    name, title, source : str
    rows : str
        What a row is: "cases" or "figures".
    format : str
        "table" (CSV, workbook) or "json".
    header_row : int
        The row of the headings, from 1; 0 if it has to be looked for.
    sheets : tuple of str
        Names of sheets; empty if any sheet will do.
    columns : tuple of Column
    figure : str
        The column of figures, where a row is a figure; else empty.
    key : tuple of str
        Columns that identify a row: no two rows may agree in all of them.
    distinct_rows : bool
        Whether no two rows may agree in every cell.
    date_formats : tuple of str
        Formats of dates (strptime) besides YYYY-MM-DD.
    totals, parts, jumps, orders, rules
        What figures and dates must satisfy.
    flags : tuple of Flags
        Which columns are flags of one list.
    series : Series or None
        Which columns say whose figure a row is, where the figures of States can be compared with others.
    """

    name: str
    title: str
    source: str
    rows: str
    columns: tuple[Column, ...]
    format: str = "table"
    header_row: int = 0
    sheets: tuple[str, ...] = ()
    figure: str = ""
    key: tuple[str, ...] = ()
    distinct_rows: bool = False
    date_formats: tuple[str, ...] = ()
    totals: tuple[Total, ...] = ()
    parts: tuple[Parts, ...] = ()
    jumps: tuple[Jump, ...] = ()
    orders: tuple[Order, ...] = ()
    flags: tuple[Flags, ...] = ()
    series: Series | None = None
    rules: tuple[OwnRule, ...] = ()

    def column(self, name: str) -> Column:
        """The column of this name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
