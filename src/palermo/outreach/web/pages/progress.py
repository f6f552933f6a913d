"""Action pages of progress rounds, evaluations and lessons."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.outreach.actions import evaluations, progress
from palermo.outreach.models import Lesson, MeasureProgress, PlanEdition, PlanEvaluation, ProgressRound
from palermo.outreach.queries.plans import (
    lessons_visible_to,
    measure_progress_visible_to,
    plan_editions_visible_to,
    plan_evaluations_visible_to,
    progress_rounds_visible_to,
)
from palermo.outreach.rules import evaluations as evaluation_rules
from palermo.outreach.rules import progress as rules
from palermo.outreach.web.forms import progress as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms.fields import ReasonOnlyForm
from palermo.site.row_pages import row_adder, row_pages


def _progress(viewer: Viewer) -> QuerySet[MeasureProgress]:
    return measure_progress_visible_to(viewer).select_related(
        "round__edition__plan", "measure__edition__plan", "evidence"
    )


_edition_page = partial(ActionPage[PlanEdition], model=PlanEdition, records=plan_editions_visible_to, key="pk")
_round_page = partial(ActionPage[ProgressRound], model=ProgressRound, records=progress_rounds_visible_to, key="pk")
_evaluation_page = partial(
    ActionPage[PlanEvaluation], model=PlanEvaluation, records=plan_evaluations_visible_to, key="pk"
)

register_actions(
    _edition_page(
        name="open-progress-round",
        label=_("Open a progress round"),
        success_message=_("Progress round opened."),
        form=forms.RoundForm,
        check=rules.check_may_open_round,
        perform=progress.open_round,
    ),
    _edition_page(
        name="add-plan-evaluation",
        label=_("Record an evaluation"),
        success_message=_("Evaluation recorded. It is shown to others once it is published."),
        form=forms.EvaluationForm,
        check=evaluation_rules.check_may_add_evaluation,
        perform=row_adder(evaluations.evaluations),
    ),
    _round_page(
        name="publish-progress-round",
        label=_("Publish"),
        success_message=_("Progress round published."),
        form=forms.PublishRoundForm,
        check=rules.check_may_publish_round,
        perform=progress.publish_round,
    ),
    _round_page(
        name="close-progress-round",
        label=pgettext_lazy("progress round", "Close"),
        success_message=_("Progress round closed."),
        form=forms.CloseRoundForm,
        check=rules.check_may_close_round,
        perform=progress.close_round,
    ),
    _round_page(
        name="reopen-progress-round",
        label=pgettext_lazy("progress round", "Reopen"),
        success_message=_("Progress round reopened."),
        form=ReasonOnlyForm,
        check=rules.check_may_reopen_round,
        perform=progress.reopen_round,
    ),
    _round_page(
        name="change-progress-round",
        form=forms.ChangeRoundForm,
        check=rules.check_may_change_round,
        perform=progress.change_round,
        is_edit=True,
    ),
    ActionPage(
        name="change-measure-progress",
        label=_("Edit progress on the measure"),
        model=MeasureProgress,
        records=_progress,
        key="pk",
        is_offered=False,
        form=forms.ProgressForm,
        check=rules.check_may_change_progress,
        perform=progress.change_progress,
        is_edit=True,
    ),
    _evaluation_page(
        name="publish-plan-evaluation",
        label=_("Publish"),
        success_message=_("Evaluation published."),
        form=forms.PublishEvaluationForm,
        check=evaluation_rules.check_may_change_evaluation,
        perform=evaluations.publish_evaluation,
    ),
    _evaluation_page(
        name="add-lesson",
        label=_("Add a lesson"),
        success_message=_("Lesson added."),
        form=forms.LessonForm,
        check=evaluation_rules.check_may_change_evaluation,
        perform=row_adder(evaluations.lessons),
    ),
    *row_pages(
        evaluations.evaluations,
        "plan-evaluation",
        records=plan_evaluations_visible_to,
        form=forms.EvaluationForm,
        removed=_("Evaluation removed."),
    ),
    ActionPage[Lesson](
        name="take-up-lesson",
        model=Lesson,
        records=lessons_visible_to,
        key="pk",
        label=_("Record the measure that takes it up"),
        success_message=_("Saved."),
        form=forms.TakeUpLessonForm,
        check=evaluation_rules.check_may_take_up_lesson,
        perform=evaluations.take_up_lesson,
    ),
    *row_pages(
        evaluations.lessons, "lesson", records=lessons_visible_to, form=forms.LessonForm, removed=_("Lesson removed.")
    ),
)
allow_undo(
    *("open-progress-round", "change-progress-round", "close-progress-round", "reopen-progress-round"),
    "change-measure-progress",
    *("add-plan-evaluation", "change-plan-evaluation", "remove-plan-evaluation"),
    *("add-lesson", "change-lesson", "take-up-lesson", "remove-lesson"),
)
