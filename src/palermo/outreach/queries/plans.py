"""Who may see which action plan, edition, round and evaluation."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.outreach.models import ActionPlan, Measure, MeasureProgress, PlanEdition, PlanEvaluation, ProgressRound
from palermo.outreach.queries.commitments import maker_is_named_to, own_condition
from palermo.outreach.states.plans import PlanEditionStatus, ProgressRoundStatus


def plan_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the plan at the end of a path ("plan__" from an edition)."""
    if viewer.is_secretariat:
        return Q()
    audience = Q(**{f"{path}audience__in": sorted(viewer.audiences)})
    return (audience & maker_is_named_to(viewer, path)) | own_condition(viewer, path)


def plan_edition_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the edition at the end of a path: a draft is for those who keep the plan, unless shared."""
    if viewer.is_secretariat:
        return Q()
    is_open = ~Q(**{f"{path}status": PlanEditionStatus.DRAFT}) | Q(**{f"{path}is_shared": True})
    return plan_condition(viewer, f"{path}plan__") & (is_open | own_condition(viewer, f"{path}plan__"))


def plans_visible_to(viewer: Viewer) -> QuerySet[ActionPlan]:
    """Plans for the viewer's audiences, and those of the parties that the viewer acts for."""
    joined = ActionPlan.objects.select_related("state", "organisation", "partnership__organisation", "activity")
    return joined.filter(plan_condition(viewer)).prefetch_related("state__former_names")


def plan_editions_visible_to(viewer: Viewer) -> QuerySet[PlanEdition]:
    """Editions of plans that the viewer may see, drafts only where they are shared or the viewer's own."""
    return PlanEdition.objects.filter(plan_edition_condition(viewer)).select_related("plan")


def measures_visible_to(viewer: Viewer) -> QuerySet[Measure]:
    """Measures of the editions that the viewer may see."""
    return Measure.objects.filter(plan_edition_condition(viewer, "edition__"))


def progress_rounds_visible_to(viewer: Viewer) -> QuerySet[ProgressRound]:
    """Published rounds of editions that the viewer may see, and every round of the viewer's own."""
    rounds = ProgressRound.objects.select_related("edition__plan")
    if viewer.is_secretariat:
        return rounds
    published = Q(status=ProgressRoundStatus.PUBLISHED) & plan_edition_condition(viewer, "edition__")
    return rounds.filter(published | own_condition(viewer, "edition__plan__"))


def measure_progress_visible_to(viewer: Viewer) -> QuerySet[MeasureProgress]:
    """What is reported in the rounds that the viewer may see."""
    return MeasureProgress.objects.filter(round__in=progress_rounds_visible_to(viewer).order_by().values("pk"))


def plan_evaluations_visible_to(viewer: Viewer) -> QuerySet[PlanEvaluation]:
    """Published evaluations of editions that the viewer may see, and every one of the viewer's own plans."""
    evaluations = PlanEvaluation.objects.select_related("edition__plan")
    if viewer.is_secretariat:
        return evaluations
    published = Q(published_on__isnull=False) & plan_edition_condition(viewer, "edition__")
    return evaluations.filter(published | own_condition(viewer, "edition__plan__"))
