"""Who may see which indicator."""

from datetime import date

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


def editions_on(day: date) -> dict[str, IndicatorEdition]:
    """The edition of each indicator that was current on a day, by the slug of the indicator, in their order."""
    published = IndicatorEdition.objects.filter(status=IndicatorStatus.PUBLISHED, published_on__lte=day)
    rows = published.select_related("indicator").order_by("indicator__position", "indicator__slug", "number")
    return {each.indicator.slug: each for each in rows}
