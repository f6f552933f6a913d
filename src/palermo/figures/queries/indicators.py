"""Who may see which indicator."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.figures.models import Indicator, IndicatorEdition
from palermo.figures.states.indicators import IndicatorStatus


def indicator_edition_condition(viewer: Viewer) -> Q:
    """That a viewer may see an edition."""
    return Q() if viewer.is_secretariat else Q(status=IndicatorStatus.PUBLISHED)


def indicator_editions_visible_to(viewer: Viewer) -> QuerySet[IndicatorEdition]:
    """Published editions; for the secretariat also drafts."""
    return IndicatorEdition.objects.filter(indicator_edition_condition(viewer)).select_related("indicator")


def indicators_visible_to(viewer: Viewer) -> QuerySet[Indicator]:
    """Indicators with an edition that the viewer may see; for the secretariat all."""
    indicators = Indicator.objects.prefetch_related("editions")
    if viewer.is_secretariat:
        return indicators
    return indicators.filter(editions__status=IndicatorStatus.PUBLISHED).distinct()
