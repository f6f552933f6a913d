"""Action pages of questionnaires and their editions."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from palermo.returns.actions import questionnaires as actions
from palermo.returns.models import Questionnaire, QuestionnaireEdition
from palermo.returns.queries.rounds import questionnaire_editions_visible_to, questionnaires_visible_to
from palermo.returns.rules import questionnaires as rules
from palermo.returns.web.forms import questionnaires as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm

_questionnaire_page = partial(ActionPage[Questionnaire], model=Questionnaire, records=questionnaires_visible_to)
_edition_page = partial(
    ActionPage[QuestionnaireEdition],
    model=QuestionnaireEdition,
    records=questionnaire_editions_visible_to,
    key="pk",
)

register_actions(
    ActionPage(
        name="add-questionnaire",
        label=_("Add a questionnaire"),
        success_message=_("Questionnaire saved."),
        model=Questionnaire,
        records=None,
        form=forms.QuestionnaireForm,
        check=rules.check_may_keep_questionnaire,
        perform=row_creator(actions.add_questionnaire, Questionnaire),
        list_page="questionnaire_list",
    ),
    _questionnaire_page(
        name="begin-questionnaire-edition",
        label=_("Begin an edition"),
        success_message=_("Edition begun. Check it and publish it."),
        form=forms.BeginEditionForm,
        check=rules.check_may_begin_questionnaire_edition,
        perform=actions.begin_questionnaire_edition,
    ),
    _questionnaire_page(
        name="change-questionnaire",
        form=forms.QuestionnaireForm,
        check=rules.check_may_keep_questionnaire,
        perform=actions.change_questionnaire,
        is_edit=True,
    ),
    _edition_page(
        name="publish-questionnaire-edition",
        label=_("Publish"),
        success_message=_("Edition published. It does not change any more."),
        form=ActForm,
        check=rules.check_may_publish_questionnaire_edition,
        perform=actions.publish_questionnaire_edition,
        template="returns/questionnaires/publish.html",
        is_primary=True,
    ),
    _edition_page(
        name="remove-questionnaire-edition",
        label=_("Remove draft"),
        success_message=_("Draft removed."),
        form=ActForm,
        check=rules.check_may_remove_questionnaire_edition,
        perform=actions.remove_questionnaire_edition,
    ),
    _edition_page(
        name="change-questionnaire-edition",
        label=_("Edit content"),
        success_message=_("Draft saved."),
        form=forms.ChangeEditionForm,
        check=rules.check_may_change_questionnaire_edition,
        perform=actions.change_questionnaire_edition,
        # The button of a draft that has faults, and so cannot be published yet.
        is_primary=True,
        is_edit=True,
    ),
)
allow_undo(
    "add-questionnaire",
    "change-questionnaire",
    "begin-questionnaire-edition",
    "change-questionnaire-edition",
    "remove-questionnaire-edition",
)
