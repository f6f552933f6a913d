"""Who sees the working copy of a programme, and which released versions."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.governance.models import Endorsement
from palermo.governance.queries.activities import activity_seen_by
from palermo.governance.queries.endorsements import endorsements_visible_to, standings_of
from palermo.governance.states.endorsements import EndorsementState
from palermo.programme.models import Programme, ProgrammeItem, ProgrammePart, ProgrammeRelease
from palermo.programme.schedule.content import Content, speakers_in, without_speakers
from palermo.programme.states.programmes import ReleaseState
from palermo.speakers.queries import published_among


def programmes_visible_to(viewer: Viewer) -> QuerySet[Programme]:
    """Working copies, which only the secretariat sees: speakers who were not asked yet are named there."""
    seen = Programme.objects.filter(activity_seen_by(viewer, "event__activity__"))
    return seen if viewer.is_secretariat else seen.none()


def programme_items_visible_to(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    """Items of the programmes that the viewer may see."""
    return ProgrammeItem.objects.filter(programme__in=programmes_visible_to(viewer))


def programme_parts_visible_to(viewer: Viewer) -> QuerySet[ProgrammePart]:
    """Parts in the items of the programmes that the viewer may see."""
    return ProgrammePart.objects.filter(item__in=programme_items_visible_to(viewer))


def releases_visible_to(viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    """Released versions for the viewer's audiences, of events the viewer may see; withdrawn ones the secretariat's."""
    seen = ProgrammeRelease.objects.filter(
        activity_seen_by(viewer, "programme__event__activity__"), audience__in=viewer.audiences
    )
    return seen if viewer.is_secretariat else seen.filter(state=ReleaseState.RELEASED)


def current_releases_visible_to(viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    """Of each programme the latest version that the viewer may see and that was not withdrawn."""
    standing = releases_visible_to(viewer).filter(state=ReleaseState.RELEASED)
    later = standing.filter(programme=OuterRef("programme"), number__gt=OuterRef("number")).order_by()
    return standing.exclude(Exists(later))


class ReleaseStanding(NamedTuple):
    """The endorsement under which a version was submitted to Member States, and its state; None where another version
    took its place before anything was decided."""

    endorsement: Endorsement
    state: EndorsementState | None

    @property
    def is_endorsed(self) -> bool:
        """Whether Member States approved this very version."""
        return self.state == EndorsementState.APPROVED


def standings_of_releases(releases: Iterable[ProgrammeRelease], viewer: Viewer) -> dict[int, ReleaseStanding]:
    """Versions submitted to Member States, by primary key, with their standing, if the viewer may see it."""
    put = {release.put_as.endorsement_id for release in releases if release.put_as}
    seen = endorsements_visible_to(viewer).filter(pk__in=put).select_related("procedure").defer("text")
    endorsements = {each.pk: each for each in seen} if put else {}
    standings = standings_of(endorsements.values(), clock.now()) if endorsements else {}
    by_pk = {}
    for release in releases:
        endorsement = endorsements.get(release.put_as.endorsement_id) if release.put_as else None
        if release.put_as and endorsement:
            # The same instance, which knows its versions by now: rules that ask of it need not read them again.
            release.put_as.endorsement = endorsement
            is_last = release.put_as.number == len(endorsement.put)
            by_pk[release.pk] = ReleaseStanding(endorsement, standings[endorsement.pk].state if is_last else None)
    return by_pk


def publishable_contents(releases: Iterable[tuple[str, Content]]) -> list[Content]:
    """The contents of released versions as their audiences may be given them now, with one query for all.

    A version for the public names no speaker who is not published now: consent may be withdrawn after a version was
    released. The version itself stays as it was frozen.
    """
    releases = list(releases)
    named = {slug for audience, content in releases if audience == Audience.PUBLIC for slug in speakers_in(content)}
    if not named:
        return [content for _audience, content in releases]
    gone = named - published_among(named)
    return [
        without_speakers(content, gone) if audience == Audience.PUBLIC else content for audience, content in releases
    ]
