"""Whose figures a republication repeats."""

from palermo.accounts.viewer import Viewer
from palermo.figures.models import Release
from palermo.figures.states.releases import ReleaseKind
from palermo.knowledge.models import Source
from palermo.knowledge.queries.sources import sources_visible_to


def publisher_of(viewer: Viewer, release: Release) -> Source | None:
    """The source that has published the figures of a republication; None of another release."""
    if release.kind != ReleaseKind.REPUBLICATION:
        return None
    return sources_visible_to(viewer).filter(datasets__editions__releases=release).first()
