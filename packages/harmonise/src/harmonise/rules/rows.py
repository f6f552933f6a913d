"""Rules on rows among each other: the same row, number or key twice; dates in another order than they can have."""

from collections.abc import Iterator

from harmonise.layouts.layout import Layout
from harmonise.readers.store import quote_name
from harmonise.rules.query import Query
from harmonise.rules.view import View, text_name


def row_queries(view: View) -> Iterator[Query]:
    """Queries for keys, numbers that may be there only once, and the order of dates."""
    yield from _keys(view)
    for column in view.columns:
        if column.unique:
            text = text_name(column.name)
            yield Query(_repeated(text, "'repeated-value'"), column.name, view.hides(column))
    if view.layout.distinct_rows:
        yield Query(_equal_rows(view))
    for order in view.layout.orders:
        if view.has(order.earlier, order.later):
            earlier, later = quote_name(order.earlier), quote_name(order.later)
            sql = (
                f"SELECT 'dates-out-of-order' AS rule, row, {later} || '' AS found FROM data WHERE {later} < {earlier}"
            )
            details = {"dates-out-of-order": {"earlier": order.earlier}}
            yield Query(sql, order.later, view.hides(view.layout.column(order.later)), details)


def _keys(view: View) -> Iterator[Query]:
    layout: Layout = view.layout
    if not layout.key or not view.has(*layout.key):
        return
    key = ", ".join(f"{text_name(name)}" for name in layout.key)
    if not layout.figure:
        yield Query(_repeated(key, "'repeated-key'"), ", ".join(layout.key))
    elif view.has(layout.figure):
        figure = text_name(layout.figure)
        rule = f"CASE WHEN count(DISTINCT {figure}) > 1 THEN 'conflicting-keys' ELSE 'repeated-figure' END"
        found = f"string_agg(DISTINCT {figure}, '; ' ORDER BY {figure})"
        yield Query(_repeated(key, rule, found), layout.figure)


def _repeated(key: str, rule: str, found: str = "NULL") -> str:
    """A finding for each key that several rows have, at the second of them. Hashes first: they are small."""
    twice = f"SELECT hash({key}) AS h FROM data GROUP BY h HAVING count(*) > 1"
    return (
        f"SELECT rule, rows[2] AS row, found, rows FROM (SELECT {rule} AS rule, {found} AS found, "
        f"list(row ORDER BY row)[:50] AS rows FROM data WHERE hash({key}) IN ({twice}) AND NOT ({_all_null(key)}) "
        f"GROUP BY {key} HAVING count(*) > 1)"
    )


def _all_null(key: str) -> str:
    return f"coalesce({key}) IS NULL"


def _equal_rows(view: View) -> str:
    """Rows that agree in every cell. Hashes first: they are small."""
    cells = ", ".join(f"c{number}" for number in range(len(view.table.headings)))
    twice = f"SELECT hash({cells}) AS h FROM cells GROUP BY h HAVING count(*) > 1"
    return (
        f"SELECT 'repeated-row' AS rule, rows[2] AS row, NULL AS found, rows FROM ("
        f"SELECT list(row ORDER BY row)[:50] AS rows FROM cells WHERE hash({cells}) IN ({twice}) "
        f"GROUP BY {cells} HAVING count(*) > 1)"
    )
