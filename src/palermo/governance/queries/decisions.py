"""Who sees which decision, and with it its paragraphs and amendments."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    Amendment,
    Decision,
    OperativeParagraph,
)
from palermo.governance.states.decisions import NEVER_ADOPTED


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Adopted decisions for the viewer's audiences; the secretariat also sees drafts and those set aside."""
    decisions = Decision.objects.filter(audience__in=viewer.audiences)
    return decisions if viewer.is_secretariat else decisions.exclude(state__in=NEVER_ADOPTED)


def paragraphs_visible_to(viewer: Viewer) -> QuerySet[OperativeParagraph]:
    """The operative paragraphs of those decisions."""
    return OperativeParagraph.objects.filter(decision__in=decisions_visible_to(viewer)).select_related("decision__body")


def amendments_visible_to(viewer: Viewer) -> QuerySet[Amendment]:
    """Amendments, as their decisions."""
    amendments = Amendment.objects.filter(decision__in=decisions_visible_to(viewer))
    return amendments.select_related("decision__body", "paragraph")
