"""Who may see which good practice."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.states.practices import PracticeStatus


def practice_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the practice at the end of a path; what was withdrawn stays readable, with the reason."""
    if viewer.is_secretariat:
        return Q()
    shown = [PracticeStatus.PUBLISHED, PracticeStatus.WITHDRAWN]
    return Q(**{f"{path}audience__in": sorted(viewer.audiences), f"{path}status__in": shown})


def practices_visible_to(viewer: Viewer) -> QuerySet[GoodPractice]:
    """Published practices for the viewer's audiences."""
    return GoodPractice.objects.filter(practice_condition(viewer))
