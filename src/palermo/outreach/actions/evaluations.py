"""What is done to evaluations of action plans and their lessons."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
from palermo.audit.actions import record
from palermo.core.rows import lock_row
from palermo.outreach.models import Lesson, Measure, PlanEvaluation
from palermo.outreach.rules import evaluations as rules


@transaction.atomic
def publish_evaluation(evaluation: PlanEvaluation, *, on: date, by: Actor) -> PlanEvaluation:
    """Publish an evaluation with its lessons to the audience of the plan."""
    evaluation = lock_row(evaluation, "edition__plan")
    rules.check_can_publish_evaluation(by, evaluation, on)
    evaluation.published_on = on
    evaluation.save(update_fields=["published_on"])
    record("plan_evaluation.published", evaluation.edition.plan, by=by, **_evaluation_details(evaluation))
    return evaluation


@transaction.atomic
def take_up_lesson(lesson: Lesson, *, measure: Measure | None, by: Actor) -> Lesson:
    """Record which measure of a later edition takes up a lesson; None for none."""
    lesson = lock_row(lesson, "evaluation__edition__plan")
    lesson.measure = measure
    rules.check_can_take_up_lesson(by, lesson)
    lesson.save(update_fields=["measure"])
    record(
        "lesson.taken_up",
        lesson.evaluation.edition.plan,
        by=by,
        lesson=lesson.number,
        measure=measure.key if measure else "",
        **_evaluation_details(lesson.evaluation),
    )
    return lesson


def _evaluation_details(evaluation: PlanEvaluation) -> dict[str, object]:
    """What the log says of an evaluation."""
    return {"edition": evaluation.edition.number, "evaluation": evaluation.number}


evaluations = RowActs(
    model=PlanEvaluation,
    noun="plan_evaluation",
    above="edition",
    related=("edition__plan",),
    number="number",
    may_add=rules.check_may_add_evaluation,
    may_change=rules.check_may_change_evaluation,
    check=rules.check_evaluation_is_coherent,
    details=_evaluation_details,
    logged_on=lambda evaluation: evaluation.edition.plan,
)
lessons = RowActs(
    model=Lesson,
    noun="lesson",
    above="evaluation",
    related=("evaluation__edition__plan",),
    number="number",
    may_add=rules.check_may_change_evaluation,
    may_change=rules.check_may_change_lesson,
    details=lambda lesson: {**_evaluation_details(lesson.evaluation), "lesson": lesson.number},
    logged_on=lambda lesson: lesson.evaluation.edition.plan,
)
