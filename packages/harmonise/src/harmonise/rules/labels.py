"""Rules on labels: each different label is looked up once, however many rows have it."""

import json
from collections.abc import Iterator

from harmonise.layouts.layout import Column, Type
from harmonise.lists.catalogue import code_list
from harmonise.lists.edition import Edition
from harmonise.rules.query import Query
from harmonise.rules.signs import has_small_count, is_identifying, is_mis_encoded
from harmonise.rules.view import View

# A column with more different texts is no column of codes; the others are not looked up.
MOST_LABELS = 100_000
SHOWN_CODES = 12
# Between several codes in a cell.
JOIN = ";"


class Lookup:
    """Codes by label: those of the layout itself, and lists of `harmonise.lists`.

    Raises
    ------
    UnknownList
        If there is no such list.
    """

    def __init__(self, column: Column) -> None:
        self.column = column
        self.own = {_fold(label): code for label, code in column.codes.items()}
        self.kinds = {_fold(label) for label in column.kinds}
        self.editions = [code_list(*name.split("/", 1)) for name in column.lists]

    def code(self, cell: str) -> str | None:
        """The code of a cell, several joined; empty for a label with a meaning of its own; None if one is unknown."""
        if _fold(cell) in self.kinds:
            return ""
        cell = _without_brackets(cell)
        own = self._own(cell)
        return own if own is not None else next(filter(None, (_listed(cell, each) for each in self.editions)), None)

    def _own(self, cell: str) -> str | None:
        if _fold(cell) in self.own or not self.column.separator:
            return self.own.get(_fold(cell))
        codes = [self.own.get(_fold(part)) for part in cell.split(self.column.separator) if part.strip()]
        return JOIN.join(code for code in codes if code) if codes and None not in codes else None

    def describe(self) -> str:
        """The codes there are, the first dozen of many."""
        own = dict.fromkeys(self.column.codes.values())
        codes = [code for code in own if not any(edition.find(code) for edition in self.editions)]
        codes += [code.code for edition in self.editions if len(edition.codes) <= SHOWN_CODES for code in edition.codes]
        long = [f"{edition.name}" for edition in self.editions if len(edition.codes) > SHOWN_CODES]
        shown = [*codes[:SHOWN_CODES], *(["…"] if len(codes) > SHOWN_CODES else []), *long]
        return ", ".join(shown)


def _listed(cell: str, edition: Edition) -> str | None:
    """One look for a single label, which is by far the most frequent case."""
    if single := edition.find(cell):
        return single.code
    labels = edition.split(cell) if edition.separators else ()
    found = [edition.find(label) for label in labels]
    return JOIN.join(code.code for code in found if code) if found and None not in found else None


def _without_brackets(cell: str) -> str:
    """Several labels as Primero writes them to CSV, `["a", "b"]`, as other files have them: `a;b`."""
    if not (cell.startswith("[") and cell.endswith("]")):
        return cell
    try:
        labels = json.loads(cell)
    except ValueError:
        return cell
    return JOIN.join(map(str, labels))


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()


def resolve_labels(view: View) -> list[Query]:
    """Look up the labels of every column of codes: keep the codes of those known, return queries for the rest."""
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
        view.wrong.add(column.name)
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
