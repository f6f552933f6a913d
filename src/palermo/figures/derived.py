"""What is computed from released figures: who reported, flows, and the series of SDG indicator 16.2.2.

Everything is of one release, which it names: figures of several releases are never added up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from palermo.figures.cubes import Figure, Selection
from palermo.figures.dimensions import ABROAD, OTHER, OWN, STATELESS, UNKNOWN
from palermo.figures.models import Release, ReleaseSeries
from palermo.figures.reading import current_series, figures_of, reporting_states
from palermo.figures.sums import Sum, sum_of, sums_by

VICTIMS: Final = "victims-detected"
SUSPECTED, PROSECUTED, CONVICTED = "persons-suspected", "persons-prosecuted", "persons-convicted"
OFFENCES: Final = "offences-recorded"
# Categories of citizenship that are no area.
GROUPS = frozenset({OWN, ABROAD, STATELESS, OTHER, UNKNOWN})


@dataclass(frozen=True)
class Series:
    """The figures of an indicator under a breakdown in one release, the unit of everything that is derived.

    Attributes
    ----------
    release : Release
    indicator, by : str
    figures : tuple of Figure
        In the order of State, year and codes.
    """

    release: Release
    indicator: str
    by: str
    figures: tuple[Figure, ...]

    def of_year(self, year: int) -> "Series":
        """Those of one year."""
        return replace(self, figures=tuple(each for each in self.figures if each.year == year))

    def of_states(self, states: Iterable[str]) -> "Series":
        """Those of certain States."""
        wanted = frozenset(states)
        return replace(self, figures=tuple(each for each in self.figures if each.state in wanted))

    def with_codes(self, **codes: str) -> "Series":
        """Those of these categories."""
        found = (each for each in self.figures if all(each.codes.get(key) == code for key, code in codes.items()))
        return replace(self, figures=tuple(found))

    @property
    def total(self) -> Sum:
        """Their sum."""
        return sum_of(self.figures)

    @property
    def years(self) -> list[int]:
        """The years that have figures, in order."""
        return sorted({each.year for each in self.figures})

    def reporting(self) -> dict[int, frozenset[str]]:
        """The States that reported, by year, in order."""
        by_year: dict[int, list[Figure]] = defaultdict(list)
        for each in self.figures:
            by_year[each.year].append(each)
        return {year: frozenset(reporting_states(by_year[year])) for year in sorted(by_year)}


def read_series(release: Release, indicator: str, by: str = "", selection: Selection | None = None) -> Series:
    """A series of a release, from its cube; with a selection, as far as that goes."""
    wanted = replace(selection or Selection(), indicators=(indicator,), by=by)
    return Series(release, indicator, by, tuple(figures_of(release, wanted)))


class Released:
    """The series of the current releases, read once for a page.

    Of an indicator under a breakdown, the one released last is taken, unless another release is asked for.
    """

    def __init__(self, release: str = "") -> None:
        self._series: dict[tuple[str, str], list[ReleaseSeries]] = defaultdict(list)
        self._read: dict[tuple[str, str], Series | None] = {}
        rows = current_series()
        for each in [row for row in rows if row.release.slug == release] or rows:
            self._series[each.indicator.slug, each.by].append(each)

    def rows(self) -> list[ReleaseSeries]:
        """What there is: of each indicator and breakdown the one released last."""
        return [found[0] for found in self._series.values()]

    def series(self, indicator: str, by: str = "") -> Series | None:
        """The figures; None where no current release has them."""
        key = (indicator, by)
        if key not in self._read:
            found = self._series.get(key)
            self._read[key] = read_series(found[0].release, indicator, by) if found else None
        return self._read[key]


def year_shown(reporting: Mapping[int, Iterable[str]]) -> int | None:
    """The latest year for which at least half as many States reported as in the year with most of them.

    Figures of the last years come late: the very last year would show few States.
    """
    numbers = {year: len(list(states)) for year, states in reporting.items()}
    most = max(numbers.values(), default=0)
    return max((year for year, number in numbers.items() if number and 2 * number >= most), default=None)


def constant_states(reporting: Mapping[int, frozenset[str]], years: Iterable[int]) -> frozenset[str]:
    """The States that reported in each of these years: only their sums can be compared from year to year."""
    sets = [reporting.get(year, frozenset[str]()) for year in years]
    return frozenset.intersection(*sets) if sets else frozenset()


class Trend(NamedTuple):
    """Sums of the States that reported in each year from one to another."""

    years: tuple[int, ...]
    states: frozenset[str]
    sums: tuple[Sum, ...]


def trend_of(series: Series, until: int, length: int = 10, fewest: int = 5) -> Trend | None:
    """The longest trend of at most so many years up to a year, with at least so many States; None without one."""
    reporting = series.reporting()
    for first in range(until - length + 1, until - 1):
        years = range(first, until + 1)
        states = constant_states(reporting, years)
        if len(states) >= fewest:
            by_year = sums_by(series.of_states(states).figures, lambda figure: figure.year)
            return Trend(tuple(years), states, tuple(by_year[year] for year in years))
    return None


def flows_of(citizenship: Series) -> dict[tuple[str, str], Figure]:
    """Victims by citizenship as flows: from the State or area of citizenship to the State of detection, of one year.

    Own nationals and groups that are no area are left out.
    """
    return {
        (code, each.state): each
        for each in citizenship.figures
        if (code := each.codes.get("citizenship", "")) and code not in GROUPS and code != each.state
    }


def flows_between(citizenship: Series, place_of: Mapping[str, str], *, own: str = OWN) -> dict[tuple[str, str], Sum]:
    """The same between groups of areas, such as regions, with own nationals as an origin of its own.

    Parameters
    ----------
    citizenship : Series
        By citizenship, of one year.
    place_of : mapping of str to str
        The group of each State or area; flows from or to others are left out.
    own : str
        The key of own nationals.
    """

    grouped = {(each.state, each.year) for each in citizenship.figures if each.codes.get("citizenship") == OWN}

    def key_of(figure: Figure) -> tuple[str, str] | None:
        code, to = figure.codes.get("citizenship", ""), place_of.get(figure.state)
        # Some tables have own nationals twice: as a group, and by the name of the State.
        if to is None or (code == figure.state and (figure.state, figure.year) in grouped):
            return None
        if code in (OWN, figure.state):
            return own, to
        origin = place_of.get(code)
        return (origin, to) if origin else None

    return sums_by(citizenship.figures, key_of)


def citizenships(citizenship: Series) -> frozenset[str]:
    """The areas of which at least one citizen was detected elsewhere, as far as published figures show it."""
    return frozenset(
        origin for (origin, _to), each in flows_of(citizenship).items() if (each.value or each.low or 0) > 0
    )


class SdgSeries(NamedTuple):
    """A series of SDG indicator 16.2.2: its code in the global database, and what of victims detected it is."""

    code: str
    form: str

    @property
    def codes(self) -> dict[str, str]:
        """The categories by which figures are chosen."""
        return {"form": self.form} if self.form else {}

    def by(self, *, with_sex_and_age: bool) -> str:
        """The breakdown in which its figures stand."""
        parts = [*(("sex", "age") if with_sex_and_age else ()), *(("form",) if self.form else ())]
        return "+".join(parts)


# Numbers alone: no population is on record, by which rates could be computed.
SDG_SERIES: Final = (
    SdgSeries("VC_HTF_DETV", ""),
    SdgSeries("VC_HTF_DETVSX", "sexual"),
    SdgSeries("VC_HTF_DETVFL", "forced_labour"),
    SdgSeries("VC_HTF_DETVOG", "organ_removal"),
    SdgSeries("VC_HTF_DETVOP", "other_unspecified"),
)


def sdg_figures(released: Released, sdg: SdgSeries, *, with_sex_and_age: bool = False) -> Series | None:
    """The figures of a series of SDG indicator 16.2.2: a selection of detected victims; None without any."""
    found = released.series(VICTIMS, sdg.by(with_sex_and_age=with_sex_and_age))
    chosen = found.with_codes(**sdg.codes) if found else None
    return chosen if chosen and chosen.figures else None
