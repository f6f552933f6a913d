"""Who may see which press release, cutting and page of advice."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.queries.activities import activity_seen_by
from palermo.outreach.models import Advice, Cutting, PressRelease
from palermo.outreach.states.press import ReleaseStatus


def release_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the press release at the end of a path: before its time, only the secretariat does."""
    if viewer.is_secretariat:
        return Q()
    return ~Q(**{f"{path}status": ReleaseStatus.DRAFT}) & Q(**{f"{path}public_at__lte": clock.now()})


def press_releases_visible_to(viewer: Viewer) -> QuerySet[PressRelease]:
    """Press releases that are out. A withdrawn one is seen as withdrawn: its page shows the reason, not the text."""
    return PressRelease.objects.filter(release_condition(viewer))


def cuttings_visible_to(viewer: Viewer) -> QuerySet[Cutting]:
    """Cuttings, but for those on activities that the viewer may not see."""
    return Cutting.objects.filter(Q(activity=None) | activity_seen_by(viewer, "activity__"))


def advice_visible_to(viewer: Viewer) -> QuerySet[Advice]:
    """Published pages of advice; all of them for the secretariat."""
    return Advice.objects.all() if viewer.is_secretariat else Advice.objects.filter(is_published=True)
