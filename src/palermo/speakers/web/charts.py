"""The balance of the lists of speakers as bars, one chart for each question, with the figures of the balance."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.text import MultilingualText, plain
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.values import Label, Value, count, suppressed_value
from palermo.speakers.balance import Counts
from palermo.speakers.web.listing import Table


def charts_of_balance(tables: Iterable[Table]) -> dict[str, Chart | None]:
    """One chart for each question, by its key. Answers that nobody gave are left out; hidden ones are not."""
    return {f"balance-{table.key}": _bars(table) for table in tables}


def _bars(table: Table) -> Bars | None:
    rows = [row for row in table.rows if any(figure is None or figure for figure in row.figures)]
    if not rows:
        return None
    hidden = _(
        "Figures are suppressed where they could identify persons: fewer than three who say so, or fewer than three "
        "who do not."
    )
    return Bars(
        title=str(table.label),
        heading=str(table.label),
        note=hidden if table.is_guarded else "",
        series=(_("Longlist"), _("Shortlist"), pgettext("speakers", "Confirmed")),
        rows=tuple(Bar(Label(_words(row)), tuple(map(_value, row.figures))) for row in rows),
    )


def _words(row: Counts) -> str:
    if row.label is None:
        return _("Not stated")
    return plain(row.label) if isinstance(row.label, MultilingualText) else row.label


def _value(figure: int | None) -> Value:
    return suppressed_value() if figure is None else count(figure)
