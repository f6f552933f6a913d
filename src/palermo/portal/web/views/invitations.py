"""Taking an invitation up: the link of the mail, and the page it leads to."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.accounts.actions.invitations import accept_invitation, accept_with_new_account
from palermo.accounts.models import Invitation, User
from palermo.accounts.own_mail import note_proof
from palermo.accounts.requests import SiteRequest
from palermo.accounts.rules.invitations import check_can_accept, check_is_open
from palermo.accounts.states import Role
from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.outreach.actions.partner_access import connect_account
from palermo.portal.web.forms.people import TakeUpForm
from palermo.site.by_link import digest_led_by, lead_on, open_by_link

KEY = "invitation"
# Nobody needs more; and nobody guesses 32 bytes.
guarded = open_by_link(KEY, rate="30/5m")


@guarded
def invitation(request: SiteRequest, secret: str) -> HttpResponse:
    """The link: remember what it opens, and leave the secret behind."""
    return lead_on(request, KEY, digest_of_text(secret), "invitation_open")


@guarded
def invitation_open(request: SiteRequest) -> HttpResponse:
    """What one is invited to, and the form or the button that takes it up; or why it cannot be."""
    digest = digest_led_by(request, KEY)
    offered = Invitation.objects.select_related("state_for", "organisation").filter(digest=digest).first()
    try:
        check_can_accept(request.user, offered)
        assert offered is not None
        if request.user.is_authenticated:
            return _accept_as_user(request, offered)
        if User.objects.filter(email__iexact=offered.email).exists():
            return render(request, "portal/people/invitation_sign_in.html", {"invitation": offered})
        return _accept_as_new_user(request, offered)
    except Refused as refusal:
        context = {"refusal": refusal, "is_open": can(check_is_open, offered)}
        return render(request, "portal/people/invitation_shut.html", context, status=403 if offered else 404)


def _accept_as_user(request: SiteRequest, offered: Invitation) -> HttpResponse:
    """The page for somebody who is signed in: a button is enough."""
    if request.method != "POST":
        return render(request, "portal/people/invitation.html", {"invitation": offered})
    with transaction.atomic():
        accept_invitation(offered, by=request.user)
        _connect_partner(offered, request.user)
    if offered.email.casefold() == request.user.email.casefold():
        note_proof(request, request.user)
    return _redirect_to_desk(request)


def _accept_as_new_user(request: SiteRequest, offered: Invitation) -> HttpResponse:
    initial = {"name": offered.name, "language": offered.language}
    form = TakeUpForm(request.POST or None, email=offered.email, initial=initial)
    if not form.is_valid():
        return render(request, "portal/people/invitation.html", {"invitation": offered, "form": form})
    with transaction.atomic():
        user = accept_with_new_account(offered, form.user(), form.cleaned_data["password"], by=request.user)
        _connect_partner(offered, user)
    perform_login(request, user)
    note_proof(request, user)
    return _redirect_to_desk(request)


def _connect_partner(offered: Invitation, user: User) -> None:
    """Let a new representative of a partner act as the contact that the register of partners has."""
    if offered.role == Role.PARTNER:
        connect_account(offered, by=user)


def _redirect_to_desk(request: SiteRequest) -> HttpResponse:
    request.session.pop(KEY, None)
    messages.success(request, _("Invitation accepted."))
    return redirect("desk")
