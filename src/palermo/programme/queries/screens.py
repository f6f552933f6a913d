"""Who sees the list of screens and the notices, and what a screen itself may show."""

from datetime import datetime

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core.audiences import Audience
from palermo.programme.models import ProgrammeRelease, Screen, ScreenNotice
from palermo.programme.queries.programmes import current_releases_visible_to, programmes_visible_to
from palermo.programme.states.screens import NoticeState


def screens_visible_to(viewer: Viewer) -> QuerySet[Screen]:
    """The list of screens, with their addresses: the secretariat's, who gives these out."""
    return Screen.objects.filter(programme__in=programmes_visible_to(viewer))


def notices_visible_to(viewer: Viewer) -> QuerySet[ScreenNotice]:
    """Notices as they are written and published: the secretariat's. On the screens they are everybody's."""
    return ScreenNotice.objects.filter(programme__in=programmes_visible_to(viewer))


def screen_of_key(key: str) -> Screen | None:
    """The screen that an address opens."""
    return (
        Screen.objects.filter(key=key)
        .select_related("programme__event__activity__pledging", "programme__event__place", "room")
        .first()
    )


def release_for_screens(programme_id: int) -> ProgrammeRelease | None:
    """The version that a screen shows: the public one, since anyone who passes reads it."""
    shown = current_releases_visible_to(VISITOR).filter(audience=Audience.PUBLIC, programme=programme_id)
    return shown.select_related("programme__event__activity", "programme__event__place").first()


def notices_for_screen(screen: Screen, at: datetime) -> QuerySet[ScreenNotice]:
    """Published notices for it that stand or are still to come: it goes on with these without network."""
    published = ScreenNotice.objects.filter(programme=screen.programme_id, state=NoticeState.PUBLISHED)
    not_over = Q(shown_until=None) | Q(shown_until__gt=at)
    return published.filter(not_over).filter(Q(screens=None) | Q(screens=screen)).distinct()
