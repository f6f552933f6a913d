"""Who speaks at an event, for everybody; who is proposed, for Member States; letters, for the secretariat."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import override
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.events.rules.events import authorization_gap
from palermo.events.workspace import address_of_page
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.library.states import ReadBy
from palermo.library.web.downloads import SANDBOX, file_name
from palermo.site.access import secretariat_only
from palermo.site.charts.chart import Chart
from palermo.site.charts.pages import render_with_charts
from palermo.site.letters.files import FORMS, file_of
from palermo.speakers.models import Speaker
from palermo.speakers.queries import (
    advice_visible_to,
    interests_visible_to,
    speaker_proposals_visible_to,
    speakers_published,
    speakers_visible_to,
)
from palermo.speakers.states import ConsentKind
from palermo.speakers.web.charts import charts_of_balance
from palermo.speakers.web.letter import letter_to
from palermo.speakers.web.listing import (
    CHARTED_FROM,
    LISTS_SHOWN,
    WHY_HIDDEN,
    balance_for,
    is_survivor_officer,
    published_speakers,
    stages,
    survivor_answer,
    survivor_officers,
    visible_speakers,
)
from palermo.speakers.web.reads import note_cv


@login_not_required
@require_safe
def event_speakers(request: SiteRequest, slug: str) -> HttpResponse:
    """The speakers of an event; for those who may know, also the persons proposed by stage, and the balance."""
    viewer = request.viewer
    event = get_object_or_404(events_visible_to(viewer).select_related("activity"), activity__slug=slug)
    context: dict[str, object] = {
        "event": event,
        "activity": event.activity,
        "programme": address_of_page(event, viewer, "event_programme"),
        "shows_nominations": viewer.reads_member_states,
        "waits_for": authorization_gap(event),
    }
    charts: dict[str, Chart | None] = {}
    if viewer.reads_member_states:
        nominations, charts = _proposal_context(event, viewer)
        context |= nominations
    else:
        context["published"] = published_speakers(speakers_published(event))
    return _forbid_caching(render_with_charts(request, "speakers/list.html", context, charts))


def _proposal_context(event: Event, viewer: Viewer) -> tuple[dict[str, object], dict[str, Chart | None]]:
    """What those see who may know of proposals, and the charts of the balance; until the event is authorized none."""
    speakers = visible_speakers(event, viewer)
    officers = list(survivor_officers(event)) if viewer.is_secretariat else []
    acts = any(officer.user_id == viewer.user_id for officer in officers)
    balance, tables = balance_for(event, speakers, acts_on_survivors=acts)
    # A published speaker was shared before, so readers who see proposals see every published speaker.
    nominations = {"published": [speaker for speaker in speakers if speaker.is_published], "stages": stages(speakers)}
    is_charted = balance.totals[0] >= CHARTED_FROM and not authorization_gap(event)
    charts = charts_of_balance(tables) if is_charted else {}
    context = {
        "balance": balance,
        "balance_charts": list(charts),
        "lists": list(zip(LISTS_SHOWN, balance.totals, strict=True)),
        "tables": tables,
        "why_hidden": WHY_HIDDEN,
        "officers": officers,
    }
    return {**nominations, **context}, charts


@login_not_required
@require_safe
def speaker_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One person: what is published; for those who may know, also why they were proposed and the outcome."""
    viewer = request.viewer
    speakers = speakers_visible_to(viewer).select_related(
        "event__activity", "from_state", "proposed_for_state", "proposed_for_organisation", "substitute_for"
    )
    speaker = get_object_or_404(speakers, slug=slug)
    context = {
        "speaker": speaker,
        "event": speaker.event,
        "activity": speaker.event.activity,
        "programme": address_of_page(speaker.event, viewer, "event_programme"),
        "shows_nominations": speaker_proposals_visible_to(viewer).filter(pk=speaker.pk).exists(),
    }
    if context["shows_nominations"]:
        context |= _detail_context(speaker, viewer)
        if request.method == "GET":
            note_cv(speaker, ReadBy.PAGE, request.user)
    return _forbid_caching(render(request, "speakers/detail.html", context))


def _detail_context(speaker: Speaker, viewer: Viewer) -> dict[str, object]:
    tied = speaker_proposals_visible_to(viewer)
    whole: dict[str, object] = {
        "advice": advice_visible_to(viewer).filter(speaker=speaker).select_related("by_state"),
        "interests": interests_visible_to(viewer).filter(speaker=speaker),
        "mandate": mandates_visible_to(viewer).filter(pk=speaker.decided_under_id).first(),  # type: ignore[misc]  # None finds nothing
        "substitute_for": tied.filter(pk=speaker.substitute_for_id).first(),  # type: ignore[misc]  # as above
        "substitute": tied.filter(substitute_for=speaker).first(),
    }
    return {**whole, **_for_office(speaker, viewer)} if viewer.is_secretariat else whole


def _for_office(speaker: Speaker, viewer: Viewer) -> dict[str, object]:
    """What only the secretariat sees of a speaker."""
    return {
        "contact": getattr(speaker, "contact", None),
        "consents": [(kind.label, speaker.consent(kind).label, speaker.consent(kind)) for kind in ConsentKind],
        "consent_changes": speaker.consents.select_related("changed_by"),
        "may_have_letter": speaker.decided_on is not None,
        "letters": [(language, [(form, form.upper()) for form in FORMS]) for language in BY_CODE.values()],
        "acts_on_survivors": is_survivor_officer(speaker.event, viewer),
        "survivor": survivor_answer(speaker, viewer),
        "parts": _parts(speaker),
    }


def _parts(speaker: Speaker) -> list[tuple[Model, Model]]:
    people = speaker.programme_people.prefetch_related("parts__item")
    return [(part, person.programme) for person in people.select_related("programme") for part in person.parts.all()]


@require_safe
def speaker_cv(request: SiteRequest, slug: str) -> HttpResponseBase:
    """The curriculum vitae of somebody, for those who may know why they were proposed; it is in the log of reads."""
    speaker = get_object_or_404(speaker_proposals_visible_to(request.viewer), slug=slug)
    if not speaker.cv_file:
        raise Http404
    if request.method == "GET":
        note_cv(speaker, ReadBy.FILE, request.user)
    response = FileResponse(speaker.cv_file.open("rb"), content_type=speaker.cv_media_type)
    name = content_disposition_header(True, file_name(speaker.cv_name))
    response["Content-Disposition"] = name or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return _forbid_caching(response)


@require_safe
@secretariat_only
def speaker_letter(request: SiteRequest, slug: str, language: str, form: str) -> HttpResponse:
    """The letter of invitation in one of the six languages, as DOCX or PDF."""
    speakers = speaker_proposals_visible_to(request.viewer).select_related(
        "event__activity__mandate", "event__place", "from_state", "decided_under"
    )
    speaker = get_object_or_404(speakers, slug=slug)
    if speaker.decided_on is None:
        raise Http404
    with override(BY_CODE[language].django_code):
        content = file_of(letter_to(speaker), form)
    response = HttpResponse(content, content_type=FORMS[form])
    name = content_disposition_header(True, f"{speaker.slug}-{language}.{form}")
    response["Content-Disposition"] = name or "attachment"
    return _forbid_caching(response)


def _forbid_caching[Response: HttpResponseBase](response: Response) -> Response:
    """Forbid browsers and proxies to keep the page: a name on it may have to go at once."""
    patch_cache_control(response, private=True, no_store=True)
    return response
