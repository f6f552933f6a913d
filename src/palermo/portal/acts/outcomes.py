"""What is done on the site to outcomes of events, and to what of them is shown at the Forum."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events import actions, rules
from palermo.events.models import Outcome, Recommendation, Showing
from palermo.events.queries import outcomes_visible_to, recommendations_visible_to, showings_visible_to
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act
from palermo.portal.acts.preparation import on_event, on_row
from palermo.portal.acts.slugs import free_slug

CHANGED = _("The outcome is changed; its history keeps what it said.")
ADDED = _("It is on record, under the next number.")
SHOWN = _("What is shown at the Forum is on record.")


def _outcomes(viewer: Viewer) -> QuerySet[Outcome]:
    return outcomes_visible_to(viewer).select_related("event__activity")


def _items(viewer: Viewer) -> QuerySet[Recommendation]:
    return recommendations_visible_to(viewer).select_related("outcome__event__activity")


def _showings(viewer: Viewer) -> QuerySet[Showing]:
    return showings_visible_to(viewer).select_related("forum__activity", "outcome__event__activity", "document")


def _record(_event: Any, *, row: Outcome, seen: str, by: Any) -> Model:
    row.slug = free_slug(Outcome, row.title, row.kind)
    return actions.record_outcome(row, by=by)


def _change(_outcome: Any, *, row: Outcome, seen: str, by: Any) -> Model:
    return actions.change_outcome(row, seen=seen, by=by)


def _save_item(_record: Any, *, row: Recommendation, seen: str, by: Any) -> Model:
    return actions.save_recommendation(row, seen=seen, by=by)


def _on_outcome(name: str, label: Any, done: Any, form: Any, check: Any, perform: Any) -> Act:
    return Act(name, label, done, Outcome, _outcomes, form, check, perform, is_offered=False)


ACTS = (
    on_event(
        "record-outcome",
        _("Record what it produced"),
        _("The outcome is on record."),
        forms.NewOutcomeForm,
        rules.check_may_record_outcome,
        _record,
        is_offered=True,
    ),
    _on_outcome(
        "change-outcome", _("Change the outcome"), CHANGED, forms.OutcomeForm, rules.check_may_change_outcome, _change
    ),
    _on_outcome(
        "add-outcome-item",
        _("Add a recommendation or an action"),
        ADDED,
        forms.OutcomeItemForm,
        rules.check_may_change_outcome,
        _save_item,
    ),
    _on_outcome(
        "adopt-outcome",
        _("Record its adoption"),
        _("The adoption is on record."),
        forms.AdoptForm,
        rules.check_may_adopt,
        actions.adopt_outcome,
    ),
    Act(
        "withdraw-outcome",
        _("Withdraw the outcome"),
        _("The outcome is withdrawn: it stays on record for the secretariat, with the reason."),
        Outcome,
        _outcomes,
        forms.WithdrawReleaseForm,
        rules.check_may_withdraw_outcome,
        actions.withdraw_outcome,
        is_offered=False,
    ),
    _on_outcome(
        "show-outcome", _("Show it at the Forum"), SHOWN, forms.ShowForm, rules.check_may_show, actions.show_at_forum
    ),
    on_row(
        "change-outcome-item",
        _("Change the text"),
        CHANGED,
        Recommendation,
        _items,
        forms.OutcomeItemForm,
        rules.check_may_change_outcome,
        _save_item,
    ),
    Act(
        "show-document",
        _("Show it at the Forum"),
        SHOWN,
        Document,
        documents_visible_to,
        forms.ShowForm,
        rules.check_may_show,
        actions.show_at_forum,
    ),
    on_row(
        "stop-showing",
        _("Take it from what is shown"),
        SHOWN,
        Showing,
        _showings,
        forms.WithdrawReleaseForm,
        rules.check_may_stop_showing,
        actions.stop_showing,
    ),
)
