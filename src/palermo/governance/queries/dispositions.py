"""Dispositions of activities whose mandate changed, and since when each activity is under its present mandate."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Activity, Disposition, Mandate
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.activities import IN_HAND, NEEDS_NO_AUTHORITY
from palermo.governance.states.decisions import NEVER_ADOPTED
from palermo.governance.states.mandates import Fate


def dispositions_visible_to(viewer: Viewer) -> QuerySet[Disposition]:
    """Dispositions of the mandates and the activities that the viewer may see."""
    return Disposition.objects.filter(
        mandate__in=mandates_visible_to(viewer), activity__in=activities_visible_to(viewer)
    )


def unfinished_under(mandate: Mandate) -> QuerySet[Activity]:
    """The unfinished activities that need a disposition when the mandate changes."""
    return with_came_under(mandate.activities.filter(state__in=IN_HAND)).order_by("slug")


def with_came_under(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Each with `came_under_on`, the day on which it came under its present mandate."""
    return activities.annotate(came_under_on=_came_under_on())


def _came_under_on() -> Coalesce:
    """The day on which an activity came under its present mandate."""
    moved = Disposition.objects.filter(activity=OuterRef("pk"), fate=Fate.OTHER_MANDATE).order_by("-decided_on", "-pk")
    return Coalesce(Subquery(moved.values("decided_on")[:1]), "authorised_on")


def first_use_of(mandate: Mandate) -> date | None:
    """The first day on which something relied on the authority of a mandate; None where nothing ever did."""
    under = mandate.activities.exclude(state__in=NEEDS_NO_AUTHORITY).annotate(came_under_on=_came_under_on())
    moves = Disposition.objects.filter(activity=OuterRef("pk"), fate=Fate.OTHER_MANDATE).order_by("decided_on", "pk")
    begun = Activity.objects.annotate(first=Subquery(moves.values("mandate")[:1])).filter(first=mandate.pk)
    days = [
        under.order_by("came_under_on").values_list("came_under_on", flat=True).first(),
        begun.order_by("authorised_on").values_list("authorised_on", flat=True).first(),
        mandate.activities_received.order_by("decided_on").values_list("decided_on", flat=True).first(),
        mandate.decisions_taken.exclude(adopted_on=None)
        .order_by("adopted_on")
        .values_list("adopted_on", flat=True)
        .first(),
    ]
    return min((day for day in days if day), default=None)


def last_use_of(mandate: Mandate) -> date | None:
    """The last day on which something relied on the authority of a mandate; None where nothing ever did."""
    under = mandate.activities.exclude(state__in=NEEDS_NO_AUTHORITY).annotate(came_under_on=_came_under_on())
    days = [
        under.order_by("-came_under_on").values_list("came_under_on", flat=True).first(),
        mandate.dispositions.order_by("-decided_on").values_list("decided_on", flat=True).first(),
        mandate.activities_received.order_by("-decided_on").values_list("decided_on", flat=True).first(),
        mandate.decisions_taken.exclude(state__in=NEVER_ADOPTED)
        .order_by("-adopted_on")
        .values_list("adopted_on", flat=True)
        .first(),
    ]
    return max((day for day in days if day), default=None)
