"""Published figures in sentences: for the paragraphs of reports and of the pages that answer a question.

What a sentence says is in the figures: each sum with its limits, and the number of States that reported.
"""

from collections.abc import Iterable, Mapping

import harmonise.lists as lists

from palermo.core.text import MultilingualText
from palermo.figures.derived import (
    BOYS,
    FOREIGN,
    GIRLS,
    MEN,
    OTHERS,
    WOMEN,
    Series,
    Trend,
    citizenship_sums,
    citizenships,
    form_sums,
    sex_and_age_sums,
)
from palermo.figures.dimensions import OWN, UNKNOWN
from palermo.figures.models import IndicatorEdition, Release
from palermo.figures.record_counts import Legislation, Ratification
from palermo.figures.sums import Sum, add_sums
from palermo.reporting.clauses import clause, day, facts, message, source, text, yes
from palermo.reporting.tree import Argument, Clause, Fact, Inline, Listed, Message, RecordText, Source
from palermo.treaties.states.laws import Coverage

RELEASES, INDICATORS = "figure-releases", "indicators"
# Languages that write a word within a sentence in small letters; others have none.
_CASED = ("en", "fr", "ru", "es")
_PEOPLE = (WOMEN, MEN, GIRLS, BOYS, OTHERS)
NOTHING = Sum(0, 0, 0, 0, frozenset())


def release_facts(*releases: Release) -> tuple[Fact, ...]:
    """That figures of these releases are stated: another release, or another content, is another fact."""
    return tuple(fact for each in releases for fact in facts(RELEASES, each, "cube_digest"))


def number_of(total: Sum) -> Message:
    """A sum in words: a number, "at least" one, or the interval in which it lies."""
    known = "none"
    if total.is_known and total.high is None:
        known = "least" if total.low else "hidden"
    elif total.is_known:
        known = "exact" if total.is_exact else "limits"
    return message("figures.sum", known=known, low=total.low, high=total.high or 0)


def title_of(edition: IndicatorEdition) -> RecordText:
    """The title of an indicator."""
    return RecordText(edition.title, source(INDICATORS, edition.indicator), "title")


def form_name(code: str) -> RecordText:
    """The name of a form of exploitation."""
    names = MultilingualText(lists.code_list("forms", "1").code(code).names)
    return RecordText(names, Source("code-lists", "forms"), "title")


def say_reported(series: Series, year: int, edition: IndicatorEdition) -> Clause:
    """How many States reported for a year, and how many in all."""
    total = series.of_year(year).total
    return clause(
        "figures.reported",
        {},
        release_facts(series.release),
        year=str(year),
        states=len(total.states),
        what=series.indicator.replace("-", "_"),
        title=title_of(edition),
        sum=number_of(total),
    )


def say_sex_and_age(series: Series, year: int) -> Clause:
    """Women, men, girls and boys in a year."""
    sums = sex_and_age_sums(series.of_year(year))
    groups: dict[str, Argument] = {key: number_of(sums.get(key, NOTHING)) for key in _PEOPLE}
    groups |= {"year": str(year), "states": _states(sums), "has_others": yes(OTHERS in sums)}
    return clause("figures.sex_age", {}, release_facts(series.release), **groups)


def say_forms(series: Series, year: int) -> Clause:
    """Forms of exploitation in a year."""
    sums = form_sums(series.of_year(year))
    items = [message("figures.item", name=_within(form_name(code)), sum=number_of(each)) for code, each in sums.items()]
    stated = release_facts(series.release)
    return clause("figures.forms", {}, stated, year=str(year), states=_states(sums), items=Listed(tuple(items)))


def say_citizenship(series: Series, year: int) -> list[Clause]:
    """Own nationals and others in a year, and of how many States or areas citizens were found abroad."""
    sums = citizenship_sums(series.of_year(year))
    stated = release_facts(series.release)
    groups: dict[str, Argument] = {key: number_of(sums.get(key, NOTHING)) for key in (OWN, FOREIGN, UNKNOWN)}
    groups |= {"year": str(year), "states": _states(sums), "has_unknown": yes(UNKNOWN in sums)}
    found = [clause("figures.citizenship", {}, stated, **groups)]
    if origins := citizenships(series.of_year(year)):
        total = add_sums(sums.values())
        hidden = yes(total.suppressed)
        found.append(clause("figures.origins", {}, stated, count=len(origins), least=hidden))
    return found


def say_trend(trend: Trend | None, series: Series) -> Clause:
    """The first and the last sum of the States that reported in each year, or that there are too few of them."""
    stated = release_facts(series.release)
    if trend is None:
        return clause("figures.changing_states", {}, stated)
    return clause(
        "figures.same_states",
        {},
        stated,
        states=len(trend.states),
        first=str(trend.years[0]),
        last=str(trend.years[-1]),
        before=number_of(trend.sums[0]),
        after=number_of(trend.sums[-1]),
    )


def say_justice(year: int, suspected: Series, prosecuted: Series, convicted: Series) -> Clause:
    """Persons suspected, prosecuted and convicted in a year, in the States that reported all three."""
    given = {"suspected": suspected, "prosecuted": prosecuted, "convicted": convicted}
    sums = {key: series.total for key, series in given.items()}
    releases = dict.fromkeys(series.release for series in given.values())
    return clause(
        "figures.justice",
        {},
        release_facts(*releases),
        year=str(year),
        states=len(frozenset[str]().union(*(each.states for each in sums.values()))),
        **{key: number_of(each) for key, each in sums.items()},
    )


def say_suppressed(sums: Iterable[Sum], *releases: Release) -> Clause | None:
    """How many figures are withheld, and what that makes of the sums; None where none is."""
    total = add_sums(sums)
    if not total.suppressed:
        return None
    return clause(
        "figures.suppressed",
        {},
        release_facts(*releases),
        count=total.suppressed,
        few=yes(total.suppressed < 10),
        limits=yes(total.high is not None),
    )


def say_sources(*releases: Release) -> list[Clause]:
    """The releases that the figures come from, each once; and that they were invented, where they were."""
    given = list(dict.fromkeys(releases))
    named = [clause("figures.source", {}, facts(RELEASES, each, "released_on"), **_named(each)) for each in given]
    invented = [each for each in given if each.is_invented]
    if invented:
        stated = [fact for each in invented for fact in facts(RELEASES, each, "is_invented")]
        named.append(clause("figures.invented", {}, stated))
    return named


def _named(release: Release) -> dict[str, Inline]:
    assert release.released_on is not None
    return {"title": text(RELEASES, release, "title"), "day": day(release.released_on)}


def say_parties(ratification: Ratification) -> Clause:
    """How many are parties to a treaty."""
    treaty = ratification.treaty
    return clause(
        "figures.parties",
        {},
        facts("treaties", treaty, "actions", "known_until"),
        cutoff=day(ratification.day),
        states=ratification.parties - ratification.organisations,
        organizations=ratification.organisations,
        total=ratification.parties,
        treaty=text("treaties", treaty, "name"),
    )


def say_laws(legislation: Legislation) -> Clause:
    """Of how many parties a law is on record, and from whom."""
    numbers = legislation.states
    return clause(
        "figures.laws",
        {},
        facts("treaties", legislation.treaty, "laws"),
        parties=legislation.parties,
        known=numbers.get(Coverage.KNOWN, 0),
        said=numbers.get(Coverage.SAID, 0),
        unknown=numbers.get(Coverage.NOT_KNOWN, 0),
    )


def say_checks(legislation: Legislation) -> Clause:
    """When the law on record was checked, and how many provisions are possibly out of date."""
    checks = legislation.checks
    days = {"first": day(checks.first), "last": day(checks.last)} if checks.first and checks.last else {}
    return clause(
        "figures.laws_checked",
        {},
        facts("treaties", legislation.treaty, "laws"),
        known="none" if not days else "day" if checks.first == checks.last else "period",
        outdated=checks.outdated,
        **days,
    )


def say_coverage(states: int, members: int, *releases: Release) -> Clause:
    """Of how many Member States there are figures."""
    stated = release_facts(*releases)
    return clause("figures.coverage", {}, stated, states=states, members=members, missing=members - states)


def say_shares(cells: int, suppressed: int, *releases: Release) -> Clause:
    """How many of the published figures are withheld."""
    return clause("figures.shares", {}, release_facts(*releases), cells=cells, count=suppressed)


def say_missing(indicators: Iterable[IndicatorEdition], missing: Iterable[IndicatorEdition]) -> Clause:
    """How many indicators have no figures."""
    stated = [fact for each in indicators for fact in facts(INDICATORS, each.indicator, "editions")]
    return clause("figures.without_figures", {}, stated, count=len(list(missing)))


def say_limits(names: Iterable[str], stated: Iterable[Fact]) -> list[Clause]:
    """What figures do not show: "detection", "comparability", "persons", "citizenship", "absence", "suppressed"."""
    given = tuple(stated)
    return [clause(LIMITS[name], {}, given) for name in names]


LIMITS: Mapping[str, str] = {
    "detection": "figures.limit_detection",
    "comparability": "figures.limit_comparability",
    "persons": "figures.limit_persons",
    "citizenship": "figures.limit_citizenship",
    "absence": "figures.limit_absence",
    "suppressed": "figures.limit_suppressed",
}


def _states(sums: Mapping[str, Sum]) -> int:
    return len(add_sums(sums.values()).states)


def _within(name: RecordText) -> RecordText:
    """A name within a sentence, where its first letter is small."""
    words = {
        code: each[:1].lower() + each[1:] if code in _CASED and each[1:2].islower() else each
        for code, each in name.text.items()
    }
    return RecordText(MultilingualText(words), name.source, name.field)
