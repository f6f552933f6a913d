"""What is done to evaluations of action plans and their lessons."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.outreach.models import Lesson, Measure, PlanEdition, PlanEvaluation
from palermo.outreach.rules import evaluations as rules


@transaction.atomic
def add_evaluation(edition: PlanEdition, *, values: Mapping[str, object], by: Actor) -> PlanEvaluation:
    """Record an evaluation of an edition; `values` are fields of the model. It is published by another act."""
    edition = lock_row(edition, "plan")
    rules.check_may_add_evaluation(by, edition)
    number = next_number(edition.evaluations)
    evaluation = PlanEvaluation(edition=edition, number=number, **values)
    rules.check_evaluation_is_coherent(evaluation)
    insert_row(evaluation)
    _record("plan_evaluation.added", evaluation, by)
    return evaluation


@transaction.atomic
def change_evaluation(evaluation: PlanEvaluation, *, values: Mapping[str, object], by: Actor) -> PlanEvaluation:
    """Edit an evaluation that is not published; `values` are fields of the model."""
    evaluation = lock_row(evaluation, "edition__plan")
    rules.check_may_change_evaluation(by, evaluation)
    set_values(evaluation, values)
    rules.check_evaluation_is_coherent(evaluation)
    save_row(evaluation)
    _record("plan_evaluation.changed", evaluation, by)
    return evaluation


@transaction.atomic
def publish_evaluation(evaluation: PlanEvaluation, *, on: date, by: Actor) -> PlanEvaluation:
    """Publish an evaluation with its lessons to the audience of the plan."""
    evaluation = lock_row(evaluation, "edition__plan")
    rules.check_can_publish_evaluation(by, evaluation, on)
    evaluation.published_on = on
    evaluation.save(update_fields=["published_on"])
    _record("plan_evaluation.published", evaluation, by)
    return evaluation


@transaction.atomic
def remove_evaluation(evaluation: PlanEvaluation, *, by: Actor) -> PlanEdition:
    """Take an evaluation recorded in error off the record, with its lessons, before it is published."""
    evaluation = lock_row(evaluation, "edition__plan")
    rules.check_may_change_evaluation(by, evaluation)
    edition, number = evaluation.edition, evaluation.number
    evaluation.delete()
    record("plan_evaluation.removed", edition.plan, by=by, edition=edition.number, evaluation=number)
    return edition


@transaction.atomic
def add_lesson(evaluation: PlanEvaluation, *, values: Mapping[str, object], by: Actor) -> Lesson:
    """Add a lesson to an evaluation that is not published; `values` are fields of the model."""
    evaluation = lock_row(evaluation, "edition__plan")
    rules.check_may_change_evaluation(by, evaluation)
    number = next_number(evaluation.lessons)
    lesson = Lesson(evaluation=evaluation, number=number, **values)
    insert_row(lesson)
    _record("lesson.added", evaluation, by, lesson=number)
    return lesson


@transaction.atomic
def change_lesson(lesson: Lesson, *, values: Mapping[str, object], by: Actor) -> Lesson:
    """Edit the wording of a lesson; `values` are fields of the model."""
    lesson = lock_row(lesson, "evaluation__edition__plan")
    rules.check_may_change_lesson(by, lesson)
    set_values(lesson, values)
    save_row(lesson)
    _record("lesson.changed", lesson.evaluation, by, lesson=lesson.number)
    return lesson


@transaction.atomic
def take_up_lesson(lesson: Lesson, *, measure: Measure | None, by: Actor) -> Lesson:
    """Record which measure of a later edition takes up a lesson; None for none."""
    lesson = lock_row(lesson, "evaluation__edition__plan")
    lesson.measure = measure
    rules.check_can_take_up_lesson(by, lesson)
    lesson.save(update_fields=["measure"])
    _record("lesson.taken_up", lesson.evaluation, by, lesson=lesson.number, measure=measure.key if measure else "")
    return lesson


@transaction.atomic
def remove_lesson(lesson: Lesson, *, by: Actor) -> PlanEvaluation:
    """Remove a lesson from an evaluation that is not published."""
    lesson = lock_row(lesson, "evaluation__edition__plan")
    rules.check_may_change_lesson(by, lesson)
    evaluation, number = lesson.evaluation, lesson.number
    lesson.delete()
    _record("lesson.removed", evaluation, by, lesson=number)
    return evaluation


def _record(verb: str, evaluation: PlanEvaluation, by: Actor, **details: object) -> None:
    edition = evaluation.edition
    record(verb, edition.plan, by=by, edition=edition.number, evaluation=evaluation.number, **details)
