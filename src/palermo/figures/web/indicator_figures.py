"""The figures of indicators that have no releases of their own: computed from released figures, or counted here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import State
from palermo.accounts.queries import states_by_regional_group
from palermo.core import clock
from palermo.core.speech.signs import label_value
from palermo.figures.choices import Choice
from palermo.figures.derived import (
    OTHERS,
    SDG_SERIES,
    VICTIMS,
    Released,
    SdgSeries,
    flows_between,
    sdg_figures,
    year_shown,
)
from palermo.figures.dimensions import OWN
from palermo.figures.models import Indicator, Release
from palermo.figures.queries.indicators import editions_on
from palermo.figures.queries.releases import current_releases
from palermo.figures.record_counts import (
    Counted,
    legislation_of,
    ratification_of,
    reach_on,
    served_treaty,
)
from palermo.figures.reporting.sentences import say_sources
from palermo.figures.states.indicators import IndicatorBasis
from palermo.figures.sums import sums_by
from palermo.figures.web.questions.answers import explorer_address, speak_clauses, sum_value
from palermo.figures.web.tables import FigureTable, TableRow
from palermo.site.charts.values import NOT_RECORDED, Label, Value, count, suppressed_value
from palermo.treaties.models import Treaty
from palermo.treaties.queries.participation import treaty_status
from palermo.treaties.states.laws import COVERAGE_WORDS, Coverage
from palermo.treaties.web.words import describe_checks, status_as_at

# As many years as a table has columns.
YEARS = 8


def figures_of_indicator(indicator: Indicator) -> FigureTable | None:
    """The figures of today; None where there are none, or releases have them."""
    make = _TABLES.get(indicator.slug)
    return make(indicator.display_name()) if make else None


def _released() -> Released:
    return Released(current_releases())


def _source_notes(*releases: Release | None) -> tuple[str, ...]:
    """The releases behind figures."""
    named = speak_clauses(say_sources(*[each for each in releases if each]))
    return (named,) if named else ()


def _reporting_states(title: str) -> FigureTable | None:
    """How many States reported each indicator for a year."""
    released = _released()
    found = {
        edition: reporting
        for slug, edition in editions_on(clock.today()).items()
        if edition.indicator.basis == IndicatorBasis.RELEASES and (reporting := released.reporting(slug))
    }
    years = sorted({year for reporting in found.values() for year in reporting})[-YEARS:]
    if not years:
        return None
    rows = tuple(
        TableRow(
            Label(edition.indicator.display_name(), edition.indicator.get_absolute_url()),
            tuple(
                replace(count(len(reporting[year])), address=_explored(edition.indicator.slug, "", year))
                if year in reporting
                else NOT_RECORDED
                for year in years
            ),
        )
        for edition, reporting in found.items()
    )
    releases = dict.fromkeys(released.release_of(edition.indicator.slug) for edition in found)
    return FigureTable(title, (_("Indicator"), *map(str, years)), rows, _source_notes(*releases))


def _sdg(title: str) -> FigureTable | None:
    """The series of the global database that released figures have, as sums over the States that reported."""
    released = _released()
    found = {each: series for each in SDG_SERIES if (series := sdg_figures(released, each))}
    years = sorted({figure.year for series in found.values() for figure in series.figures})[-YEARS:]
    if not years:
        return None
    rows = []
    for each, series in found.items():
        sums = sums_by(series.figures, lambda figure: figure.year)
        cells = tuple(sum_value(sums.get(year), _explored_sdg(each, year)) for year in years)
        rows.append(TableRow(Label(_sdg_name(each)), cells))
        states = tuple(count(len(sums[year].states)) if year in sums else NOT_RECORDED for year in years)
        rows.append(TableRow(Label(_("Reporting States")), states))
    releases = dict.fromkeys(series.release for series in found.values())
    return FigureTable(title, (_("Series"), *map(str, years)), tuple(rows), _source_notes(*releases))


def _sdg_name(series: SdgSeries) -> str:
    words = {
        "": _("All forms"),
        "sexual": _("Sexual exploitation"),
        "forced_labour": _("Forced labour, servitude and slavery"),
        "organ_removal": _("Removal of organs"),
        "other_unspecified": _("Other purposes"),
    }
    return f"{series.code} · {words[series.form]}"


def _explored_sdg(series: SdgSeries, year: int) -> str:
    codes = {key: (code,) for key, code in series.codes.items()}
    by = series.by(with_sex_and_age=False)
    return explorer_address(Choice(indicator=VICTIMS, by=by, year_from=year, year_until=year, codes=codes))


def _flows(title: str) -> FigureTable | None:
    """From regions of citizenship to regions of detection, in the latest year with enough States."""
    released = _released()
    year = year_shown(released.reporting(VICTIMS, "citizenship"))
    series = released.series(VICTIMS, "citizenship", year) if year else None
    if series is None or year is None:
        return None
    slugs = dict(State.objects.values_list("pk", "slug"))
    regions = states_by_regional_group(clock.today())
    sums = flows_between(series, {slugs[pk]: each.slug for each in regions for pk in each.states})
    address = _explored(VICTIMS, "citizenship", year)
    origins = [
        (OWN, _("Own nationals")),
        *((each.slug, each.words) for each in regions),
        (OTHERS, _("Other or not known")),
    ]
    rows = tuple(
        TableRow(Label(words), tuple(sum_value(sums.get((origin, each.slug)), address) for each in regions))
        for origin, words in origins
    )
    heading = _("Citizenship, %(year)d") % {"year": year}
    head = (heading, *(each.words for each in regions))
    return FigureTable(title, head, rows, _source_notes(series.release))


def _ratification(title: str) -> FigureTable | None:
    """Parties to the treaty of the initiative by regional group."""
    treaty = served_treaty()
    found = ratification_of(treaty, clock.today()) if treaty else None
    if found is None:
        return None
    rows = [
        TableRow(
            Label(each.name),
            (count(each.members), replace(count(each.parties), address=found.address), count(each.signed_only)),
        )
        for each in found.regions
    ]
    heads = (
        _("Regional group"),
        _("Member States"),
        pgettext("treaty", "Parties"),
        _("Signed, not a party"),
    )
    return FigureTable(title, heads, tuple(rows), _status_note(found.treaty))


def _status_note(treaty: Treaty) -> tuple[str, ...]:
    """As at which day the parties to a treaty are counted today."""
    day = treaty_status(treaty).day(clock.today())
    return (label_value(treaty.display_name(), status_as_at(day)),) if day else ()


def _legislation(title: str) -> FigureTable | None:
    """Of how many parties the law on record has each element."""
    treaty = served_treaty()
    found = legislation_of(treaty, clock.today()) if treaty else None
    if found is None or not found.parties:
        return None
    rows = [
        TableRow(Label(_("Any law"), found.without_law), tuple(_counts(found.states)), is_sum=True),
        *(TableRow(Label(str(each.label), found.address), tuple(_counts(numbers))) for each, numbers in found.elements),
    ]
    heads = (_("Element"), *map(str, COVERAGE_WORDS.values()))
    notes = (
        describe_checks(found.checks),
        *_status_note(found.treaty),
        _("This list may be incomplete."),
    )
    return FigureTable(title, heads, tuple(rows), notes)


def _counts(numbers: Mapping[Coverage, int]) -> list[Value]:
    return [count(numbers.get(coverage, 0)) for coverage in COVERAGE_WORDS]


def _tools(title: str) -> FigureTable:
    """Tools, and who uses them."""
    reach = reach_on(clock.today())
    rows = (
        (_("Tools"), reach.tools),
        (_("States that use a tool"), reach.states),
        (_("Organizations that use a tool"), reach.organisations),
    )
    return _counted(title, rows)


def _training(title: str) -> FigureTable:
    """Sessions held, and how many took part."""
    reach = reach_on(clock.today())
    rows = ((_("Training sessions held"), reach.sessions), (_("Participants"), reach.participants))
    return _counted(title, rows)


def _counted(title: str, rows: Sequence[tuple[str, Counted]]) -> FigureTable:
    made = tuple(TableRow(Label(words, each.address), (_counted_value(each),)) for words, each in rows)
    return FigureTable(title, ("", _("Number")), made)


def _counted_value(each: Counted) -> Value:
    return count(each.low) if each.low == each.high else suppressed_value(each.low, each.high)


def _explored(indicator: str, by: str, year: int) -> str:
    return explorer_address(Choice(indicator=indicator, by=by, year_from=year, year_until=year))


_TABLES: dict[str, Callable[[str], FigureTable | None]] = {
    "reporting-states": _reporting_states,
    "sdg-16-2-2": _sdg,
    "flows": _flows,
    "treaty-ratification": _ratification,
    "legislation-coverage": _legislation,
    "tools": _tools,
    "training-reach": _training,
}
