"""Programmes, their released versions and screens as kinds of record."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience, for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.programme.models import (
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
    Screen,
    ScreenNotice,
)
from palermo.programme.queries.programmes import current_releases_visible_to, programmes_visible_to, releases_visible_to
from palermo.programme.states.programmes import ReleaseState


def _release(viewer: Viewer) -> Q:
    return for_audience(viewer) & (Q() if viewer.is_secretariat else Q(state=ReleaseState.RELEASED))


register(
    RecordKind(
        model=Programme,
        slug="programmes",
        visible_to=programmes_visible_to,
        version_condition=for_secretariat,
        pages=("programme_editor",),
    ),
    RecordKind(model=ProgrammeDay, slug="programme-days", part_of=("programme",)),
    RecordKind(model=Room, slug="rooms", part_of=("programme",)),
    RecordKind(model=ProgrammePerson, slug="programme-people", part_of=("programme",)),
    RecordKind(model=ProgrammeItem, slug="programme-items", part_of=("programme",)),
    RecordKind(model=ProgrammePart, slug="programme-parts", part_of=("item",)),
    RecordKind(
        model=ProgrammeRelease,
        slug="programme-releases",
        visible_to=releases_visible_to,
        version_condition=_release,
        key=("programme__slug", "number"),
        sitemap_page="event_programme",
        sitemap_key="programme__event__activity__slug",
        shown_to=current_releases_visible_to,
    ),
    RecordKind(model=Screen, slug="screens", part_of=("programme",)),
    RecordKind(model=ScreenNotice, slug="screen-notices", part_of=("programme",)),
)
