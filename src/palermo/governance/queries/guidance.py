"""Visibility of guidance and of corrections to it, and guidance on a topic."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Correction, Guidance, Mandate, PointRaised, Topic
from palermo.governance.queries.delegations import delegations_of
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.guidance import CorrectionState


def guidance_visible_to(viewer: Viewer) -> QuerySet[Guidance]:
    """Guidance for the viewer's audiences."""
    return Guidance.objects.filter(audience__in=viewer.audiences)


def points_visible_to(viewer: Viewer) -> QuerySet[PointRaised]:
    """Points raised at meetings that the viewer may see."""
    return PointRaised.objects.filter(meeting__in=meetings_visible_to(viewer))


def corrections_visible_to(viewer: Viewer) -> QuerySet[Correction]:
    """Accepted ones to all who read the guidance; the others to the delegation that made them and the secretariat."""
    corrections = Correction.objects.filter(guidance__in=guidance_visible_to(viewer))
    if viewer.is_secretariat:
        return corrections
    own = Q(state_by__in=delegations_of(viewer))
    return corrections.filter(Q(state=CorrectionState.ACCEPTED) | own)


def guidance_waiting(viewer: Viewer) -> QuerySet[Guidance]:
    """Guidance of which nothing has come: neither a mandate, nor an answer, nor a reason why nothing is done."""
    return guidance_visible_to(viewer).filter(~Exists(Mandate.objects.filter(guidance=OuterRef("pk"))), answer_kind="")


def topics_with_counts(viewer: Viewer) -> QuerySet[Topic]:
    """Every topic, with how much guidance and how many points the viewer may read on it, and how much waits."""
    return Topic.objects.annotate(
        guidance_count=_count_on_topic(guidance_visible_to(viewer)),
        point_count=_count_on_topic(points_visible_to(viewer)),
        waiting_count=_count_on_topic(guidance_waiting(viewer)),
    )


def _count_on_topic(rows: QuerySet) -> Coalesce:
    on_topic = rows.filter(about=OuterRef("pk")).order_by().values("about")
    return Coalesce(Subquery(on_topic.annotate(count=Count("pk")).values("count")), 0)
