"""Action pages of requests for assistance and of offers."""

from collections.abc import Mapping
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.governance.actions import assistance as actions
from palermo.governance.models import OfferOfAssistance, RequestForAssistance
from palermo.governance.queries.assistance import assistance_visible_to, offers_visible_to
from palermo.governance.rules import assistance as rules
from palermo.governance.web.forms import assistance as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ReasonOnlyForm
from palermo.treaties.models import Review
from palermo.treaties.queries.laws import reviews_visible_to
from palermo.treaties.queries.participation import with_participants

type Values = Mapping[str, object]

SENT = _("Request sent to the secretariat.")
RECORDED = _("Request recorded.")


def _requests(viewer: Viewer) -> QuerySet[RequestForAssistance]:
    return with_participants(assistance_visible_to(viewer)).select_related("treaty", "tool", "review")


def _offers(viewer: Viewer) -> QuerySet[OfferOfAssistance]:
    return with_participants(offers_visible_to(viewer)).select_related("request")


def _reviews(viewer: Viewer) -> QuerySet[Review]:
    return reviews_visible_to(viewer).select_related("treaty")


def _record_on_review(review: Review, *, values: Values, by: Actor) -> RequestForAssistance:
    return actions.record_assistance(RequestForAssistance(state=review.state, review=review, **values), by=by)


def _request_on_review(review: Review, *, values: Values, by: Actor) -> RequestForAssistance:
    return actions.request_assistance(RequestForAssistance(state=review.state, review=review, **values), by=by)


def _offer(request: RequestForAssistance, *, values: Values, by: Actor) -> RequestForAssistance:
    return actions.offer_assistance(OfferOfAssistance(request=request, **values), by=by).request


_new_page = partial(
    ActionPage[RequestForAssistance], model=RequestForAssistance, records=None, list_page="assistance_list"
)
_review_page = partial(ActionPage[Review], model=Review, records=_reviews)
_request_page = partial(ActionPage[RequestForAssistance], model=RequestForAssistance, records=_requests)
_offer_page = partial(
    ActionPage[OfferOfAssistance], model=OfferOfAssistance, records=_offers, key="pk", is_offered=False
)

register_actions(
    _new_page(
        name="record-assistance",
        label=_("Record a request"),
        success_message=RECORDED,
        form=forms.AssistanceForm,
        check=rules.check_may_record_assistance,
        perform=row_creator(actions.record_assistance, RequestForAssistance),
    ),
    _new_page(
        name="request-assistance",
        label=_("Request assistance"),
        success_message=SENT,
        form=forms.RequestAssistanceForm,
        check=rules.check_may_request_assistance,
        perform=row_creator(actions.request_assistance, RequestForAssistance),
    ),
    _review_page(
        name="record-assistance-on-review",
        label=_("Record a request for assistance"),
        success_message=RECORDED,
        form=forms.AssistanceForm,
        check=rules.check_may_record_assistance,
        perform=_record_on_review,
    ),
    _review_page(
        name="request-assistance-on-review",
        label=_("Request assistance"),
        success_message=SENT,
        form=forms.RequestAssistanceForm,
        check=rules.check_may_request_for_review,
        perform=_request_on_review,
    ),
    _request_page(
        name="accept-assistance",
        label=_("Accept proposal"),
        success_message=_("Request accepted."),
        form=forms.AcceptAssistanceForm,
        check=rules.check_may_decide_assistance,
        perform=actions.accept_assistance,
        is_primary=True,
    ),
    _request_page(
        name="refuse-assistance",
        label=_("Decline proposal"),
        success_message=_("Proposal declined."),
        form=forms.AnswerReasonForm,
        check=rules.check_may_decide_assistance,
        perform=actions.refuse_assistance,
    ),
    _request_page(
        name="record-assistance-result",
        label=pgettext_lazy("assistance", "Record result"),
        success_message=_("Result recorded."),
        form=forms.ResultForm,
        check=rules.check_may_record_result,
        perform=actions.record_result,
        is_primary=True,
    ),
    _request_page(
        name="offer-assistance",
        label=_("Offer assistance"),
        success_message=_("Offer recorded."),
        form=forms.OfferForm,
        check=rules.check_may_offer_assistance,
        perform=_offer,
    ),
    _request_page(
        name="decline-assistance",
        label=_("Decline request"),
        success_message=_("Request declined."),
        form=forms.AnswerReasonForm,
        check=rules.check_may_decline_assistance,
        perform=actions.decline_assistance,
    ),
    _request_page(
        name="withdraw-assistance",
        label=_("Withdraw request"),
        success_message=_("Request withdrawn."),
        form=forms.AnswerReasonForm,
        check=rules.check_may_withdraw_assistance,
        perform=actions.withdraw_assistance,
        is_change=True,
    ),
    _request_page(
        name="reopen-assistance",
        label=_("Reopen"),
        success_message=_("Request reopened."),
        form=ReasonOnlyForm,
        check=rules.check_may_reopen_assistance,
        perform=actions.reopen_assistance,
    ),
    _request_page(
        name="change-assistance",
        form=forms.AssistanceForm,
        check=rules.check_may_change_assistance,
        perform=actions.change_assistance,
        is_edit=True,
    ),
    _offer_page(
        name="accept-offer",
        label=_("Accept offer"),
        success_message=_("Offer accepted."),
        form=forms.AnswerForm,
        check=rules.check_may_answer_offer,
        perform=actions.accept_offer,
    ),
    _offer_page(
        name="decline-offer",
        label=_("Decline offer"),
        success_message=_("Offer declined."),
        form=forms.AnswerForm,
        check=rules.check_may_answer_offer,
        perform=actions.decline_offer,
    ),
    _offer_page(
        name="withdraw-offer",
        label=_("Withdraw offer"),
        success_message=_("Offer withdrawn."),
        form=forms.AnswerReasonForm,
        check=rules.check_may_withdraw_offer,
        perform=actions.withdraw_offer,
    ),
)
allow_undo(
    "record-assistance",
    "record-assistance-on-review",
    "accept-assistance",
    "refuse-assistance",
    "record-assistance-result",
    "offer-assistance",
    "decline-assistance",
    "withdraw-assistance",
    "reopen-assistance",
    "change-assistance",
    "accept-offer",
    "decline-offer",
    "withdraw-offer",
)
