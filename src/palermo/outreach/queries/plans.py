"""Who may see which action plan, edition, round and evaluation."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Model, Prefetch, Q, QuerySet, prefetch_related_objects

from palermo.accounts.viewer import Viewer
from palermo.events.queries.events import recommendations_visible_to
from palermo.governance.queries.activities import activities_visible_to
from palermo.outreach.models import (
    ActionPlan,
    Lesson,
    Measure,
    MeasureProgress,
    Partnership,
    PlanEdition,
    PlanEvaluation,
    PlanSection,
    ProgressRound,
)
from palermo.outreach.queries.commitments import maker_is_named_to, own_condition
from palermo.outreach.queries.partners import own_partner_condition
from palermo.outreach.states.plans import PlanEditionStatus, ProgressRoundStatus
from palermo.treaties.queries.laws import laws_visible_to


def plan_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the plan at the end of a path ("plan__" from an edition)."""
    if viewer.is_secretariat:
        return Q()
    audience = Q(**{f"{path}audience__in": sorted(viewer.audiences)})
    return (audience & maker_is_named_to(viewer, path)) | own_condition(viewer, path)


def plan_edition_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the edition at the end of a path.

    A draft, also one that was abandoned, is for those who keep the plan, unless it was shared.
    """
    if viewer.is_secretariat:
        return Q()
    was_adopted = Q(**{f"{path}status__in": [PlanEditionStatus.ADOPTED, PlanEditionStatus.REPLACED]})
    is_open = was_adopted | Q(**{f"{path}is_shared": True})
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


def acts_for_maker(viewer: Viewer, plan: ActionPlan) -> bool:
    """Whether a viewer acts for the party of a plan; asks the database only of a partner's."""
    if plan.state_id is not None:
        return plan.state_id in viewer.state_ids
    if plan.organisation_id is not None:
        return plan.organisation_id in viewer.organisation_ids
    if plan.partnership_id is None:
        return False
    return Partnership.objects.filter(own_partner_condition(viewer), pk=plan.partnership_id).exists()


def plan_sections_visible_to(viewer: Viewer) -> QuerySet[PlanSection]:
    """Sections of the editions that the viewer may see."""
    return PlanSection.objects.filter(plan_edition_condition(viewer, "edition__")).select_related("edition__plan")


def _linked_records(viewer: Viewer) -> dict[str, QuerySet]:
    """By the relation of measures, what the viewer may see of the records to which they can be linked."""
    return {
        "recommendations": recommendations_visible_to(viewer).select_related("outcome__event__activity"),
        "laws": laws_visible_to(viewer),
        "tools": activities_visible_to(viewer),
    }


def prefetch_links(viewer: Viewer) -> list[Prefetch]:
    """What measures are linked to, as far as the viewer may see it, to be fetched with them."""
    return [Prefetch(name, rows) for name, rows in _linked_records(viewer).items()]


def hidden_links(measures: Iterable[Measure], viewer: Viewer) -> dict[int, dict[str, list[Model]]]:
    """By measure and relation, the linked records that the viewer may not see: who cannot see them unlinks none."""
    listed, relations = list(measures), _linked_records(viewer)
    for name, rows in relations.items():
        hidden = rows.model._default_manager.exclude(pk__in=rows.order_by().values("pk"))
        prefetch_related_objects(listed, Prefetch(name, hidden, to_attr=f"hidden_{name}"))
    return {each.pk: {name: getattr(each, f"hidden_{name}") for name in relations} for each in listed}


def in_order(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Measures as their edition has them: section by section, those of none last."""
    return measures.order_by(F("section__order").asc(nulls_last=True), "order", "pk")


def editions_of(plan: ActionPlan, viewer: Viewer) -> QuerySet[PlanEdition]:
    """The editions of a plan that a viewer may see, the latest first."""
    return plan_editions_visible_to(viewer).filter(plan=plan).order_by("-number")


def edition_shown_first(editions: list[PlanEdition]) -> PlanEdition | None:
    """Of the editions of a plan, the latest first: the one in force, else the latest that was not abandoned."""
    in_force = (each for each in editions if each.status == PlanEditionStatus.ADOPTED)
    pursued = (each for each in editions if each.status != PlanEditionStatus.ABANDONED)
    return next(in_force, None) or next(pursued, editions[0] if editions else None)


def editions_in_force_on(day: date) -> QuerySet[PlanEdition]:
    """Editions adopted by a day and not replaced by it."""
    adopted = PlanEdition.objects.filter(adopted_on__lte=day).exclude(status=PlanEditionStatus.DRAFT)
    return adopted.filter(Q(ended_on=None) | Q(ended_on__gt=day))


def measures_implementing(viewer: Viewer) -> QuerySet[Measure]:
    """Measures of editions in force that the viewer may see, with the plan of each."""
    rows = measures_visible_to(viewer).filter(edition__status=PlanEditionStatus.ADOPTED)
    return rows.select_related("edition__plan").order_by("edition__plan__slug", "order")


def reports_in_rounds(edition: PlanEdition, viewer: Viewer) -> QuerySet[MeasureProgress]:
    """Reports on the measures of an edition in rounds that the viewer may see, the earliest round first."""
    return measure_progress_visible_to(viewer).filter(round__edition=edition).order_by("round__number")


def lessons_visible_to(viewer: Viewer) -> QuerySet[Lesson]:
    """Lessons of the evaluations that the viewer may see."""
    evaluations = plan_evaluations_visible_to(viewer).order_by().values("pk")
    return Lesson.objects.filter(evaluation__in=evaluations).select_related(
        "evaluation__edition__plan", "measure__edition"
    )
