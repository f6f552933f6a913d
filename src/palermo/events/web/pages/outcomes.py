"""What is done on the site to outcomes of events, and to what of them is shown at the Forum."""

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.slugs import free_slug
from palermo.events.actions import outcomes
from palermo.events.models import Event, Outcome, Recommendation, Showing
from palermo.events.queries.events import outcomes_visible_to, recommendations_visible_to
from palermo.events.queries.showings import showings_visible_to
from palermo.events.rules import outcomes as outcomes_rules
from palermo.events.web.forms import outcomes as outcomes_forms
from palermo.events.web.pages.preparation import on_event, on_row
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.site.action_pages import ActionMaker, ActionPage, allow_undo, as_edit, register_actions, row_saver
from palermo.site.forms import fields

CHANGED = _("Outcome saved; earlier versions are kept in its history.")
SHOWN = _("Presentation at the Forum saved.")


def _outcomes(viewer: Viewer) -> QuerySet[Outcome]:
    return outcomes_visible_to(viewer).select_related("event__activity")


def _items(viewer: Viewer) -> QuerySet[Recommendation]:
    return recommendations_visible_to(viewer).select_related("outcome__event__activity")


def _showings(viewer: Viewer) -> QuerySet[Showing]:
    return showings_visible_to(viewer).select_related("forum__activity", "outcome__event__activity", "document")


def _record(_event: Event, *, row: Outcome, seen: str, by: Actor) -> Model:
    row.slug = free_slug(Outcome, row.title, row.kind)
    return outcomes.record_outcome(row, by=by)


_on_outcome = ActionMaker(Outcome, _outcomes, is_offered=False)


register_actions(
    on_event(
        "record-outcome",
        _("Add outcome"),
        _("Outcome saved."),
        outcomes_forms.NewOutcomeForm,
        outcomes_rules.check_may_record_outcome,
        _record,
        is_offered=True,
    ),
    as_edit(
        _on_outcome(
            "change-outcome",
            _("Edit outcome"),
            CHANGED,
            outcomes_forms.OutcomeForm,
            outcomes_rules.check_may_change_outcome,
            row_saver(outcomes.change_outcome),
        )
    ),
    _on_outcome(
        "adopt-outcome",
        _("Record adoption"),
        _("Adoption recorded."),
        outcomes_forms.AdoptForm,
        outcomes_rules.check_may_adopt,
        outcomes.adopt_outcome,
    ),
    ActionPage(
        name="withdraw-outcome",
        label=_("Withdraw outcome"),
        success_message=_("Outcome withdrawn. The secretariat can still see it, with the reason."),
        model=Outcome,
        records=_outcomes,
        form=fields.ReasonForm,
        check=outcomes_rules.check_may_withdraw_outcome,
        perform=outcomes.withdraw_outcome,
        is_offered=False,
    ),
    _on_outcome(
        "show-outcome",
        _("Present at the Forum"),
        SHOWN,
        outcomes_forms.ShowForm,
        outcomes_rules.check_may_show,
        outcomes.show_at_forum,
    ),
    as_edit(
        on_row(
            "change-outcome-item",
            _("Edit text"),
            CHANGED,
            Recommendation,
            _items,
            outcomes_forms.OutcomeItemForm,
            outcomes_rules.check_may_change_outcome,
            row_saver(outcomes.save_recommendation),
        )
    ),
    ActionPage(
        name="show-document",
        label=_("Present at the Forum"),
        success_message=SHOWN,
        model=Document,
        records=documents_visible_to,
        form=outcomes_forms.ShowForm,
        check=outcomes_rules.check_may_show,
        perform=outcomes.show_at_forum,
    ),
    on_row(
        "stop-showing",
        _("Remove from presentation"),
        SHOWN,
        Showing,
        _showings,
        fields.ReasonForm,
        outcomes_rules.check_may_stop_showing,
        outcomes.stop_showing,
    ),
)
allow_undo(
    "record-outcome",
    "change-outcome",
    "adopt-outcome",
    "change-outcome-item",
)
