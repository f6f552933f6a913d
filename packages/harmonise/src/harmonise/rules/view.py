"""Cells under the names of a layout, as text and as values: what rules are written on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from disclosure.values import Kind

from harmonise.errors import InvalidLayout
from harmonise.layouts.layout import Column, Layout, Type
from harmonise.readers.headings import Match
from harmonise.readers.store import quote_name, quote_text
from harmonise.readers.table import Table

# Thousands are set apart by commas, or by blanks of several widths.
GROUPS = r"\d{1,3}(,\d{3})+|\d{1,3}([ \x{00a0}\x{2009}\x{202f}]\d{3})+"
APART = r"[, \x{00a0}\x{2009}\x{202f}]"
WHOLE = rf"[+-]?(\d+|{GROUPS})(\.0+)?"
NUMBER = rf"[+-]?(\d+|{GROUPS})?(\.\d+)?([eE][+-]?\d+)?"
DATE_TIME = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ")


@dataclass
class View:
    """A table of cells as a layout reads it.

    Attributes
    ----------
    layout : Layout
    table : Table
    match : Match
    today : date
        What dates in the future are measured by.
    codes : dict of str to dict of str to str
        By column, the labels in the file whose code is another text.
    wrong : set of str
        Columns with labels that are not in their list; these are in the table `wrong_N`, N the place in the file.
    """

    layout: Layout
    table: Table
    match: Match
    today: date
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)

    @property
    def columns(self) -> list[Column]:
        """The columns of the layout that the file has."""
        return [column for column in self.layout.columns if column.name in self.match.columns]

    def has(self, *names: str) -> bool:
        """Whether the file has all these columns."""
        return all(name in self.match.columns for name in names)

    def text(self, name: str) -> str:
        """A cell as text, NULL if it is empty, in SQL on `cells`."""
        return f"c{self.match.columns[name]}"

    def value(self, name: str) -> str:
        """A cell as number, date or code, NULL if it is none, in SQL on `cells`."""
        column, text = self.layout.column(name), self.text(name)
        if column.is_number:
            return f"CASE WHEN NOT {self.is_label(name)} THEN {_number(column.type, text)} END"
        if column.type is Type.DATE:
            formats = ", ".join(map(quote_text, (*DATE_TIME, *self.layout.date_formats)))
            return f"CAST(try_strptime({text}, [{formats}]) AS DATE)"
        if column.type is Type.CODE and self.codes.get(name):
            cases = " ".join(f"WHEN {quote_text(t)} THEN {quote_text(c)}" for t, c in self.codes[name].items())
            return f"CASE {text} {cases} ELSE {text} END"
        return text

    def is_label(self, name: str) -> str:
        """Whether a cell is a label with a meaning of its own, or empty, in SQL on `cells`."""
        labels = [quote_text(label.casefold()) for label in self.layout.column(name).kinds if label]
        text = self.text(name)
        return f"({text} IS NULL OR lower({text}) IN ({', '.join(labels)}))" if labels else f"({text} IS NULL)"

    def highest(self, name: str) -> str:
        """What a suppressed figure is at most, NULL for others, in SQL on `cells`."""
        return self._bound(name, [(label, m.high) for label, m in self.layout.column(name).kinds.items()])

    def least(self, name: str) -> str:
        """What a suppressed figure is at least, NULL for others, in SQL on `cells`."""
        return self._bound(name, [(label, m.low) for label, m in self.layout.column(name).kinds.items()])

    def lowest(self, name: str) -> str:
        """What a figure is at least, in SQL on `cells`: a suppressed one its lower limit, one not recorded zero."""
        return f"coalesce({self.value(name)}, {self.least(name)}, 0)"

    def _bound(self, name: str, bounds: list[tuple[str, float | None]]) -> str:
        cases = [
            f"WHEN {quote_text(label.casefold())} THEN {bound}"
            for label, bound in bounds
            if label and bound is not None
        ]
        return f"CASE lower({self.text(name)}) {' '.join(cases)} END" if cases else "NULL::DOUBLE"

    def create(self) -> None:
        """Make the view `data`, on which rules are queries: names as values, and `NAME text` as text.

        Raises
        ------
        InvalidLayout
            If DuckDB does not accept a format of dates.
        """
        columns = [f"{self.value(c.name)} AS {quote_name(c.name)}" for c in self.columns]
        columns += [f"{self.text(c.name)} AS {text_name(c.name)}" for c in self.columns]
        try:
            self.table.connection.execute(f"CREATE OR REPLACE VIEW data AS SELECT row, {', '.join(columns)} FROM cells")
        except Exception as error:
            raise InvalidLayout(f"{self.layout.name}: a column cannot be read as it says: {error}") from error

    def hides(self, column: Column) -> bool:
        """Whether cells of a column must not be repeated, since they may name a person."""
        return bool(column.personal) or (self.layout.rows == "cases" and column.type is Type.TEXT and not column.codes)


def text_name(name: str) -> str:
    """The name of a column's text in the view `data`."""
    return quote_name(f"{name} text")


def _number(kind: Type, text: str) -> str:
    """Plain whole numbers, which most cells are, are read without an expression, which takes ten times as long."""
    pattern = WHOLE if kind is Type.WHOLE else NUMBER
    plain = f"CAST(try_cast({text} AS BIGINT) AS VARCHAR) = {text}"
    bare = f"try_cast(regexp_replace({text}, {quote_text(APART)}, '', 'g') AS DOUBLE)"
    whole = f"WHEN {plain} THEN try_cast({text} AS BIGINT)::DOUBLE"
    other = f"WHEN regexp_full_match({text}, {quote_text(pattern)}) THEN {bare}"
    return f"CASE {whole} {other} END"


def meaning_of_blank(column: Column) -> Kind:
    """What an empty cell stands for: never zero unless the layout says so."""
    meaning = column.kinds.get("")
    return meaning.kind if meaning else Kind.NOT_RECORDED
