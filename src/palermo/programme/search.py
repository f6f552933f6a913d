"""Programmes of events: of each the latest version that a reader may see, by what it says of its items and people."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.core.text import MultilingualText
from palermo.programme.models import ProgrammeItem, ProgrammeRelease
from palermo.programme.queries.programmes import publishable_contents
from palermo.programme.schedule.content import Content
from palermo.search.sources import Draft, Pks, SearchSource, searchable
from palermo.search.wording import drafts_of, is_readable_by, narrowest, through


def _drafts(releases: QuerySet[ProgrammeRelease]) -> Iterator[Draft]:
    rows = list(releases.select_related("programme__event__activity"))
    contents = publishable_contents((release.audience, release.content) for release in rows)
    summaries = _summaries(rows)
    for release, content in zip(rows, contents, strict=True):
        activity = release.programme.event.activity
        audience = narrowest(release.audience, activity.audience)
        yield from drafts_of(
            release,
            MultilingualText(content["title"]),
            *_texts(content),
            *_summaries_for(audience, content, summaries[release.programme_id]),
            on=_first_day(content),
            audience=audience,
        )


def _summaries(releases: list[ProgrammeRelease]) -> dict[int, list[ProgrammeItem]]:
    """The sessions of these programmes that have a summary, by programme."""
    items = ProgrammeItem.objects.filter(programme__in={each.programme_id for each in releases})
    found: dict[int, list[ProgrammeItem]] = defaultdict(list)
    for item in items.exclude(summarized_on=None):
        found[item.programme_id].append(item)
    return found


def _summaries_for(audience: str, content: Content, items: list[ProgrammeItem]) -> Iterator[Mapping[str, str]]:
    """The summaries of the version's sessions that all readers of the version may read."""
    published = {item["id"] for item in content["items"]}
    for item in items:
        if item.slug in published and is_readable_by(item.summary_audience, audience):
            yield item.summary


def _texts(content: Content) -> Iterator[Mapping[str, str]]:
    yield content.get("note", {})
    for item in content["items"]:
        yield from (item["title"], item.get("objective", {}), item.get("themes", {}))
    for person in content["people"]:
        yield from (person["name"], person.get("function", {}), person.get("organisation", {}))


def _first_day(content: Content) -> PartialDate | None:
    days = [item["day"] for item in content["items"]]
    return PartialDate.parse(min(days)) if days else None


def _of_the_same_programme(pks: Pks) -> Pks:
    """A new version takes the place of those before it; one that is withdrawn gives it back."""
    programmes = ProgrammeRelease.objects.filter(pk__in=list(pks)).order_by().values("programme")
    releases = ProgrammeRelease.objects.filter(programme__in=programmes)
    return releases.order_by().values_list("pk", flat=True)


def _of_programmes(pks: Pks) -> Pks:
    """A session of a programme has a summary now, or another one."""
    releases = ProgrammeRelease.objects.filter(programme__in=list(pks))
    return releases.order_by().values_list("pk", flat=True)


def _of_speakers(pks: Pks) -> Pks:
    """Who is published or no longer is named, or not, in the programme of the event."""
    releases = ProgrammeRelease.objects.filter(programme__event__speakers__in=list(pks))
    return releases.order_by().values_list("pk", flat=True).distinct()


searchable(
    SearchSource(
        kind_of(ProgrammeRelease),
        _drafts,
        {
            "programme-releases": _of_the_same_programme,
            "programmes": _of_programmes,
            "speakers": _of_speakers,
            "activities": through(ProgrammeRelease, "programme__event__activity"),
        },
        shown=lambda releases: releases.defer("content").select_related("programme__event__activity"),
        # The latest version is found, as the programme itself.
        one=_("Programme"),
    )
)
