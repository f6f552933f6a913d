"""Which released version a reader is shown, and how it stands to the one that Member States endorsed."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.programme.models import Programme, ProgrammeItem, ProgrammeRelease
from palermo.programme.queries.programmes import (
    ReleaseStanding,
    programmes_visible_to,
    publishable_contents,
    releases_visible_to,
    standings_of_releases,
)
from palermo.programme.schedule.content import Content
from palermo.programme.states.programmes import ReleaseState
from palermo.programme.web.calendar import EarlierReleases


@dataclass(frozen=True)
class Versions:
    """The versions of one event's programme that a reader may see, the latest first; their content is not read yet."""

    event: Event
    releases: list[ProgrammeRelease]
    put: dict[int, ReleaseStanding]
    working: Programme | None

    @property
    def current(self) -> ProgrammeRelease | None:
        """The latest version that was not withdrawn."""
        return next((each for each in self.releases if each.state == ReleaseState.RELEASED), None)

    @property
    def endorsed(self) -> ProgrammeRelease | None:
        """The latest that Member States endorsed, where the reader may know that they did."""
        return next((each for each in self.releases if each.pk in self.put and self.put[each.pk].is_endorsed), None)

    def find_release(self, written: str) -> ProgrammeRelease:
        """The version that an address names; where it names none, the current one, or else the last withdrawn.

        Raises
        ------
        Http404
            If there is no such version for this reader.
        """
        if not written and self.releases:
            return self.current or self.releases[0]
        for release in self.releases:
            if str(release.number) == written:
                return release
        raise Http404


def versions_of(slug: str, viewer: Viewer) -> Versions:
    """The versions of the programme of the event that an address names.

    Raises
    ------
    Http404
        If there is no such event for this reader, or no programme of it, which the secretariat is told otherwise.
    """
    releases = list(_visible_releases(viewer).filter(programme__event__activity__slug=slug))
    if not releases:
        programme = programmes_visible_to(viewer).filter(event__activity__slug=slug).first()
        # The secretariat is told that there is none yet, since it is to create it.
        events = events_visible_to(viewer) if programme or viewer.is_secretariat else Event.objects.none()
        event = get_object_or_404(events.select_related("activity"), activity__slug=slug)
        return Versions(event, [], {}, programme)
    programme = releases[0].programme
    working = programme if viewer.is_secretariat else None
    return Versions(programme.event, releases, standings_of_releases(releases, viewer), working)


def _visible_releases(viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    """The versions that a reader may see, without their content, which is large.

    `has_summaries` says whether any session of the programme has a summary, for whichever readers.
    """
    summarized = ProgrammeItem.objects.filter(programme=OuterRef("programme")).exclude(summarized_on=None)
    releases = releases_visible_to(viewer).annotate(has_summaries=Exists(summarized))
    releases = releases.select_related("programme__event__activity", "put_as")
    return releases.defer("content", "put_as__text", "put_as__what_changed").order_by("-number")


def requested_release(request: HttpRequest, versions: Versions) -> ProgrammeRelease:
    """The version that `?version=` names, or the current one."""
    return versions.find_release(request.GET.get("version", ""))


def contents_of(*releases: ProgrammeRelease | None) -> dict[int, Content]:
    """The contents of these versions by primary key, with one query for all, as they may be given out now."""
    pks = [release.pk for release in releases if release]
    rows = list(ProgrammeRelease.objects.filter(pk__in=pks).order_by().values_list("pk", "audience", "content"))
    contents = publishable_contents((audience, content) for _pk, audience, content in rows)
    return {pk: content for (pk, _audience, _content), content in zip(rows, contents, strict=True)}


def content_for(release: ProgrammeRelease) -> Content:
    """The content of one version, as it may be given out now."""
    return contents_of(release)[release.pk]


MOST_EARLIER = 12


def earlier_releases(release: ProgrammeRelease, versions: Versions, viewer: Viewer) -> EarlierReleases:
    """The versions that the reader could see before one; the current one comes after all, withdrawals counted."""
    releases = ProgrammeRelease.objects.filter(programme=release.programme_id, audience__in=viewer.audiences)
    states = dict(releases.order_by().values_list("number", "state"))
    sequence = release.number - 1
    if release == versions.current:
        withdrawn = sum(state == ReleaseState.WITHDRAWN for state in states.values())
        sequence = max(states) - 1 + withdrawn
    before = [
        each for each in versions.releases if each.number < release.number and each.state == ReleaseState.RELEASED
    ]
    contents = contents_of(*before[:MOST_EARLIER]) if before else {}
    return EarlierReleases(sequence, tuple(contents[each.pk] for each in before[:MOST_EARLIER]))
