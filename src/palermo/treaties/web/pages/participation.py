"""Action pages of treaty actions and of statements."""

from collections.abc import Mapping
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ReasonOnlyForm
from palermo.treaties.actions import statements as statement_actions
from palermo.treaties.actions import treaty_actions
from palermo.treaties.models import Statement, Treaty, TreatyAction
from palermo.treaties.queries.participation import (
    actions_visible_to,
    statements_visible_to,
    treaties_visible_to,
    with_participants,
)
from palermo.treaties.rules import statements as statement_rules
from palermo.treaties.rules import treaty_actions as action_rules
from palermo.treaties.states.participation import StatementKind
from palermo.treaties.web.forms import participation as forms

type Values = Mapping[str, object]


def _actions(viewer: Viewer) -> QuerySet[TreatyAction]:
    return with_participants(actions_visible_to(viewer)).select_related("treaty__supplements")


def _statements(viewer: Viewer) -> QuerySet[Statement]:
    return with_participants(statements_visible_to(viewer)).select_related("treaty")


def _record_objection(statement: Statement, *, values: Values, by: Actor) -> Statement:
    objection = Statement(treaty=statement.treaty, about=statement, kind=StatementKind.OBJECTION, **values)
    return statement_actions.record_statement(objection, by=by)


def _withdraw_statement(statement: Statement, *, values: Values, by: Actor) -> Statement:
    by_whom = {"state": statement.state, "organisation": statement.organisation}
    withdrawal = Statement(treaty=statement.treaty, about=statement, kind=StatementKind.WITHDRAWAL, **by_whom, **values)
    return statement_actions.record_statement(withdrawal, by=by)


_treaty_page = partial(ActionPage[Treaty], model=Treaty, records=treaties_visible_to)
_action_page = partial(ActionPage[TreatyAction], model=TreatyAction, records=_actions, key="pk")
_statement_page = partial(ActionPage[Statement], model=Statement, records=_statements)

register_actions(
    _treaty_page(
        name="record-treaty-action",
        label=_("Record a treaty action"),
        success_message=_("Treaty action recorded."),
        form=forms.TreatyActionForm,
        check=action_rules.check_may_record_action,
        perform=row_creator(treaty_actions.record_action, TreatyAction, "treaty"),
    ),
    _treaty_page(
        name="record-statement",
        label=_("Record a statement"),
        success_message=_("Statement recorded."),
        form=forms.StatementForm,
        check=statement_rules.check_may_record_statement,
        perform=row_creator(statement_actions.record_statement, Statement, "treaty"),
    ),
    _action_page(
        name="correct-treaty-action",
        label=_("Correct"),
        form=forms.CorrectTreatyActionForm,
        check=action_rules.check_may_change_action,
        perform=treaty_actions.correct_action,
        is_edit=True,
    ),
    _action_page(
        name="remove-treaty-action",
        label=_("Remove"),
        success_message=_("Treaty action removed."),
        form=ReasonOnlyForm,
        check=action_rules.check_can_remove_action,
        perform=treaty_actions.remove_action,
    ),
    _statement_page(
        name="record-objection",
        label=_("Record an objection"),
        success_message=_("Objection recorded."),
        form=forms.ObjectionForm,
        check=statement_rules.check_may_object,
        perform=_record_objection,
    ),
    _statement_page(
        name="withdraw-statement",
        label=_("Record the withdrawal"),
        success_message=_("Withdrawal recorded."),
        form=forms.WithdrawStatementForm,
        check=statement_rules.check_may_withdraw_statement,
        perform=_withdraw_statement,
    ),
    _statement_page(
        name="correct-statement",
        label=_("Correct"),
        form=forms.CorrectStatementForm,
        check=statement_rules.check_may_change_statement,
        perform=statement_actions.correct_statement,
        is_edit=True,
    ),
)
allow_undo(
    "record-treaty-action",
    "record-statement",
    "correct-treaty-action",
    "remove-treaty-action",
    "record-objection",
    "withdraw-statement",
    "correct-statement",
)
