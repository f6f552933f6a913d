"""What is done on the site to ask participants what they think of an event."""

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.events.actions import feedback
from palermo.events.models import Event, FeedbackForm, FeedbackLink, FeedbackQuestion
from palermo.events.queries.feedback import (
    feedback_forms_visible_to,
    feedback_links_visible_to,
    feedback_questions_visible_to,
)
from palermo.events.rules import feedback as feedback_rules
from palermo.events.web.forms import feedback as feedback_forms
from palermo.events.web.pages.preparation import on_event, on_row
from palermo.site.action_pages import ActionMaker, allow_undo, as_edit, register_actions, row_saver
from palermo.site.forms import fields

ASKED = _("Form saved.")


def _forms(viewer: Viewer) -> QuerySet[FeedbackForm]:
    return feedback_forms_visible_to(viewer).select_related("event__activity")


def _questions(viewer: Viewer) -> QuerySet[FeedbackQuestion]:
    return feedback_questions_visible_to(viewer).select_related("form__event__activity")


def _links(viewer: Viewer) -> QuerySet[FeedbackLink]:
    return feedback_links_visible_to(viewer).select_related("form__event__activity")


def _begin(event: Event, *, row: FeedbackForm, seen: str, by: Actor) -> Model:
    return feedback.begin_feedback(row, event, by=by)


_on_form = ActionMaker(FeedbackForm, _forms)


register_actions(
    on_event(
        "ask-participants",
        _("Request feedback"),
        _("Form created. Add questions, then create links."),
        feedback_forms.AskingForm,
        feedback_rules.check_may_ask_participants,
        _begin,
    ),
    _on_form(
        "add-feedback-question",
        _("Add question"),
        ASKED,
        feedback_forms.QuestionForm,
        feedback_rules.check_may_change_questions,
        row_saver(feedback.save_question),
    ),
    _on_form(
        "make-feedback-links",
        _("Create links"),
        _("Links created."),
        feedback_forms.LinksForm,
        feedback_rules.check_may_make_links,
        feedback.make_feedback_links,
    ),
    as_edit(
        _on_form(
            "change-feedback",
            _("Edit dates or audience"),
            ASKED,
            feedback_forms.AskingForm,
            feedback_rules.check_may_change_form,
            row_saver(feedback.change_feedback),
        )
    ),
    as_edit(
        on_row(
            "change-feedback-question",
            _("Edit question"),
            ASKED,
            FeedbackQuestion,
            _questions,
            feedback_forms.QuestionForm,
            feedback_rules.check_may_change_questions,
            row_saver(feedback.save_question),
        )
    ),
    on_row(
        "remove-feedback-question",
        _("Remove question"),
        ASKED,
        FeedbackQuestion,
        _questions,
        fields.ActForm,
        feedback_rules.check_may_change_questions,
        feedback.remove_question,
    ),
    on_row(
        "revoke-feedback-link",
        _("Revoke link"),
        _("Link revoked."),
        FeedbackLink,
        _links,
        fields.ActForm,
        feedback_rules.check_may_revoke_link,
        feedback.revoke_feedback_link,
    ),
)
allow_undo(
    "ask-participants",
    "change-feedback",
    "add-feedback-question",
    "change-feedback-question",
    "remove-feedback-question",
)
