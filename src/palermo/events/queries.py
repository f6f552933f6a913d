"""Who may see which event, outcome and recommendation."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event, Outcome, Recommendation
from palermo.governance.queries import activities_visible_to


def events_visible_to(viewer: Viewer) -> QuerySet[Event]:
    """Events whose activity the viewer may see."""
    return Event.objects.filter(activity__in=activities_visible_to(viewer))


def outcomes_visible_to(viewer: Viewer) -> QuerySet[Outcome]:
    """Outcomes for the viewer's audiences, of events the viewer may see."""
    return Outcome.objects.filter(audience__in=viewer.audiences, event__in=events_visible_to(viewer))


def recommendations_visible_to(viewer: Viewer) -> QuerySet[Recommendation]:
    """Recommendations of the outcomes the viewer may see."""
    return Recommendation.objects.filter(outcome__in=outcomes_visible_to(viewer))
