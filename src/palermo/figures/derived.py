"""What is computed from released figures: who reported, flows, and the series of SDG indicator 16.2.2.

Everything is of one release, which it names: figures of several releases are never added up.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import harmonise.lists as lists

from palermo.figures.cubes import Figure, Selection
from palermo.figures.dimensions import ABROAD, OTHER, OWN, STATELESS, UNKNOWN
from palermo.figures.exploring import reporting_years
from palermo.figures.models import Release, ReleaseSeries
from palermo.figures.pipeline.places import cube_path
from palermo.figures.published_figures import figures_of, reporting_states
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


def reporting_in(series: Series) -> frozenset[str]:
    """The States that reported, in all years of a series."""
    return frozenset(reporting_states(series.figures))


def read_series(release: Release, indicator: str, by: str = "", year: int | None = None) -> Series:
    """A series of a release, from its cube; all years of it, or one."""
    wanted = Selection(indicators=(indicator,), by=by, year_from=year, year_until=year)
    return Series(release, indicator, by, tuple(figures_of(release, wanted)))


class Released:
    """The series of some releases, such as the current ones, read once for a page or a report.

    Of an indicator under a breakdown, the one released last is taken.

    Parameters
    ----------
    releases : sequence of Release
        The one released last first, as `current_releases` gives them.
    """

    def __init__(self, releases: Sequence[Release]) -> None:
        self._read: dict[tuple[str, str, int | None], Series] = {}
        # Without its cube, which is made again from its bundle, a release has nothing to show.
        by_key = {each.pk: each for each in releases if cube_path(each).is_file()}
        place = {key: at for at, key in enumerate(by_key)}
        rows = ReleaseSeries.objects.filter(release__in=list(by_key)).select_related("indicator")
        self._rows: dict[tuple[str, str], ReleaseSeries] = {}
        for each in sorted(rows, key=lambda row: (row.indicator.position, row.indicator.slug, row.by)):
            each.release = by_key[each.release_id]
            key = (each.indicator.slug, each.by)
            if key not in self._rows or place[each.release_id] < place[self._rows[key].release_id]:
                self._rows[key] = each

    @property
    def rows(self) -> list[ReleaseSeries]:
        """What there is, in the order of indicators."""
        return list(self._rows.values())

    def release_of(self, indicator: str, by: str = "") -> Release | None:
        """The release that has an indicator under a breakdown; None where none of them has it."""
        row = self._rows.get((indicator, by))
        return row.release if row else None

    def series(self, indicator: str, by: str = "", year: int | None = None) -> Series | None:
        """The figures of an indicator under a breakdown, of all years or of one; None without any."""
        release, key = self.release_of(indicator, by), (indicator, by, year)
        if release is None:
            return None
        if key not in self._read:
            self._read[key] = read_series(release, indicator, by, year)
        return self._read[key] if self._read[key].figures else None

    def reporting(self, indicator: str, by: str = "") -> dict[int, frozenset[str]]:
        """The States that reported an indicator under a breakdown, by year, in order."""
        release = self.release_of(indicator, by)
        return reporting_years(release, indicator, by) if release else {}


def year_shown(reporting: Mapping[int, Collection[str]]) -> int | None:
    """The latest year for which at least two thirds as many States reported as in the year with most of them.

    Figures of the last years come late: the very last year would show few States.
    """
    numbers = {year: len(states) for year, states in reporting.items()}
    most = max(numbers.values(), default=0)
    return max((year for year, number in numbers.items() if number and 3 * number >= 2 * most), default=None)


class Trend(NamedTuple):
    """Sums of the States of which a number is published for each year from one to another."""

    years: tuple[int, ...]
    states: frozenset[str]
    sums: tuple[Sum, ...]


def trend_of(series: Series, until: int, length: int = 10, fewest: int = 5) -> Trend | None:
    """The longest trend of at most so many years up to a year, with at least so many States; None without one.

    Sums over other sets of States are no trend: they change with who reports.
    """
    numbers = [each for each in series.figures if each.value is not None and each.low is None]
    having: dict[int, set[str]] = defaultdict(set)
    for each in numbers:
        having[each.year].add(each.state)
    for first in range(until - length + 1, until - 1):
        years = tuple(range(first, until + 1))
        states = set.intersection(*(having[year] for year in years))
        if len(states) >= fewest:
            by_year = sums_by((each for each in numbers if each.state in states), lambda figure: figure.year)
            return Trend(years, frozenset(states), tuple(by_year[year] for year in years))
    return None


WOMEN, MEN, GIRLS, BOYS, OTHERS = "women", "men", "girls", "boys", "others"
_SEX_AND_AGE = {("female", "18+"): WOMEN, ("male", "18+"): MEN, ("female", "0-17"): GIRLS, ("male", "0-17"): BOYS}
# Narrower bands of age are parts of these.
AGES = frozenset({"0-17", "18+", "unknown"})
FOREIGN: Final = "foreign"


def sex_and_age_sums(series: Series) -> dict[str, Sum]:
    """Women, men, girls and boys, and all others, of figures by sex and age of one year."""

    def key_of(figure: Figure) -> str | None:
        place = figure.codes["sex"], figure.codes["age"]
        return _SEX_AND_AGE.get(place, OTHERS) if place[1] in AGES else None

    found = sums_by(series.figures, key_of)
    return {key: found[key] for key in (WOMEN, MEN, GIRLS, BOYS, OTHERS) if key in found}


def form_sums(series: Series) -> dict[str, Sum]:
    """The forms of exploitation that are no part of another, in the order of their list, of one year."""
    forms = [each for each in lists.code_list("forms", "1").codes if not each.parent]
    known = {each.code for each in forms}
    found = sums_by(series.figures, lambda figure: code if (code := figure.codes["form"]) in known else None)
    return {each.code: found[each.code] for each in forms if each.code in found}


def citizenship_sums(series: Series) -> dict[str, Sum]:
    """Own nationals, all other citizenships, and those not known, of figures by citizenship of one year."""
    is_counted = _counted_once(series)

    def key_of(figure: Figure) -> str | None:
        code = figure.codes["citizenship"]
        if not is_counted(figure):
            return None
        return OWN if code in (OWN, figure.state) else UNKNOWN if code == UNKNOWN else FOREIGN

    found = sums_by(series.figures, key_of)
    return {key: found[key] for key in (OWN, FOREIGN, UNKNOWN) if key in found}


def flows_of(citizenship: Series) -> dict[tuple[str, str], Figure]:
    """Victims by citizenship as flows: from the State or area of citizenship to the State of detection, of one year.

    Own nationals and groups that are no area are left out.
    """
    return {
        (code, each.state): each
        for each in citizenship.figures
        if (code := each.codes.get("citizenship", "")) and code not in GROUPS and code != each.state
    }


def flows_between(citizenship: Series, place_of: Mapping[str, str]) -> dict[tuple[str, str], Sum]:
    """Victims by citizenship as flows between groups of areas, such as regions, of one year; persons are counted once.

    Own nationals are an origin of their own, OWN, and whoever is of no group, or of a citizenship not known, OTHERS.

    Parameters
    ----------
    citizenship : Series
        By citizenship, of one year.
    place_of : mapping of str to str
        The group of each State or area; flows to others are left out.
    """
    is_counted = _counted_once(citizenship)

    def key_of(figure: Figure) -> tuple[str, str] | None:
        code, to = figure.codes["citizenship"], place_of.get(figure.state)
        if to is None or not is_counted(figure):
            return None
        return OWN if code in (OWN, figure.state) else place_of.get(code, OTHERS), to

    return sums_by(citizenship.figures, key_of)


def _counted_once(citizenship: Series) -> Callable[[Figure], bool]:
    """Tells figures by citizenship that count nobody whom another one counts.

    Some tables have own nationals twice, as a group and by the name of the State; where citizenships are named, a group
    of all of them would count them again.
    """
    given = {(each.state, each.year, each.codes["citizenship"]) for each in citizenship.figures}
    with_areas = {(state, year) for state, year, code in given if code not in GROUPS and code != state}

    def is_counted(figure: Figure) -> bool:
        code, place = figure.codes["citizenship"], (figure.state, figure.year)
        if code == figure.state:
            return (*place, OWN) not in given
        return code != ABROAD or place not in with_areas

    return is_counted


def citizenships(citizenship: Series) -> frozenset[str]:
    """The areas of which at least one citizen was detected elsewhere, as far as published figures show it."""
    return frozenset(
        origin for (origin, _to), each in flows_of(citizenship).items() if (each.value or each.low or 0) > 0
    )


JUSTICE = (SUSPECTED, PROSECUTED, CONVICTED)


class JusticeYear(NamedTuple):
    """Persons suspected, prosecuted and convicted in a year, in the States that reported all three."""

    year: int
    years: tuple[int, ...]
    states: frozenset[str]
    series: tuple[Series, Series, Series]


def justice_of(released: Released, wanted: int | None = None) -> JusticeYear | None:
    """Persons suspected, prosecuted and convicted, of the year wanted or the latest with enough States.

    None where no State reported all three for the same year. `years` are those for which some did.
    """
    reporting = [released.reporting(indicator) for indicator in JUSTICE]
    common = {
        year: frozenset.intersection(*(each[year] for each in reporting))
        for year in sorted(set(reporting[0]).intersection(*reporting))
    }
    years = tuple(year for year, states in common.items() if states)
    year = wanted if wanted in years else year_shown(common)
    if year is None:
        return None
    states = common[year]
    read = [series.of_states(states) for each in JUSTICE if (series := released.series(each, year=year))]
    suspected, prosecuted, convicted = read
    return JusticeYear(year, years, states, (suspected, prosecuted, convicted))


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
