"""An invited person's own pages: the link of the mail, their answer, and what they agree to, without an account.

As with invitations to an account, the secret stands in one address only, which leads on at once.
"""

from collections.abc import Callable
from functools import wraps

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palermo.accounts.links import digest_of
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.events.actions import answer_by_link, change_by_link
from palermo.events.models import Speaker, SpeakerLink
from palermo.events.proposing import BY_LINK
from palermo.events.rules import check_link_opens
from palermo.events.states import ConsentKind, ConsentState, LinkPurpose
from palermo.portal.forms import OwnAnswerForm, OwnConsentsForm

View = Callable[..., HttpResponse]
KEY = "speaking"
RATES = {KEY: "30/5m/ip"}


def _guarded(view: View) -> View:
    """Counted by address, kept nowhere, and no trace of it in what other pages or sites are told."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        usage = ratelimit.consume(request, app="palermo", action=KEY, config=RATES, limit_get=True)
        response = view(request, *args, **kwargs) if usage else ratelimit.respond_429(request)
        response["X-Robots-Tag"] = "noindex"
        return response

    return login_not_required(never_cache(guarded))


@_guarded
def speaker_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link: remember what it opens, and leave the secret behind."""
    request.session[KEY] = digest_of(secret)
    response = redirect("speaker_own")
    response["Referrer-Policy"] = "no-referrer"
    return response


@_guarded
def speaker_own(request: HttpRequest) -> HttpResponse:
    """What the link opens: the form to answer, or the consents; or why it opens nothing."""
    digest = request.session.get(KEY) or "none"
    links = SpeakerLink.objects.select_related("speaker__event__activity", "speaker__event__place")
    found = links.filter(digest=digest).first()
    try:
        check_link_opens(found)
        assert found is not None
        return _answer(request, found) if found.purpose == LinkPurpose.ANSWER else _consents(request, found)
    except Refused as refusal:
        return render(request, "portal/speakers/shut.html", {"refusal": refusal}, status=403 if found else 404)


def _answer(request: HttpRequest, link: SpeakerLink) -> HttpResponse:
    form = OwnAnswerForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "portal/speakers/answer.html", link, form)
    speaker = answer_by_link(link, **form.answer_given(), by=BY_LINK)
    request.session.pop(KEY, None)
    context = {"speaker": speaker, "activity": speaker.event.activity}
    return render(request, "portal/speakers/answered.html", context)


def _consents(request: HttpRequest, link: SpeakerLink) -> HttpResponse:
    speaker, code = link.speaker, _written_in(link.speaker)
    given = {kind.value: speaker.consent(kind) == ConsentState.GIVEN for kind in ConsentKind}
    initial = {**given, "written_in": code, "biography": speaker.biography.get(code, "")}
    form = OwnConsentsForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _page(request, "portal/speakers/consents.html", link, form)
    # The translations that the secretariat made of the same words stay.
    same = form.text("biography").get(code, "") == speaker.biography.get(code, "")
    biography = speaker.biography if same else form.text("biography")
    change_by_link(link, consents=form.consents(), biography=biography, by=BY_LINK)
    done = _("What you agree to is on record. It holds from now on.")
    return _page(request, "portal/speakers/consents.html", link, OwnConsentsForm(initial=form.cleaned_data), done=done)


def _written_in(speaker: Speaker) -> str:
    """The language of the biography that there is: the reader's, or the first."""
    code = active_language().code
    return code if code in speaker.biography else next(iter(speaker.biography), code)


def _page(
    request: HttpRequest, template: str, link: SpeakerLink, form: OwnConsentsForm, *, done: str = ""
) -> HttpResponse:
    speaker = link.speaker
    context = {
        "speaker": speaker,
        "event": speaker.event,
        "activity": speaker.event.activity,
        "link": link,
        "form": form,
        "done": done,
    }
    return render(request, template, context)
