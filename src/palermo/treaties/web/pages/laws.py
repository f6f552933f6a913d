"""Action pages of national law and of reviews."""

from collections.abc import Mapping
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.treaties.actions import laws as actions
from palermo.treaties.models import LawArticle, Review
from palermo.treaties.queries.laws import laws_visible_to, reviews_visible_to
from palermo.treaties.rules import laws as rules
from palermo.treaties.states.laws import Element
from palermo.treaties.web.forms import laws as forms

type Values = Mapping[str, object]
type Elements = Mapping[Element, bool]

SENT = _("Proposal sent to the secretariat.")


def _states(viewer: Viewer) -> QuerySet[State]:
    """States are public."""
    return State.objects.prefetch_related("former_names")


def _laws(viewer: Viewer) -> QuerySet[LawArticle]:
    return laws_visible_to(viewer).select_related("treaty", "corrects").prefetch_related("elements")


def _propose_correction(law: LawArticle, *, values: Values, elements: Elements, by: Actor) -> LawArticle:
    return actions.propose_law(LawArticle(state=law.state, corrects=law, **values), elements=elements, by=by)


_state_page = partial(ActionPage[State], model=State, records=_states)
_law_page = partial(ActionPage[LawArticle], model=LawArticle, records=_laws)

register_actions(
    _state_page(
        name="propose-law",
        label=_("Propose a provision of law"),
        success_message=SENT,
        form=forms.ProposedLawForm,
        check=rules.check_may_propose_law,
        perform=row_creator(actions.propose_law, LawArticle, "state"),
    ),
    _state_page(
        name="record-law",
        label=_("Record a provision of law"),
        success_message=_("Provision recorded."),
        form=forms.LawForm,
        check=rules.check_may_record_law,
        perform=row_creator(actions.record_law, LawArticle, "state"),
    ),
    _state_page(
        name="record-review",
        label=_("Record a review"),
        success_message=_("Review recorded."),
        form=forms.ReviewForm,
        check=rules.check_may_record_review,
        perform=row_creator(actions.record_review, Review, "state"),
    ),
    _law_page(
        name="accept-law",
        label=_("Accept proposal"),
        success_message=_("Proposal accepted."),
        form=forms.AcceptLawForm,
        check=rules.check_may_decide_law,
        perform=actions.accept_law,
    ),
    _law_page(
        name="decline-law",
        label=_("Decline proposal"),
        success_message=_("Proposal declined."),
        form=forms.DeclineLawForm,
        check=rules.check_may_decide_law,
        perform=actions.decline_law,
    ),
    _law_page(
        name="propose-law-correction",
        label=_("Propose a correction"),
        success_message=SENT,
        form=forms.ProposedLawForm,
        check=rules.check_may_propose_law_correction,
        perform=_propose_correction,
    ),
    _law_page(
        name="change-law",
        form=forms.LawForm,
        check=rules.check_may_change_law,
        perform=actions.change_law,
        is_edit=True,
    ),
    ActionPage(
        name="change-review",
        model=Review,
        records=lambda viewer: reviews_visible_to(viewer).select_related("treaty"),
        form=forms.ReviewForm,
        check=rules.check_may_change_review,
        perform=actions.change_review,
        is_edit=True,
    ),
)
allow_undo(
    "record-law",
    "record-review",
    "accept-law",
    "decline-law",
    "change-law",
    "change-review",
)
