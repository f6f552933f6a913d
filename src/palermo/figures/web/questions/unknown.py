"""What is not known? Who reports what for which years, what is withheld, and which indicators have no figures."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from palermo.accounts.models import State
from palermo.accounts.queries import states_by_regional_group, states_on
from palermo.core import clock
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.figures.choices import Choice
from palermo.figures.exploring import reporting_years
from palermo.figures.models import Indicator, Release, ReleaseSeries
from palermo.figures.reporting.sentences import (
    release_facts,
    say_coverage,
    say_limits,
    say_missing,
    say_shares,
    say_sources,
)
from palermo.figures.states.indicators import IndicatorBasis
from palermo.figures.web.questions.answers import Answer, Asked, explorer_address
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.matrix import Line, Matrix
from palermo.site.charts.values import NOT_RECORDED, Label, count, format_number

LIMITS = ("absence", "suppressed")
# As many years as there is room for, in the table and in the picture on a phone.
YEARS, PICTURED = 12, 8


@dataclass(frozen=True)
class Region:
    """A regional group, or the States in none, with the States in it in the reader's order."""

    slug: str
    name: str
    states: tuple[State, ...]


@dataclass(frozen=True)
class CoverageTable:
    """For how many indicators there are figures, by State and year; the number is how many, nothing is hatched."""

    region: Region
    years: tuple[int, ...]
    known: Mapping[tuple[str, int], int]

    @property
    def body(self) -> SafeString:
        """The rows as HTML: a region has a thousand cells."""
        return mark_safe("\n".join(map(self._row, self.region.states)))  # noqa: S308  # every text is escaped

    def _row(self, state: State) -> str:
        name, address = escape(plain(state.name_today)), escape(reverse("state_figures", args=[state.slug]))
        cells = "".join(self._cell(state.slug, year) for year in self.years)
        return f'<tr><th scope="row"><a href="{address}">{name}</a></th>{cells}</tr>'

    def _cell(self, state: str, year: int) -> str:
        number = self.known.get((state, year), 0)
        if number:
            return f'<td class="number">{format_number(number)}</td>'
        return f'<td class="not-recorded"><span class="unseen">{escape(_("Not recorded"))}</span></td>'


def what_is_not_known(asked: Asked) -> Answer:
    """Coverage by State and year, the share of what is withheld, and indicators without figures. Nothing is ranked."""
    rows = asked.released.rows
    own = [each for each in asked.editions.values() if each.indicator.basis == IndicatorBasis.RELEASES]
    having = {row.indicator.slug for row in rows}
    missing = [each for each in own if each.indicator.slug not in having]
    releases = list(dict.fromkeys(row.release for row in rows))
    regions = read_regions()
    members = {state.slug for region in regions for state in region.states}
    known = _known(releases, {each.indicator.slug for each in own})
    reporting = {state for state, _year in known} & members
    cells, suppressed = sum(row.cells for row in rows), sum(row.suppressed for row in rows)
    stated = release_facts(*releases)
    clauses = [
        say_coverage(len(reporting), len(members), *releases) if rows else None,
        say_shares(cells, suppressed, *releases) if rows else None,
        say_missing(own, missing) if own else None,
        *say_sources(*releases),
    ]
    years = sorted({year for _state, year in known})[-YEARS:]
    return Answer(
        charts={
            "coverage": _coverage_chart(regions, known, years[-PICTURED:]) if years else None,
            "suppressed": _suppressed_chart(rows) if rows else None,
        },
        clauses=[each for each in clauses if each],
        limits=say_limits(LIMITS, stated) if stated else [],
        releases=releases,
        more={
            "regions": [(region.slug, region.name) for region in regions],
            "tables": {region.slug: CoverageTable(region, tuple(years), known) for region in regions} if years else {},
            "missing": [each.indicator for each in missing],
            "explored": explorer_address(Choice()),
        },
    )


def read_regions() -> list[Region]:
    """The Member States of today by regional group, and those in none."""
    today = clock.today()
    states = {state.pk: state for state in states_on(today)}
    return [
        Region(each.slug, each.words, _in_order(states[key] for key in each.states))
        for each in states_by_regional_group(today)
    ]


def _in_order(states: Iterable[State]) -> tuple[State, ...]:
    return tuple(sort_for_reader(states, lambda state: plain(state.name_today)))


def _known(releases: Iterable[Release], indicators: Collection[str]) -> dict[tuple[str, int], int]:
    """For how many of these indicators a State reported, by State and year."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for release in releases:
        for indicator in indicators:
            for year, states in reporting_years(release, indicator).items():
                for state in states:
                    found[state, year].add(indicator)
    return {place: len(of_place) for place, of_place in found.items()}


def _coverage_chart(regions: Sequence[Region], known: Mapping[tuple[str, int], int], years: Sequence[int]) -> Chart:
    """How many States of each region reported something for a year; a year without any is hatched."""
    lines = []
    for region in regions:
        numbers = [sum((state.slug, year) in known for state in region.states) for year in years]
        words = _("%(region)s (%(number)s)") % {"region": region.name, "number": format_number(len(region.states))}
        lines.append(Line(Label(words), tuple(count(each) if each else NOT_RECORDED for each in numbers)))
    return Matrix(
        title=_("States that reported, by regional group, %(first)d to %(last)d")
        % {"first": years[0], "last": years[-1]},
        heading=_("Regional group"),
        note=_("In brackets, the number of Member States in the group."),
        # Two digits of each find room on a phone.
        columns=tuple(f"’{year % 100:02}" for year in years),
        lines=tuple(lines),
    )


def _suppressed_chart(rows: Iterable[ReleaseSeries]) -> Chart:
    """Published numbers and withheld figures by indicator, in the order of indicators."""
    numbers: dict[Indicator, list[int]] = {}
    for row in rows:
        shown = numbers.setdefault(row.indicator, [0, 0])
        shown[0] += row.cells - row.suppressed
        shown[1] += row.suppressed
    bars = tuple(
        Bar(
            Label(indicator.display_name(), indicator.get_absolute_url()),
            (count(published), count(hidden)),
        )
        for indicator, (published, hidden) in numbers.items()
    )
    return Bars(
        title=_("Published and suppressed figures by indicator"),
        heading=_("Indicator"),
        note=_("Each figure is one cell of a table, such as women in one State in one year."),
        series=(_("Published"), _("Suppressed")),
        rows=bars,
        is_stacked=True,
    )
