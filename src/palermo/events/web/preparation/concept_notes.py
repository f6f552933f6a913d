"""Concept notes of events, for those who may read them."""

from django.db.models import Prefetch

from palermo.accounts.viewer import Viewer
from palermo.library.queries import documents_visible_to


def concept_note_of(viewer: Viewer) -> Prefetch:
    """The concept notes of events, where the reader may read them."""
    return Prefetch("concept_note", documents_visible_to(viewer))
