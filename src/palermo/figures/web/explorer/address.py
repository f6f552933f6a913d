"""From an address to an exploration: what is asked for is brought into agreement with what the releases have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from palermo.figures.choices import Choice, Fault
from palermo.figures.dimensions import KEYS, breakdown_of
from palermo.figures.exploring import Outline, outline_of
from palermo.figures.labels import area_codes, breakdown_name, category_name
from palermo.figures.models import Release
from palermo.figures.queries.releases import published_releases
from palermo.figures.states.releases import DRAWN
from palermo.figures.web.explorer.exploration import VIEWS, Exploration
from palermo.figures.web.explorer.offered import Named, Offered
from palermo.figures.web.figure_page import edition_of


def explore(query: QueryDict, offered: Offered, names: Mapping[str, str]) -> Exploration | None:
    """The exploration that an address asks for; None where no release has any figures.

    Parameters
    ----------
    query : QueryDict
    offered : Offered
    names : mapping of str to str
        Names of States by slug.
    """
    if not offered.series:
        return None
    asked = Choice.from_query(query, area_codes(names), {each.slug for each in offered.indicators})
    reader = _Reader(asked)
    indicator = next((each for each in offered.indicators if each.slug == asked.indicator), offered.indicators[0])
    own = [each for each in offered.series if each.indicator == indicator.pk]
    having = {each.release for each in own}
    releases = tuple(each for each in offered.releases if each.pk in having)
    with_breakdown = {each.release for each in own if each.by == asked.by}
    default = next((each for each in releases if each.pk in with_breakdown), releases[0])
    named = reader.release(releases, default)
    breakdowns = tuple(sorted((each.by for each in own if each.release == named.pk), key=_place_of))
    by = reader.breakdown(breakdowns)
    release = Release.objects.select_related("register").get(pk=named.pk)
    outline = outline_of(release, indicator.slug, by)
    choice = replace(
        asked,
        release=named.slug if named != default else "",
        indicator=indicator.slug,
        by=by,
        codes=reader.codes(by, outline),
        faults=(*asked.faults, *_own_faults(query, asked, offered)),
    )
    return Exploration(
        indicator=indicator,
        indicators=offered.indicators,
        edition=edition_of(release, indicator.pk),
        release=release,
        releases=releases,
        breakdowns=breakdowns,
        choice=choice,
        outline=outline,
        is_summed=query.get("sum") == "1" and len(choice.states) != 1,
        asked_view=query.get("view", ""),
        asked_year=query.get("year", ""),
        left_out=tuple(reader.sentences),
        names=names,
    )


def _own_faults(query: QueryDict, asked: Choice, offered: Offered) -> Iterator[Fault]:
    """What is in no list of the parameters that the explorer has besides those of a choice."""
    for name, known in (("sum", ("1",)), ("view", tuple(VIEWS))):
        if (written := query.get(name, "")) and written not in known:
            yield Fault(name, written)
    if query.get("sum") == "1" and len(asked.states) == 1:
        yield Fault("sum", "1")
    year = query.get("year", "")
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
        yield Fault("year", year)
    current = {each.slug for each in offered.releases}
    if asked.release and asked.release not in current and not _has_figures(asked.release):
        yield Fault("release", asked.release)


class _Reader:
    """Brings parts of a choice into agreement with what there is, and notes what it leaves out."""

    def __init__(self, asked: Choice) -> None:
        self._asked = asked
        self.sentences: list[str] = []

    def release(self, releases: Sequence[Named], default: Named) -> Named:
        """The release asked for, else the default."""
        wanted = self._asked.release
        for each in releases:
            if each.slug == wanted:
                return each
        if wanted:
            self.sentences.append(
                _("The release “%(value)s” is not in use, or does not have this indicator. The latest one is shown.")
                % {"value": wanted}
            )
        return default

    def breakdown(self, breakdowns: Sequence[str]) -> str:
        """The breakdown asked for, or the one of the categories asked for, else the first there is."""
        wanted = self._asked.by
        if wanted is None:
            wanted = breakdown_of({key: codes[0] for key, codes in self._asked.codes.items()})
        if wanted in breakdowns:
            return wanted
        if self._asked.by is not None:
            self.sentences.append(
                _("This release does not have the indicator by: %(breakdown)s.")
                % {"breakdown": breakdown_name(self._asked.by)}
            )
        return breakdowns[0]

    def codes(self, by: str, outline: Outline) -> dict[str, tuple[str, ...]]:
        """The categories asked for, as far as the breakdown has them."""
        found: dict[str, tuple[str, ...]] = {}
        for key, codes in self._asked.codes.items():
            known = tuple(code for code in codes if code in outline.codes.get(key, ()))
            missing = [code for code in codes if code not in known]
            self.sentences += [
                _("There are no figures for the category “%(name)s” here.") % {"name": category_name(key, code)}
                for code in missing
            ]
            if known:
                found[key] = known
        return found


def _place_of(by: str) -> tuple[int, list[int]]:
    """Breakdowns in order: those of few dimensions first."""
    keys = by.split("+") if by else []
    return len(keys), [KEYS.index(key) for key in keys]


def _has_figures(slug: str) -> bool:
    """Whether it is a published release with figures of States: noisy counts and invented rows have other pages."""
    return published_releases().filter(slug=slug).exclude(kind__in=DRAWN).exists()
