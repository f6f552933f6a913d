"""Indicators, registers and releases of figures, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.figures.models import Indicator, IndicatorEdition, Release, ReleaseRegister
from palermo.figures.states.indicators import IndicatorStatus
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of


def _indicators(indicators: QuerySet[Indicator]) -> Iterator[Draft]:
    """An indicator by its last published edition; before there is one, the secretariat finds the draft."""
    for each in indicators.prefetch_related("editions"):
        edition = each.current or next(iter(each.editions.all()), None)
        if edition is None:
            continue
        is_published = edition.status == IndicatorStatus.PUBLISHED
        yield from drafts_of(
            each,
            edition.title,
            edition.definition,
            edition.method,
            edition.comparability,
            edition.articles,
            symbols=tuple(filter(None, (edition.sdg, edition.sdmx))),
            on=PartialDate(edition.published_on) if edition.published_on else None,
            audience=Audience.PUBLIC if is_published else Audience.SECRETARIAT,
        )


def _registers(registers: QuerySet[ReleaseRegister]) -> Iterator[Draft]:
    for each in registers:
        yield from drafts_of(each, each.title, each.summary, on=None, audience=Audience.PUBLIC)


def _releases(releases: QuerySet[Release]) -> Iterator[Draft]:
    """A release with the titles of its indicators."""
    editions = IndicatorEdition.objects.all()
    for each in releases.prefetch_related("indicators"):
        titles = [edition.title for edition in editions.filter(releases=each).order_by("indicator__position", "pk")]
        yield from drafts_of(
            each,
            each.title,
            each.summary,
            each.reason,
            *titles,
            on=PartialDate(each.released_on) if each.released_on else None,
            audience=Audience.PUBLIC if each.is_published else Audience.SECRETARIAT,
        )


def _label(release: Release) -> str:
    """The status, unless it was simply released."""
    return str(release.get_status_display())


searchable(
    SearchSource(
        kind_of(Indicator),
        _indicators,
        {
            "indicators": same,
            "indicator-editions": lambda pks: (
                IndicatorEdition.objects.filter(pk__in=list(pks)).order_by().values_list("indicator", flat=True)
            ),
        },
    )
)
searchable(SearchSource(kind_of(ReleaseRegister), _registers, {"release-registers": same}))
searchable(SearchSource(kind_of(Release), _releases, {"figure-releases": same}, label=_label))
