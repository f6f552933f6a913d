"""Rules on figures among each other: parts above their whole, jumps from one year to the next."""

from collections.abc import Iterator, Mapping

from harmonise.layouts.layout import Jump, Parts, Total
from harmonise.readers.store import quote_name, quote_text
from harmonise.rules.query import Query
from harmonise.rules.view import View, text_name


def figure_queries(view: View) -> Iterator[Query]:
    """Queries for totals, sums of parts and jumps, where the file has the columns."""
    figure = view.layout.figure
    if not figure or not view.has(figure):
        return
    view.table.connection.execute(_figures(view, figure))
    for total in view.layout.totals:
        if view.has(*total.within, *total.whole):
            yield Query(_above_total(total, figure), figure, extra="total")
    for parts in view.layout.parts:
        if view.has(parts.column, *view.layout.key):
            details = {"parts-above-whole": {"parts": ", ".join(parts.parts), "column": parts.column}}
            yield Query(_above_whole(view, parts, figure), figure, details=details, extra="sum")
    for jump in view.layout.jumps:
        if view.has(jump.along, *jump.within, *jump.where):
            details = {"jump": {"factor": f"{jump.factor:g}"}}
            yield Query(_jump(jump, figure), figure, details=details, extra="before")


def _figures(view: View, figure: str) -> str:
    columns = [f"{view.text(c.name)} AS {text_name(c.name)}" for c in view.columns]
    columns += [f"{view.value(c.name)} AS {quote_name(c.name)}" for c in view.columns if c.is_number]
    bounds = f"{view.highest(figure)} AS high, {view.lowest(figure)} AS low"
    return f"CREATE OR REPLACE TABLE figures AS SELECT row, {', '.join(columns)}, {bounds} FROM cells"


def _where(labels: Mapping[str, str]) -> str:
    return " AND ".join(f"{text_name(name)} = {quote_text(label)}" for name, label in labels.items()) or "true"


def _above_total(total: Total, figure: str) -> str:
    """Published figures above the published grand total of the same State, indicator and year."""
    value, shared = quote_name(figure), ", ".join(map(text_name, total.within))
    grand = f"SELECT {shared}, max({value}) AS total, max(high) AS most FROM figures WHERE {_where(total.whole)}"
    return (
        f"SELECT CASE WHEN total IS NULL THEN 'above-hidden-total' ELSE 'above-total' END AS rule, row, "
        f"{text_name(figure)} AS found, CAST(CAST(coalesce(total, most) AS BIGINT) AS VARCHAR) AS extra "
        f"FROM figures JOIN ({grand} GROUP BY ALL) USING ({shared}) WHERE {value} > coalesce(total, most)"
    )


def _above_whole(view: View, parts: Parts, figure: str) -> str:
    """Parts that do not overlap and add up to more than their whole, each taken at its least.

    Cells that are there twice are left out: the rule on keys reports them.
    """
    value, text, column = quote_name(figure), text_name(figure), text_name(parts.column)
    shared = ", ".join(text_name(name) for name in view.layout.key if name != parts.column)
    whole = quote_text(parts.whole)
    labels = ", ".join([whole, *map(quote_text, parts.parts)])
    of_whole, of_parts = f"FILTER ({column} = {whole})", f"FILTER ({column} <> {whole})"
    sums = (
        f"SELECT any_value(row) {of_whole} AS row, any_value({text}) {of_whole} AS found, "
        f"max({value}) {of_whole} AS whole, max(high) {of_whole} AS most, sum(low) {of_parts} AS parts, "
        f"count(*) AS n, count(DISTINCT {column}) AS different, list(row ORDER BY row) AS rows "
        f"FROM figures WHERE {column} IN ({labels}) GROUP BY hash({shared})"
    )
    return (
        f"SELECT 'parts-above-whole' AS rule, row, found, rows, CAST(CAST(parts AS BIGINT) AS VARCHAR) AS extra "
        f"FROM ({sums}) WHERE n = different AND parts > coalesce(whole, most)"
    )


def _jump(jump: Jump, figure: str) -> str:
    """Changes by more than a factor between two years that follow each other; from or to zero counts as infinite."""
    value, year = quote_name(figure), quote_name(jump.along)
    series = ", ".join(map(text_name, jump.within))
    years = (
        f"SELECT {series}, {year} AS year, max({value}) AS v, min(row) AS row FROM figures WHERE {_where(jump.where)} "
        f"GROUP BY ALL"
    )
    window = f"OVER (PARTITION BY {series} ORDER BY year)"
    pairs = (
        f"SELECT *, lag(v) {window} AS before, lag(year) {window} AS earlier, lag(row) {window} AS first FROM ({years})"
    )
    changed = f"greatest(v, before) > {jump.factor} * least(v, before)"
    return (
        f"SELECT 'jump' AS rule, row, CAST(CAST(v AS BIGINT) AS VARCHAR) AS found, [first, row] AS rows, "
        f"CAST(CAST(before AS BIGINT) AS VARCHAR) AS extra FROM ({pairs}) "
        f"WHERE year = earlier + 1 AND greatest(v, before) >= {jump.least} AND {changed}"
    )
