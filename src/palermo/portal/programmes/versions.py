"""Which released version a reader is shown, and how it stands to the one that Member States endorsed."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event, Programme, ProgrammeRelease
from palermo.events.programme.content import Content
from palermo.events.queries import (
    PutRelease,
    events_visible_to,
    programmes_visible_to,
    releases_visible_to,
    standings_of_releases,
)
from palermo.events.states import ReleaseState


@dataclass(frozen=True)
class Versions:
    """The versions of one event's programme that a reader may see, the latest first; their content is not read yet."""

    event: Event
    releases: list[ProgrammeRelease]
    put: dict[int, PutRelease]
    working: Programme | None

    @property
    def current(self) -> ProgrammeRelease | None:
        """The latest that stands."""
        return next((each for each in self.releases if each.state == ReleaseState.RELEASED), None)

    @property
    def endorsed(self) -> ProgrammeRelease | None:
        """The latest that Member States endorsed, where the reader may know that they did."""
        return next((each for each in self.releases if each.pk in self.put and self.put[each.pk].is_endorsed), None)

    def numbered(self, written: str) -> ProgrammeRelease:
        """The version that an address names; the current one where it names none.

        Raises
        ------
        Http404
            If there is no such version for this reader.
        """
        if not written and self.current:
            return self.current
        for release in self.releases:
            if str(release.number) == written:
                return release
        raise Http404


def versions_of(slug: str, viewer: Viewer) -> Versions:
    """The versions of the programme of the event that an address names.

    Raises
    ------
    Http404
        If there is no such event for this reader, or no programme of it.
    """
    events = events_visible_to(viewer).select_related("activity", "place")
    event = get_object_or_404(events, activity__slug=slug)
    releases = list(of_event(event, viewer))
    working = programmes_visible_to(viewer).filter(event=event).first() if viewer.is_secretariat else None
    if not releases and working is None:
        raise Http404
    return Versions(event, releases, standings_of_releases(releases, viewer), working)


def of_event(event: Event, viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    """Without their content, which is large."""
    found = releases_visible_to(viewer).filter(programme__event=event).select_related("put_as__endorsement")
    return found.defer("content", "put_as__text", "put_as__endorsement__text").order_by("-number")


def asked(request: HttpRequest, versions: Versions) -> ProgrammeRelease:
    """The version that `?version=` names, or the current one."""
    return versions.numbered(request.GET.get("version", ""))


def content_for(release: ProgrammeRelease) -> Content:
    """What a version says."""
    content: Content = release.content
    return content


def way_to_programme(event: Event, viewer: Viewer) -> str:
    """The page of an event's programme, for those shown a version of it; for the secretariat before that too."""
    if of_event(event, viewer).exists() or programmes_visible_to(viewer).filter(event=event).exists():
        return reverse("event_programme", args=[event.activity.slug])
    return ""
