"""The balance of the lists of speakers as bars, one chart for each question, with the figures of the balance."""

from collections.abc import Iterable

from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.values import Label, Value, count, suppressed_value
from palermo.speakers.web.listing import LISTS_SHOWN, WHY_HIDDEN, Table, words_of


def charts_of_balance(tables: Iterable[Table]) -> dict[str, Chart | None]:
    """One chart for each question, by its key. Answers that nobody gave are left out; hidden ones are not."""
    return {f"balance-{table.key}": _bars(table) for table in tables}


def _bars(table: Table) -> Bars | None:
    rows = [row for row in table.rows if any(figure is None or figure for figure in row.figures)]
    if not rows:
        return None
    return Bars(
        title=str(table.label),
        heading=str(table.label),
        note=str(WHY_HIDDEN) if table.is_guarded else "",
        series=tuple(map(str, LISTS_SHOWN)),
        rows=tuple(Bar(Label(words_of(row)), tuple(map(_value, row.figures))) for row in rows),
    )


def _value(figure: int | None) -> Value:
    return suppressed_value() if figure is None else count(figure)
