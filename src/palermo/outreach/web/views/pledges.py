"""The form by which participants of an event make commitments, and what they do later by their link."""

from collections.abc import Callable, Mapping
from secrets import token_urlsafe

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.rate_limits import consume, network_of, parse_rate, too_many_requests
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import VISITOR
from palermo.core import letters
from palermo.core.digests import digest_of_text
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.text import MultilingualText
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.follow_ups import FollowUpState, ProgressState
from palermo.library.web.papers import paper_of
from palermo.outreach.actions.commitments import (
    BY_PLEDGE_FORM,
    BY_PLEDGE_LINK,
    change_by_link,
    erase_by_link,
    leave_screens_by_link,
    pledge,
    report_by_link,
    withdraw_by_link,
)
from palermo.outreach.models import Commitment, PledgeContact, Pledging
from palermo.outreach.queries.commitments import with_makers
from palermo.outreach.rules import commitments as rules
from palermo.outreach.web.forms.commitments import (
    PledgeForm,
    PledgeProgressForm,
    PledgeTextForm,
    WithdrawPledgeForm,
)
from palermo.site.by_link import digest_led_by, lead_on, open_by_link

KEY = "pledge"
# A whole hall may sit behind one address; so many pages are opened there, and so many commitments made.
guarded = open_by_link(KEY, rate="600/10m")
SENT = parse_rate("120/10m")
# What comes by one link is written by one person.
BY_ONE_LINK = parse_rate("20/h")
CHANGE, WITHDRAW, REPORT, SCREENS, ERASE = "change", "withdraw", "report", "screens", "erase"
# What is confirmed after each act by the link.
DONE: Mapping[str, str | Promise] = {
    CHANGE: _("Your commitment was changed."),
    WITHDRAW: _("Your commitment was withdrawn."),
    REPORT: _("Your report was sent to the secretariat."),
    SCREENS: _("Your commitment and your name are no longer shown on screens."),
}


@guarded
def pledge_form(request: SiteRequest, slug: str) -> HttpResponse:
    """The form; after it was sent, what was received, with the link by which the person comes back to it."""
    activity = get_object_or_404(activities_visible_to(request.viewer), slug=slug)
    pledging = Pledging.objects.select_related("activity").filter(activity=activity).first()
    try:
        rules.check_pledging_is_open(pledging)
    except Refused as refusal:
        context = {"refusal": refusal, "activity": activity}
        return render(request, "outreach/pledges/closed.html", context, status=403 if pledging else 404)
    assert pledging is not None
    data = request.POST if request.method == "POST" else None
    form = PledgeForm(data, viewer=request.viewer, initial={"key": token_urlsafe(32)})
    if request.method == "POST" and form.is_valid():
        if not consume("pledges", SENT, by=network_of(request)):
            return too_many_requests(request)
        try:
            contact = form.contact(digest_of_text(form.cleaned_data["key"]))
            commitment = pledge(pledging, commitment=form.commitment(), contact=contact, by=BY_PLEDGE_FORM)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            # Whoever acts for a State, an organization or a partner has an account, which may be ended.
            link = letters.address(reverse("pledge_link", args=[form.cleaned_data["key"]]))
            address = link if commitment.group else ""
            return render(
                request,
                "outreach/pledges/thanks.html",
                {"activity": activity, "commitment": commitment, "address": address},
            )
    context = {"form": form, "pledging": pledging, "activity": activity}
    return render(request, "outreach/pledges/form.html", context)


@guarded
def pledge_link(request: SiteRequest, secret: str) -> HttpResponse:
    """Remember what the link opens, and lead on to an address without the secret."""
    return lead_on(request, KEY, digest_of_text(secret), "pledge_own")


@guarded
def pledge_own(request: SiteRequest) -> HttpResponse:
    """A commitment for the person who made it: correct it, withdraw it, report on it, delete the contact details."""
    contacts = PledgeContact.objects.select_related("commitment").filter(digest=digest_led_by(request, KEY))
    contact = contacts.first()
    try:
        rules.check_pledge_link_opens(contact)
    except Refused as refusal:
        return render(request, "outreach/pledges/shut.html", {"refusal": refusal}, status=404)
    assert contact is not None
    commitment = with_makers(Commitment.objects.all()).get(pk=contact.commitment_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == ERASE:
        erase_by_link(contact, by=BY_PLEDGE_LINK)
        request.session.pop(KEY, None)
        return render(request, "outreach/pledges/erased.html", {"commitment": commitment})
    offered = _forms(request, commitment, act)
    form, refused = forms.Form(request.POST) if act == SCREENS else offered.get(act), ""
    if form is not None and form.is_valid():
        if not consume("pledge-acts", BY_ONE_LINK, by=str(contact.digest)):
            return too_many_requests(request)
        try:
            ACTS[act](contact, form)
        except Refused as refusal:
            refused = str(refusal)
        else:
            return redirect(f"{reverse('pledge_own')}?done={act}")
    context = {
        "commitment": commitment,
        "contact": contact,
        "forms": offered,
        "may_leave_screens": CHANGE not in offered and can(rules.check_may_leave_screens_by_link, commitment),
        "refused": refused,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "progress": _progress(commitment),
    }
    return render(request, "outreach/pledges/own.html", context)


def _progress(commitment: Commitment) -> QuerySet[ProgressReport]:
    """What was reported by the person, and what was reviewed; with the evidence that everybody may read."""
    reports = ProgressReport.objects.filter(follow_up=commitment.follow_up, follow_up__isnull=False)
    shown = reports.filter(Q(by_party=True) | ~Q(state=ProgressState.REPORTED)).order_by("number")
    return shown.select_related("organisation", "state_by").prefetch_related(paper_of(VISITOR, "evidence"))


def _forms(request: SiteRequest, commitment: Commitment, act: str) -> dict[str, forms.Form]:
    """The forms of what the person may do now; filled in with what was sent, where that is one of them."""

    def data(name: str) -> QueryDict | None:
        return request.POST if act == name else None

    code = active_language().code
    offered: dict[str, forms.Form] = {}
    if can(rules.check_may_change_by_link, commitment):
        initial = {
            "title": _words(commitment.title, code),
            "text": _words(commitment.text, code),
            "due": commitment.due,
            "is_shown_on_screens": commitment.is_shown_on_screens,
        }
        offered[CHANGE] = PledgeTextForm(data(CHANGE), initial=initial, prefix=CHANGE)
    entry: FollowUp | None = commitment.follow_up
    if entry is not None and not entry.is_settled and can(rules.check_may_report_by_link, commitment):
        offered[REPORT] = PledgeProgressForm(data(REPORT), state=FollowUpState(entry.state), prefix=REPORT)
    if can(rules.check_may_withdraw_commitment, BY_PLEDGE_LINK, commitment):
        offered[WITHDRAW] = WithdrawPledgeForm(data(WITHDRAW), prefix=WITHDRAW)
    return offered


def _words(text: MultilingualText, code: str) -> str:
    shown = text.shown_in(code)
    return shown.words if shown else ""


def _change(contact: PledgeContact, form: forms.Form) -> None:
    assert isinstance(form, PledgeTextForm)
    values = form.values(contact.commitment)
    speaker = contact.name if values["is_shown_on_screens"] else ""
    change_by_link(contact, values={**values, "speaker": speaker}, by=BY_PLEDGE_LINK)


def _withdraw(contact: PledgeContact, form: forms.Form) -> None:
    withdraw_by_link(contact, reason=_text(form.cleaned_data["reason"]), by=BY_PLEDGE_LINK)


def _report(contact: PledgeContact, form: forms.Form) -> None:
    report_by_link(
        contact,
        claims=FollowUpState(form.cleaned_data["claims"]),
        text=_text(form.cleaned_data["progress"]),
        link=form.cleaned_data["link"],
        by=BY_PLEDGE_LINK,
    )


def _leave_screens(contact: PledgeContact, form: forms.Form) -> None:
    leave_screens_by_link(contact, by=BY_PLEDGE_LINK)


def _text(words: str) -> MultilingualText:
    return MultilingualText({active_language().code: words})


ACTS: Mapping[str, Callable[[PledgeContact, forms.Form], None]] = {
    CHANGE: _change,
    WITHDRAW: _withdraw,
    REPORT: _report,
    SCREENS: _leave_screens,
}
