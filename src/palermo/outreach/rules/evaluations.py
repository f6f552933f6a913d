"""Who records evaluations of action plans and their lessons, and what these consist of."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.core.refusals import Refused
from palermo.outreach.models import Lesson, PlanEdition, PlanEvaluation
from palermo.outreach.rules.plans import check_has_come, check_may_keep_plan
from palermo.outreach.states.plans import PlanEditionStatus


def check_may_add_evaluation(user: Actor, edition: PlanEdition) -> None:
    """An edition is evaluated that is, or was, in force."""
    check_may_keep_plan(user, edition.plan)
    if edition.status not in (PlanEditionStatus.ADOPTED, PlanEditionStatus.REPLACED):
        raise Refused(_("Only an edition that was adopted can be evaluated."))


def check_may_change_evaluation(user: Actor, evaluation: PlanEvaluation) -> None:
    """An evaluation is changed until it is published."""
    check_may_keep_plan(user, evaluation.edition.plan)
    if evaluation.published_on is not None:
        raise Refused(_("This evaluation is published and can no longer be changed."))


def check_evaluation_is_coherent(evaluation: PlanEvaluation) -> None:
    """An evaluation made on a day that has come, after its edition was adopted."""
    check_has_come(evaluation.made.first_day)
    if evaluation.edition.adopted_on and evaluation.made_on < evaluation.edition.adopted.first_day:
        raise Refused(_("An evaluation is made after its edition was adopted. Check the date."))


def check_can_publish_evaluation(user: Actor, evaluation: PlanEvaluation, on: date) -> None:
    """As `check_may_change_evaluation`, on a day that has come."""
    check_may_change_evaluation(user, evaluation)
    check_has_come(on)


def check_may_change_lesson(user: Actor, lesson: Lesson) -> None:
    """Lessons are changed until their evaluation is published."""
    check_may_change_evaluation(user, lesson.evaluation)


def check_may_take_up_lesson(user: Actor, lesson: Lesson) -> None:
    """Which measure of a later edition takes up a lesson is recorded also once the evaluation is published."""
    check_may_keep_plan(user, lesson.evaluation.edition.plan)
    if not lesson.evaluation.edition.plan.editions.filter(number__gt=lesson.evaluation.edition.number).exists():
        raise Refused(_("There is no later edition whose measures could take up this lesson."))


def check_can_take_up_lesson(user: Actor, lesson: Lesson) -> None:
    """As `check_may_take_up_lesson`, by a measure of a later edition of the same plan."""
    check_may_take_up_lesson(user, lesson)
    evaluated = lesson.evaluation.edition
    if lesson.measure is not None and (
        lesson.measure.edition.plan_id != evaluated.plan_id or lesson.measure.edition.number <= evaluated.number
    ):
        raise Refused(_("Choose a measure of a later edition of the same plan."))
