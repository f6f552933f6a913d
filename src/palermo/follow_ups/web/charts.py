"""Charts of the follow-up register: status of all entries, by topic and by who is responsible."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.viewer import Viewer
from palermo.follow_ups.overview import BY, Line, groups, lines, lines_of_all_and_nobody, totals
from palermo.governance.states.follow_ups import FollowUpState
from palermo.library.web.page_cache import cached_for_own
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.values import Label, count

MOST = 8
# Who can be responsible.
ADDRESSEES = ("organisation", "country", "body")


def charts_of_follow_up(viewer: Viewer, list_address: str) -> dict[str, Chart | None]:
    """The status of all entries, by topic and by who is responsible; each as far as the reader may see them."""
    return cached_for_own(f"charts of follow-up {list_address}", viewer, lambda: _charts(viewer, list_address))


def _charts(viewer: Viewer, list_address: str) -> dict[str, Chart | None]:
    topics = groups("topic", viewer)
    by_topic = lines("topic", topics, viewer, list_address)
    responsible = [line for by in ADDRESSEES for line in lines(by, groups(by, viewer), viewer, list_address)]
    return {
        "status": _status(totals(topics), list_address),
        "responsible": bars_of_lines(
            [*responsible, *lines_of_all_and_nobody(viewer, list_address)],
            _("Follow-up by responsible entity"),
            _("Responsible"),
        ),
        # With a single topic the chart would repeat the status bar.
        "topics": bars_of_lines(by_topic, _("Follow-up by topic"), str(BY["topic"])) if len(by_topic) > 1 else None,
    }


def _status(numbers: dict[str, int], list_address: str) -> StatusBar | None:
    if not numbers["total"]:
        return None
    parts = tuple(
        Part(Label(str(state.label), f"{list_address}?state={state}"), numbers[state]) for state in FollowUpState
    )
    return StatusBar(title=_("Follow-up by status"), heading=_("Status"), column=_("Entries"), parts=parts)


def bars_of_lines(rows: Iterable[Line], title: str, heading: str) -> Bars | None:
    """Lines of the register's tables as stacked bars, the longest first; of many the longest."""
    in_order = sorted(rows, key=lambda line: -line.total.count)
    shown = in_order[:MOST]
    if not shown:
        return None
    # What no entry is, needs no column.
    held = [place for place in range(len(FollowUpState)) if any(line.cells[place].count for line in shown)]
    left_out = len(in_order) - len(shown)
    note = ngettext(
        "%(count)d more with fewer entries is not shown.", "%(count)d more with fewer entries are not shown.", left_out
    ) % {"count": left_out}
    return Bars(
        title=title,
        heading=heading,
        note=note if left_out else "",
        is_stacked=True,
        series=tuple(str(list(FollowUpState)[place].label) for place in held),
        rows=tuple(
            Bar(Label(line.name, line.total.address), tuple(count(line.cells[place].count) for place in held))
            for line in shown
        ),
    )
