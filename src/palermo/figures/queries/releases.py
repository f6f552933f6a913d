"""Who may see which release: what passed the gate is everybody's, the rest the secretariat's.

It stays so after a withdrawal. A release is public as a whole: figures, method, who approved it, where the figures
come from.
"""

from datetime import date

from django.db.models import Max, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.figures.models import FigureOrigin, Release, ReleaseDecision, ReleaseRegister, ReleaseSeries
from palermo.figures.states.releases import DRAWN, PUBLISHED, ReleaseStatus


def release_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the release at the end of a path."""
    return Q() if viewer.is_secretariat else Q(**{f"{path}status__in": PUBLISHED})


def registers_visible_to(viewer: Viewer) -> QuerySet[ReleaseRegister]:
    """Every register: its policy is public."""
    return ReleaseRegister.objects.all()


def releases_visible_to(viewer: Viewer) -> QuerySet[Release]:
    """Releases and withdrawn releases; for the secretariat also what is in preparation."""
    return Release.objects.filter(release_condition(viewer)).select_related("register", "author")


def release_decisions_visible_to(viewer: Viewer) -> QuerySet[ReleaseDecision]:
    """Decisions on releases: for the secretariat alone; the bundle names those who approved it."""
    decisions = ReleaseDecision.objects.select_related("release", "person")
    return decisions if viewer.is_secretariat else decisions.none()


def figure_origins_visible_to(viewer: Viewer) -> QuerySet[FigureOrigin]:
    """Origins of the figures of the releases that the viewer may see."""
    return FigureOrigin.objects.filter(release_condition(viewer, "release__"))


def release_series_visible_to(viewer: Viewer) -> QuerySet[ReleaseSeries]:
    """What the releases that the viewer may see contain."""
    return ReleaseSeries.objects.filter(release_condition(viewer, "release__"))


def published_releases() -> QuerySet[Release]:
    """All that was released, what was withdrawn later too, in the order of registers and numbers."""
    return Release.objects.filter(status__in=PUBLISHED).select_related("register").order_by("register", "number")


def current_releases(on: date | None = None) -> list[Release]:
    """The releases whose figures pages show: not withdrawn, and of each population those of its newest edition.

    Noisy counts and invented rows are in none: they have pages of their own.

    The newest edition is that of the release made last. As at a day, of those that were released by then; what was
    withdrawn since is used for no day.
    """
    released = Release.objects.filter(status=ReleaseStatus.RELEASED).exclude(kind__in=DRAWN)
    released = released.select_related("register")
    if on is not None:
        released = released.filter(released_on__lte=on)
    newest: dict[tuple[int, str], str] = {}
    found = []
    for release in released.order_by("-released_on", "-number", "-pk"):
        key = (release.register_id, release.population)
        if newest.setdefault(key, release.population_edition) == release.population_edition:
            found.append(release)
    return found


def last_change() -> date | None:
    """The day on which figures were last published or withdrawn; None where there are none."""
    found = Release.objects.filter(status__in=PUBLISHED).aggregate(out=Max("released_on"), back=Max("withdrawn_on"))
    return max((day for day in found.values() if day), default=None)
