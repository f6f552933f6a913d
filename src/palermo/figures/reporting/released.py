"""Released figures as at the cut-off: sentences, tables, charts and maps.

What was released by the cut-off and not withdrawn since is stated. A paragraph rests on the digest of the release, so
that another release, or a withdrawal, flags what an officer wrote.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import State
from palermo.figures.derived import (
    CONVICTED,
    FOREIGN,
    OFFENCES,
    PROSECUTED,
    SUSPECTED,
    VICTIMS,
    Released,
    Series,
    citizenship_sums,
    form_sums,
    justice_of,
    sex_and_age_sums,
    trend_of,
    year_shown,
)
from palermo.figures.dimensions import OWN, UNKNOWN
from palermo.figures.models import IndicatorEdition, Release
from palermo.figures.queries.indicators import editions_on
from palermo.figures.queries.releases import current_releases
from palermo.figures.reporting.sentences import (
    RELEASES,
    form_name,
    number_of,
    release_facts,
    say_citizenship,
    say_coverage,
    say_forms,
    say_justice,
    say_limits,
    say_reported,
    say_sex_and_age,
    say_shares,
    say_sources,
    say_suppressed,
    say_trend,
    title_of,
)
from palermo.figures.sums import Sum, add_sums, sums_by
from palermo.reporting.clauses import message, paragraph, source
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.paragraphs.treaties import name_region, read_groups
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import (
    Block,
    ChartPicture,
    Clause,
    Inline,
    Paragraph,
    PictureRow,
    PictureValue,
    Source,
    Table,
)
from palermo.site.charts.values import ValueKind

# An indicator by itself.
OF_INDICATOR: dict[str, tuple[str, Promise]] = {
    "victims": (VICTIMS, _("Detected victims")),
    "suspected": (SUSPECTED, _("Persons suspected")),
    "prosecuted": (PROSECUTED, _("Persons prosecuted")),
    "convicted": (CONVICTED, _("Persons convicted")),
    "offences": (OFFENCES, _("Offences recorded")),
}
BREAKDOWNS: dict[str, tuple[str, Promise]] = {
    "sex-age": ("sex+age", _("Detected victims by sex and age")),
    "form": ("form", _("Detected victims by form of exploitation")),
    "citizenship": ("citizenship", _("Detected victims by citizenship")),
}
_INDICATORS = {name: words for name, (_slug, words) in OF_INDICATOR.items()}
_BREAKDOWNS = {name: words for name, (_by, words) in BREAKDOWNS.items()}


class Asked(NamedTuple):
    """Figures of a year in which enough States reported, with the indicator as it was then defined."""

    series: Series
    year: int
    edition: IndicatorEdition

    @property
    def of_year(self) -> Series:
        """The figures of the year."""
        return self.series.of_year(self.year)


def known_releases(record: RecordSnapshot) -> Released:
    """The series that had been released at the cut-off."""
    return record.read(_read_released)


def _read_released(record: RecordSnapshot) -> Released:
    return Released(current_releases(record.cutoff))


def _read_editions(record: RecordSnapshot) -> dict[str, IndicatorEdition]:
    return editions_on(record.cutoff)


def _ask(record: RecordSnapshot, indicator: str, by: str = "") -> Asked | None:
    """The figures of an indicator; None where none had been released, or the indicator was not defined."""
    released, edition = known_releases(record), record.read(_read_editions).get(indicator)
    year = year_shown(released.reporting(indicator, by))
    # Of breakdowns, one year is stated; of totals also those before it.
    series = released.series(indicator, by, year if by else None) if year else None
    return Asked(series, year, edition) if series and year and edition else None


@paragraph_type("figures", {**_INDICATORS, **_BREAKDOWNS, "justice": _("Persons suspected, prosecuted and convicted")})
def say_figures(context: Context) -> list[Paragraph]:
    """How many, in how many States, with what is withheld and the release; of detected victims without a limit."""
    record, only = context.record, context.only or "victims"
    if only == "justice":
        return _justice(record)
    if only in BREAKDOWNS:
        return _by_category(record, only)
    asked = _ask(record, OF_INDICATOR[only][0])
    if asked is None:
        return []
    trend = trend_of(asked.series, asked.year)
    sums = [asked.of_year.total, *(trend.sums if trend else ())]
    clauses = [say_reported(asked.series, asked.year, asked.edition), say_trend(trend, asked.series)]
    return _paragraph(f"figures-{only}", clauses, sums, asked.series.release)


def _by_category(record: RecordSnapshot, only: str) -> list[Paragraph]:
    asked = _ask(record, VICTIMS, BREAKDOWNS[only][0])
    if asked is None:
        return []
    say: dict[str, Callable[[Series, int], list[Clause]]] = {
        "sex-age": lambda series, year: [say_sex_and_age(series, year)],
        "form": lambda series, year: [say_forms(series, year)],
        "citizenship": say_citizenship,
    }
    sums = _CATEGORIES[only](asked.of_year).values()
    return _paragraph(f"figures-{only}", say[only](asked.series, asked.year), sums, asked.series.release)


def _justice(record: RecordSnapshot) -> list[Paragraph]:
    """Persons suspected, prosecuted and convicted, in the States that reported all three for the same year."""
    found = justice_of(known_releases(record))
    if found is None:
        return []
    year, three = found.year, found.series
    releases = [each.release for each in three]
    return _paragraph("figures-justice", [say_justice(year, *three)], [each.total for each in three], *releases)


def _paragraph(key: str, clauses: Iterable[Clause | None], sums: Iterable[Sum], *releases: Release) -> list[Paragraph]:
    made = paragraph(key, [*clauses, say_suppressed(sums, *releases), *say_sources(*releases)])
    return [made] if made else []


@paragraph_type("figures-table", {**_INDICATORS, **_BREAKDOWNS})
def table_of_figures(context: Context) -> list[Block]:
    """By year, or by category for one year, with the number of States that reported."""
    made = _table(context.record, context.only or "victims", "table")
    return [made] if made else []


@paragraph_type("figures-chart", {**_INDICATORS, **_BREAKDOWNS})
def chart_of_figures(context: Context) -> list[Block]:
    """The figures as a picture above their table; by year, of the States that reported in each year alone."""
    made = _table(context.record, context.only or "victims", "chart")
    return [made] if made else []


def _table(record: RecordSnapshot, only: str, kind: str) -> Table | None:
    if only in BREAKDOWNS:
        asked = _ask(record, VICTIMS, BREAKDOWNS[only][0])
        sums = _CATEGORIES[only](asked.of_year) if asked else {}
        rows = [(_category(only, key), each) for key, each in sums.items()]
        by, heading, form = only.replace("-", "_"), "figures.heading_category", "bars"
    else:
        asked = _ask(record, OF_INDICATOR[only][0])
        rows, by, heading, form = _years(asked, kind) if asked else [], "year", "figures.heading_year", "line"
        by = "same" if kind == "chart" else by
    if asked is None or not rows:
        return None
    picture = _picture(form, heading, rows) if kind == "chart" else None
    return Table(
        f"figures-{kind}-{only}",
        (_caption(asked, by),),
        ((message(heading),), (message("figures.heading_states"),), (message("figures.heading_sum"),)),
        tuple(_row(name, each) for name, each in rows),
        _sources(asked),
        picture,
    )


def _years(asked: Asked, kind: str) -> list[tuple[Inline, Sum]]:
    """The sum of each year; for a chart, of the States that reported in each: other sums are no trend."""
    if kind == "chart":
        trend = trend_of(asked.series, asked.year)
        return [(_year(year), each) for year, each in zip(trend.years, trend.sums, strict=True)] if trend else []
    by_year = sums_by(asked.series.figures, lambda figure: figure.year)
    return [(_year(year), by_year[year]) for year in sorted(by_year)[-_MOST_YEARS:] if by_year[year].is_known]


_MOST_YEARS = 20


def _year(year: int) -> Inline:
    return message("figures.year", year=str(year))


def _category(only: str, key: str) -> Inline:
    if only == "form":
        return form_name(key)
    return message(_WORDS[key])


_WORDS: Mapping[str, str] = {
    "women": "figures.women",
    "men": "figures.men",
    "girls": "figures.girls",
    "boys": "figures.boys",
    "others": "figures.others",
    OWN: "figures.own",
    FOREIGN: "figures.foreign",
    UNKNOWN: "figures.unknown",
}
_CATEGORIES: Mapping[str, Callable[[Series], dict[str, Sum]]] = {
    "sex-age": sex_and_age_sums,
    "form": form_sums,
    "citizenship": citizenship_sums,
}


@paragraph_type("figures-map", _INDICATORS)
def map_of_figures(context: Context) -> list[Block]:
    """The States that reported on a map, by number, above the regional groups with their sums."""
    record, only = context.record, context.only or "victims"
    asked = _ask(record, OF_INDICATOR[only][0])
    if asked is None:
        return []
    by_state = sums_by(asked.of_year.figures, lambda figure: figure.state)
    slugs = dict(State.objects.values_list("pk", "slug"))
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for region in record.read(read_groups):
        total = add_sums(by_state[slugs[pk]] for pk in region.states if slugs[pk] in by_state)
        name = name_region(region)
        members_cell = message("types.treaty_number", count=len(region.states))
        rows.append(((name,), (members_cell,), *_row(name, total)[1:]))
    headings = ("types.heading_group", "types.heading_members", "figures.heading_states", "figures.heading_sum")
    pictured = tuple(PictureRow((), (_pictured(each),), code) for code, each in by_state.items() if each.is_known)
    picture = ChartPicture(
        "map",
        (),
        (),
        pictured,
        (message("figures.map_words", title=title_of(asked.edition), year=str(asked.year), states=len(pictured)),),
    )
    return [
        Table(
            f"figures-map-{only}",
            (_caption(asked, "group"),),
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            _sources(asked),
            picture,
        )
    ]


@paragraph_type("figures-coverage")
def coverage(context: Context) -> list[Paragraph]:
    """Of how many Member States there are figures, and how many figures are withheld."""
    record = context.record
    rows = known_releases(record).rows
    if not rows:
        return []
    totals = [each for indicator in _OWN if (each := known_releases(record).series(indicator))]
    reporting = frozenset[str]().union(*(each.total.states for each in totals))
    members = {pk for region in record.read(read_groups) for pk in region.states}
    known = set(State.objects.filter(pk__in=members).values_list("slug", flat=True))
    releases = list(dict.fromkeys(row.release for row in rows))
    cells, suppressed = sum(row.cells for row in rows), sum(row.suppressed for row in rows)
    stated = [say_coverage(len(reporting & known), len(known), *releases), say_shares(cells, suppressed, *releases)]
    made = paragraph("figures-coverage", [*stated, *say_sources(*releases)])
    return [made] if made else []


_OWN = tuple(slug for slug, _words in OF_INDICATOR.values())


@paragraph_type("figures-limits")
def limits(context: Context) -> list[Paragraph]:
    """What the figures do not show; nothing where no figures had been released."""
    rows = known_releases(context.record).rows
    if not rows:
        return []
    stated = release_facts(*dict.fromkeys(row.release for row in rows))
    names = ("detection", "comparability", "persons", "citizenship", "suppressed", "absence")
    return [Paragraph("figures-limits", tuple(say_limits(names, stated)))]


def _caption(asked: Asked, by: str) -> Inline:
    return message("figures.caption", title=title_of(asked.edition), by=by, year=str(asked.year))


def _sources(asked: Asked) -> tuple[Source, ...]:
    return (source(RELEASES, asked.series.release),)


def _row(name: Inline, total: Sum) -> tuple[tuple[Inline, ...], ...]:
    return (name,), (message("types.treaty_number", count=len(total.states)),), (number_of(total),)


def _picture(form: str, heading: str, rows: Iterable[tuple[Inline, Sum]]) -> ChartPicture:
    pictured = tuple(PictureRow((name,), (_pictured(each),)) for name, each in rows)
    return ChartPicture(form, (message(heading),), ((message("figures.heading_sum"),),), pictured)


def _pictured(total: Sum) -> PictureValue:
    words = (number_of(total),)
    if not total.is_known:
        return PictureValue(ValueKind.NOT_RECORDED.value, words)
    if total.is_exact:
        return PictureValue((ValueKind.COUNT if total.low else ValueKind.ZERO).value, words, total.low)
    return PictureValue(ValueKind.SUPPRESSED.value, words, None, total.low, total.high)
