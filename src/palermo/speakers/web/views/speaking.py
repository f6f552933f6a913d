"""An invited person's own pages: the link of the mail, their answer, and what they agree to, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from palermo.core.digests import digest_of_text
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.site.by_link import digest_led_by, lead_on, open_by_link
from palermo.speakers.actions.speaking import answer_by_link, change_by_link
from palermo.speakers.models import Speaker, SpeakerLink
from palermo.speakers.proposing import BY_LINK
from palermo.speakers.rules.speaking import check_link_opens
from palermo.speakers.states import ConsentKind, ConsentState, LinkPurpose
from palermo.speakers.web.forms.speaking import OwnAnswerForm, OwnConsentsForm

KEY = "speaking"
guarded = open_by_link(KEY, rate="30/5m")


@guarded
def speaker_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link: remember what it opens, and leave the secret behind."""
    return lead_on(request, KEY, digest_of_text(secret), "speaker_own")


@guarded
def speaker_own(request: HttpRequest) -> HttpResponse:
    """What the link opens: the form to answer, or the consents; or why it opens nothing."""
    digest = digest_led_by(request, KEY)
    links = SpeakerLink.objects.select_related("speaker__event__activity", "speaker__event__place")
    link = links.filter(digest=digest).first()
    try:
        check_link_opens(link)
        assert link is not None
        return _answer(request, link) if link.purpose == LinkPurpose.ANSWER else _consents(request, link)
    except Refused as refusal:
        return render(request, "speakers/shut.html", {"refusal": refusal}, status=403 if link else 404)


def _answer(request: HttpRequest, link: SpeakerLink) -> HttpResponse:
    form = OwnAnswerForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "speakers/answer.html", link, form)
    speaker = answer_by_link(link, **form.answer_kwargs(), by=BY_LINK)
    request.session.pop(KEY, None)
    context = {"speaker": speaker, "activity": speaker.event.activity}
    return render(request, "speakers/answered.html", context)


def _consents(request: HttpRequest, link: SpeakerLink) -> HttpResponse:
    speaker, code = link.speaker, _written_in(link.speaker)
    consents = {kind.value: speaker.consent(kind) == ConsentState.GIVEN for kind in ConsentKind}
    initial = {**consents, "written_in": code, "biography": speaker.biography.get(code, "")}
    form = OwnConsentsForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _page(request, "speakers/consents.html", link, form)
    # The translations that the secretariat made of the same words stay.
    same = form.written_text("biography").get(code, "") == speaker.biography.get(code, "")
    biography = speaker.biography if same else form.written_text("biography")
    change_by_link(link, consents=form.consents(), biography=biography, by=BY_LINK)
    done = _("Your choices have been saved and apply from now on.")
    return _page(request, "speakers/consents.html", link, OwnConsentsForm(initial=form.cleaned_data), done=done)


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
