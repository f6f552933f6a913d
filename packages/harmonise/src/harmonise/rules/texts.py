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
        sql = f"SELECT 'mis-encoded' AS rule, row, {text} AS found FROM cells WHERE regexp_matches({text}, {quote_text(MIS_ENCODED)})"
        yield Query(sql, column.name, view.hides(column))
        if column.personal is Personal.FREE or (view.layout.rows == "figures" and not column.codes):
            yield _personal(view, column.name)


def _personal(view: View, name: str) -> Query:
    text = view.text(name)
    cases = [f"WHEN regexp_matches({text}, {quote_text(pattern)}) THEN '@{what}'" for what, pattern in PERSONAL.items()]
    names = [c.name for c in view.columns if c.personal is Personal.NAME]
    if names:
        # The name in the same row: as a word of its own, and not so short that any word would have it.
        words = " OR ".join(
            f"(length({view.text(n)}) > 2 AND contains(' ' || regexp_replace(lower({text}), '[^\\p{{L}}]+', ' ', 'g') || ' ', "
            f"' ' || lower({view.text(n)}) || ' '))"
            for n in names
        )
        cases.append(f"WHEN {words} THEN '@name'")
    sql = f"SELECT 'personal-data' AS rule, row, NULL AS found, CASE {' '.join(cases)} END AS extra FROM cells"
    return Query(f"SELECT * FROM ({sql}) WHERE extra IS NOT NULL", name, True, extra="what")
