"""Screens: the page at a screen's own address, its data, and the secretariat's list of screens and notices."""

import hashlib
import json
from importlib.resources import files

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock, letters
from palermo.core.languages import BY_CODE
from palermo.programme.models import Screen, ScreenNotice
from palermo.programme.queries.programmes import programmes_visible_to
from palermo.programme.queries.screens import notices_visible_to, screen_of_key, screens_visible_to
from palermo.programme.screens.standing import is_standing
from palermo.programme.states.screens import NoticeState
from palermo.programme.web.screens.data import data_of
from palermo.programme.web.screens.first import first_view
from palermo.site.access import secretariat_only

# Answers at a secret address: not named to another site as referrer, not indexed. Only the screen itself keeps what it
# was given, to go on without network.
KEPT_BY_THE_SCREEN = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
GONE = "programme/screens/gone.html"


@login_not_required
@require_safe
def screen(request: SiteRequest, key: str) -> HttpResponse:
    """What a screen shows. Without script the page has it in its first language, and is loaded again each minute."""
    shown = screen_of_key(key)
    language = BY_CODE[shown.codes[0] if shown else "en"]
    with translation.override(language.django_code):
        if shown is None:
            return _for_screens(render(request, GONE, {"language": language}, status=410))
        context = {
            "language": language,
            "screen": shown,
            "key": key,
            "script": static("programme/screen.mjs"),
            **first_view(data_of(shown, clock.now()), clock.now(), language.code),
        }
        return _for_screens(render(request, "programme/screens/screen.html", context))


@login_not_required
@require_safe
def screen_data(request: SiteRequest, key: str) -> HttpResponse:
    """The data for the screen's script: everything, so that it can go on by itself; nothing where nothing changed."""
    shown = screen_of_key(key)
    if shown is None:
        return _for_screens(HttpResponse(status=410))
    # By its address a screen knows that its own script is an older one.
    data = {**data_of(shown, clock.now()), "script": static("programme/screen.mjs")}
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()}"'
    is_known = request.headers.get("If-None-Match") == tag
    response = HttpResponse(b"" if is_known else body, content_type="application/json", status=304 if is_known else 200)
    response["ETag"] = tag
    # Apart from the body, which stays the same until something changes.
    response["Palermo-Now"] = str(int(clock.now().timestamp() * 1000))
    return _for_screens(response)


@login_not_required
@require_safe
def screen_worker(request: SiteRequest) -> HttpResponse:
    """The script that keeps the page of a screen: beside the screens, since it may serve no address above its own."""
    source = files("palermo.programme.web.screens").joinpath("worker.js").read_bytes()
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _for_screens(response: HttpResponse) -> HttpResponse:
    for name, value in KEPT_BY_THE_SCREEN.items():
        response[name] = value
    return response


@require_safe
@secretariat_only
def programme_screens(request: SiteRequest, slug: str) -> HttpResponse:
    """The screens of an event with their addresses, and the notices: drafts, what is published, what was."""
    programmes = programmes_visible_to(request.viewer).select_related("event__activity", "event__place")
    programme = get_object_or_404(programmes, slug=slug)
    screens = screens_visible_to(request.viewer).filter(programme=programme).select_related("room")
    notices = list(notices_visible_to(request.viewer).filter(programme=programme).prefetch_related("screens"))
    context = {
        "programme": programme,
        "event": programme.event,
        "activity": programme.event.activity,
        "screens": [_row(each) for each in screens.prefetch_related("tiles")],
        "drafts": [each for each in notices if each.state == NoticeState.DRAFT],
        "published": [(each, is_standing(each, clock.now())) for each in notices if _is_ahead(each)],
        "past": [each for each in notices[::-1] if each.state != NoticeState.DRAFT and not _is_ahead(each)],
        "time_zone": programme.time_zone,
    }
    return render(request, "programme/screens/list.html", context)


def _row(each: Screen) -> dict[str, object]:
    address = letters.address(reverse("screen", args=[each.key]))
    return {"screen": each, "address": address, "languages": [BY_CODE[code] for code in each.codes]}


def _is_ahead(notice: ScreenNotice) -> bool:
    """Whether it stands or is still to come."""
    has_ended = notice.shown_until is not None and notice.shown_until <= clock.now()
    return notice.state == NoticeState.PUBLISHED and not has_ended
