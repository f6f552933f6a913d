"""Action pages of courses, training sessions and certificates."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.events.models import FeedbackForm
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm, ReasonOnlyForm
from palermo.toolkit.actions import certificates
from palermo.toolkit.actions import training as actions
from palermo.toolkit.models import Certificate, Course, Tool, TrainingSession
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.queries.training import (
    certificates_visible_to,
    courses_visible_to,
    training_sessions_visible_to,
)
from palermo.toolkit.rules import training as rules
from palermo.toolkit.web.forms import training as forms


def _tools(viewer: Viewer) -> QuerySet[Tool]:
    return tools_visible_to(viewer).select_related("activity")


def _courses(viewer: Viewer) -> QuerySet[Course]:
    return courses_visible_to(viewer).select_related("tool__activity")


def _sessions(viewer: Viewer) -> QuerySet[TrainingSession]:
    tied = ("course__tool__activity", "place", "state", "organisation")
    return training_sessions_visible_to(viewer).select_related(*tied)


def _certificates(viewer: Viewer) -> QuerySet[Certificate]:
    return certificates_visible_to(viewer).select_related("session__course__tool__activity", "session__place")


def _evaluate(session: TrainingSession, *, row: FeedbackForm, seen: str, by: Actor) -> FeedbackForm:
    return actions.evaluate_training(session, form=row, by=by)


_tool_page = partial(ActionPage[Tool], model=Tool, records=_tools, key="activity__slug")
_course_page = partial(ActionPage[Course], model=Course, records=_courses)
_session_page = partial(ActionPage[TrainingSession], model=TrainingSession, records=_sessions)

register_actions(
    _tool_page(
        name="add-course",
        label=_("Add course"),
        success_message=_("Course added."),
        form=forms.CourseForm,
        check=rules.check_may_add_course,
        perform=row_creator(actions.add_course, Course, "tool"),
        is_offered=False,
    ),
    _course_page(
        name="add-training",
        label=_("Add training session"),
        success_message=_("Training session added."),
        form=forms.TrainingForm,
        check=rules.check_may_add_training,
        perform=row_creator(actions.add_training, TrainingSession, "course"),
        is_primary=True,
        keeps=("state", "organisation", "language"),
    ),
    _course_page(
        name="change-course",
        form=forms.CourseForm,
        check=rules.check_may_change_course,
        perform=actions.change_course,
        is_edit=True,
    ),
    _course_page(
        name="remove-course",
        label=_("Remove"),
        success_message=_("Course removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_remove_course,
        perform=actions.remove_course,
    ),
    _session_page(
        name="hold-training",
        label=_("Record as held"),
        success_message=_("Recorded as held."),
        form=ActForm,
        check=rules.check_may_hold_training,
        perform=actions.hold_training,
        is_primary=True,
    ),
    _session_page(
        name="count-learners",
        label=_("Enter participants"),
        success_message=_("Number of participants saved."),
        form=forms.LearnersForm,
        check=rules.check_may_count_learners,
        perform=actions.count_learners,
        keeps=("sex", "profession", "state"),
    ),
    _session_page(
        name="evaluate-training",
        label=_("Request feedback"),
        success_message=_("Form created. Add questions, then create links."),
        form=forms.EvaluationForm,
        check=rules.check_may_evaluate_training,
        perform=_evaluate,
    ),
    _session_page(
        name="cancel-training",
        label=pgettext_lazy("training session", "Cancel session"),
        success_message=_("Session cancelled."),
        form=ReasonOnlyForm,
        check=rules.check_may_cancel_training,
        perform=actions.cancel_training,
    ),
    _session_page(
        name="change-training",
        form=forms.TrainingForm,
        check=rules.check_may_change_training,
        perform=actions.change_training,
        is_edit=True,
    ),
    ActionPage[Certificate](
        name="revoke-certificate",
        label=_("Revoke"),
        success_message=_("Certificate revoked."),
        model=Certificate,
        records=_certificates,
        key="code",
        form=forms.RevokeForm,
        check=rules.check_may_revoke_certificate,
        perform=certificates.revoke_certificate,
        is_offered=False,
    ),
)
allow_undo(
    "add-course",
    "change-course",
    "remove-course",
    "add-training",
    "change-training",
    "hold-training",
    "cancel-training",
    "count-learners",
    "evaluate-training",
)
