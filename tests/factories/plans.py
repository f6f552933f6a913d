"""Drafts, rounds, reports and evaluations of action plans."""

from datetime import date

from palermo.outreach.models import (
    ActionPlan,
    Lesson,
    Measure,
    MeasureProgress,
    PlanEdition,
    PlanEvaluation,
    PlanSection,
    ProgressRound,
)
from tests.factories.common import text
from tests.factories.outreach import make_plan


def make_draft_edition(plan: ActionPlan | None = None, *, measures: int = 1, **fields) -> PlanEdition:
    """The draft of a plan: of a new one its first edition, of another its next one."""
    if plan is None:
        return make_plan("Draft plan", measures=measures, status="draft", **fields).editions.get()
    edition = PlanEdition.objects.create(plan=plan, number=plan.editions.count() + 1, **fields)
    for place in range(1, measures + 1):
        make_measure(edition, f"Draft measure {place}", key=f"measure-{place}")
    return edition


def make_section(edition: PlanEdition, heading: str = "Goal", **fields) -> PlanSection:
    """A section at the end of an edition."""
    place = edition.sections.count() + 1
    return PlanSection.objects.create(
        **{"edition": edition, "key": f"goal-{place}", "order": place, "heading": text(heading), **fields}
    )


def make_measure(edition: PlanEdition, words: str = "Measure", **fields) -> Measure:
    """A measure at the end of an edition."""
    place = edition.measures.count() + 1
    return Measure.objects.create(
        **{"edition": edition, "key": f"measure-{place}", "order": place, "text": text(words), **fields}
    )


def make_progress_round(edition: PlanEdition | None = None, *, status: str = "open", **fields) -> ProgressRound:
    """A round of the edition in force of a plan."""
    edition = edition or make_plan("Plan in force", measures=1).editions.get()
    days = {"closed_on": date(2008, 1, 15)} if status != "open" else {}
    days |= {"published_on": date(2008, 1, 20)} if status == "published" else {}
    return ProgressRound.objects.create(
        **{
            "edition": edition,
            "number": edition.rounds.count() + 1,
            "period_from": date(2007, 10, 4),
            "period_until": date(2007, 12, 31),
            "status": status,
            "opened_on": date(2008, 1, 2),
            **days,
            **fields,
        }
    )


def make_measure_progress(progress_round: ProgressRound | None = None, words: str = "Progress", **fields):
    """What is reported on the first measure of the edition of a round."""
    progress_round = progress_round or make_progress_round()
    return MeasureProgress.objects.create(
        **{
            "round": progress_round,
            "measure": fields.pop("measure", None) or progress_round.edition.measures.first(),
            "status": "on_track",
            "text": text(words),
            "reported_on": date(2008, 1, 10),
            **fields,
        }
    )


def make_evaluation(edition: PlanEdition | None = None, findings: str = "Findings", **fields) -> PlanEvaluation:
    """An evaluation that is not published, unless fields say otherwise."""
    edition = edition or make_plan("Evaluated plan", measures=1).editions.get()
    return PlanEvaluation.objects.create(
        **{
            "edition": edition,
            "number": edition.evaluations.count() + 1,
            "kind": "mid_term",
            "evaluator": text("Institute"),
            "made_on": date(2008, 1, 12),
            "findings": text(findings),
            **fields,
        }
    )


def make_lesson(evaluation: PlanEvaluation | None = None, words: str = "Lesson", **fields) -> Lesson:
    """A lesson of an evaluation."""
    evaluation = evaluation or make_evaluation()
    return Lesson.objects.create(
        **{"evaluation": evaluation, "number": evaluation.lessons.count() + 1, "text": text(words), **fields}
    )
