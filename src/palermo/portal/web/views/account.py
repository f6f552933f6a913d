"""My account: for whom I act, how I am written to, how I sign in, and where I am signed in."""

from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from palermo.accounts.actions.accounts import change_own_account, end_own_sessions
from palermo.accounts.models import Posting
from palermo.accounts.notices import mail_own_mail_link
from palermo.accounts.own_mail import ask_for_proof, take_proof
from palermo.accounts.rate_limits import consume, parse_rate, too_many_requests
from palermo.accounts.requests import SiteRequest
from palermo.accounts.second_factor import FACTORS
from palermo.accounts.sessions import browser_of, require_reauthentication
from palermo.core import clock
from palermo.core.whole_numbers import whole_number
from palermo.portal.web.forms.people import OwnAccountForm

# Links by mail that one person may ask for.
MAILS = parse_rate("5/h")


class Session(NamedTuple):
    """A session in which somebody is signed in."""

    record: UserSession
    browser: str
    is_this: bool


def my_account(request: SiteRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    user = request.user
    form = OwnAccountForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if form.is_valid():
        change_own_account(user, **form.cleaned_data, by=user)
        messages.success(request, _("Account saved."))
        return redirect("my_account")
    postings = Posting.objects.filter(user=user).select_related("state", "organisation")
    current = list(postings.current_on(clock.today()))
    context = {
        "form": form,
        "postings": current,
        "former": postings.exclude(pk__in=[each.pk for each in current]),
        "factors": Authenticator.objects.filter(user=user, type__in=FACTORS).order_by("pk"),
        "sessions": _sessions(request),
        "time_zone": settings.TIME_ZONE,
    }
    return render(request, "portal/people/account.html", context)


def _sessions(request: SiteRequest) -> list[Session]:
    """The sessions that have not ended, the present one first."""
    here = request.session.session_key
    sessions = UserSession.objects.purge_and_list(request.user)
    sessions.sort(key=lambda each: (each.session_key != here, -each.last_seen_at.timestamp()))
    return [Session(each, browser_of(each.user_agent), each.session_key == here) for each in sessions]


def own_mail_page(request: SiteRequest) -> HttpResponse:
    """Before the first second factor: have a link mailed to oneself."""
    if request.method != "POST":
        return render(request, "portal/people/own_mail.html")
    if not consume("own_mail", MAILS, by=str(request.user.pk)):
        return too_many_requests(request)
    mail_own_mail_link.enqueue(request.user.pk, ask_for_proof(request))
    return render(request, "portal/people/own_mail.html", {"is_sent": True})


def own_mail_shown(request: SiteRequest, secret: str) -> HttpResponse:
    """The link in that mail: from here on, in this session, a second factor can be set up."""
    if take_proof(request, request.user, secret):
        messages.success(request, _("E-mail address confirmed. You can set up a second factor now."))
        return redirect("mfa_index")
    messages.error(
        request, _("This link has expired, or was requested in another browser. Request a new one in this browser.")
    )
    return redirect("my_account_mail")


@require_POST
def end_sessions(request: SiteRequest) -> HttpResponse:
    """Sign out in one other place, or in all of them."""
    require_reauthentication(request)
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    if number := request.POST.get("session"):
        others = others.filter(pk=get_object_or_404(others, pk=whole_number(number) or 0).pk)
    number_ended = end_own_sessions(request.user, list(others), by=request.user)
    message = ngettext("Signed out of %(count)d session.", "Signed out of %(count)d sessions.", number_ended)
    messages.success(request, message % {"count": number_ended})
    return redirect("my_account")
