"""Rules on labels: each different label is looked up once, however many rows have it."""

from collections.abc import Iterator

from harmonise.errors import InvalidLayout
from harmonise.layouts.layout import Column, Type
from harmonise.layouts.layout import Severity as Severity
from harmonise.rules.query import Query
from harmonise.rules.signs import has_small_count, is_identifying, is_mis_encoded
from harmonise.rules.view import View

# A column with more different texts is no column of codes; the others are not looked up.
MOST_LABELS = 100_000
SHOWN_CODES = 12
# The first dozen of a longer list tell a reader nothing; its name does.
LONG_LIST = 30


class Lookup:
    """Codes by label: those of the layout itself, or a list of `harmonise.lists`."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.exact = dict(column.codes)
        self.folded = {_fold(label): code for label, code in column.codes.items()}
        self.labels = {_fold(label) for label in column.kinds}
        self.edition = _edition(column.code_list) if column.code_list else None

    def code(self, label: str) -> str | None:
        """The code of a label, several joined as in the cell; the empty text for a label with a meaning of its own."""
        if label in self.exact:
            return self.exact[label]
        if _fold(label) in self.labels:
            return ""
        if not self.column.separator:
            return self._one(label)
        codes = [self._one(part) for part in self._parts(label)]
        return None if None in codes or not codes else self.column.separator.join(filter(None, codes))

    def _parts(self, label: str) -> list[str]:
        if self.edition is not None and not self.exact:
            return list(self.edition.split(label))
        return [part.strip() for part in label.split(self.column.separator) if part.strip()]

    def _one(self, label: str) -> str | None:
        code = self.folded.get(_fold(label))
        if code is None and self.edition is not None:
            found = self.edition.find(label)
            code = found.code if found is not None else None
        return code

    def describe(self) -> str:
        """The codes there are, the first dozen of many."""
        codes = list(dict.fromkeys(self.exact.values()))
        if not codes and self.edition is not None:
            codes = [code.code for code in self.edition.codes]
            if len(codes) > LONG_LIST:
                return self.column.code_list
        return ", ".join(codes[:SHOWN_CODES]) + (", …" if len(codes) > SHOWN_CODES else "")


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()


def _edition(name: str):  # type: ignore[no-untyped-def]
    from harmonise.lists import code_list

    try:
        return code_list(name)
    except ValueError as error:
        raise InvalidLayout(str(error)) from error


def resolve_labels(view: View) -> list[Query]:
    """Look up the labels of every column of codes; keep those that have another code, and return queries for the rest."""
    return [query for column in view.columns if column.type is Type.CODE for query in _resolve(view, column)]


def _resolve(view: View, column: Column) -> Iterator[Query]:
    lookup, codes, wrong = Lookup(column), {}, []
    text = view.text(column.name)
    rows = view.table.connection.execute(
        f"SELECT DISTINCT {text} AS t FROM cells WHERE t IS NOT NULL LIMIT {MOST_LABELS}"
    ).fetchall()
    for (label,) in rows:
        code = lookup.code(label)
        if code is None:
            wrong.append((label, _what_is_wrong(view, label), is_identifying(label)))
        elif code != label and code:
            codes[label] = code
    view.codes[column.name] = codes
    if wrong:
        yield _query(view, column, wrong, lookup.describe())


def _what_is_wrong(view: View, label: str) -> str:
    if is_mis_encoded(label):
        return "mis-encoded"
    if view.layout.rows == "figures" and has_small_count(label):
        return "small-count-label"
    return "not-in-list"


def _query(view: View, column: Column, wrong: list[tuple[str, str, bool]], expected: str) -> Query:
    name = f"wrong_{view.match.columns[column.name]}"
    connection = view.table.connection
    connection.execute(f"CREATE OR REPLACE TABLE {name} (label VARCHAR, rule VARCHAR, hidden BOOLEAN)")
    connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", wrong)
    sql = (
        f"SELECT rule, row, CASE WHEN NOT hidden THEN label END AS found "
        f"FROM cells JOIN {name} ON label = {view.text(column.name)}"
    )
    return Query(
        sql,
        column.name,
        bool(column.personal),
        {"not-in-list": {"codes": expected}},
        {"not-in-list": column.severity},
    )
