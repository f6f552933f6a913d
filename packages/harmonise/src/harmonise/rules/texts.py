"""Rules on texts: other encodings, and what identifies a person."""

from collections.abc import Iterator

from harmonise.layouts.layout import Personal, Type
from harmonise.readers.store import quote_text
from harmonise.rules.query import Query
from harmonise.rules.signs import MIS_ENCODED, PERSONAL
from harmonise.rules.view import View


def text_queries(view: View) -> Iterator[Query]:
    """Queries for columns of text; labels of columns of codes are looked at one by one elsewhere."""
    for column in view.columns:
        if column.type is not Type.TEXT:
            continue
        text = view.text(column.name)
        condition = f"regexp_matches(t, {quote_text(MIS_ENCODED)})"
        yield Query(
            _matching(view, text, "'mis-encoded' AS rule, t AS found", condition), column.name, view.hides(column)
        )
        if column.personal is Personal.FREE:
            yield _personal(view, column.name)


def _matching(view: View, text: str, columns: str, condition: str) -> str:
    """Rows whose text meets a condition. In tables of figures few texts stand in many rows: each is looked at once."""
    if view.layout.rows == "cases":
        return f"SELECT row, {columns} FROM (SELECT *, {text} AS t FROM cells) WHERE {condition}"
    different = f"SELECT DISTINCT {text} AS t FROM cells"
    return f"SELECT row, {columns} FROM cells JOIN (SELECT t FROM ({different}) WHERE {condition}) ON t = {text}"


def _personal(view: View, name: str) -> Query:
    text = view.text(name)
    cases = [(f"regexp_matches(t, {quote_text(pattern)})", what) for what, pattern in PERSONAL.items()]
    names = [view.text(c.name) for c in view.columns if c.personal is Personal.NAME]
    if names:
        # The name in the same row: as a word of its own, and not so short that many a word has it.
        words = "' ' || regexp_replace(lower(t), '[^\\p{L}]+', ' ', 'g') || ' '"
        cases.append(
            (" OR ".join(f"(length({n}) > 2 AND contains({words}, ' ' || lower({n}) || ' '))" for n in names), "name")
        )
    what = " ".join(f"WHEN {condition} THEN '@{what}'" for condition, what in cases)
    columns = f"'personal-data' AS rule, NULL AS found, CASE {what} END AS extra"
    return Query(_matching(view, text, columns, " OR ".join(c for c, _ in cases)), name, True, extra="what")
