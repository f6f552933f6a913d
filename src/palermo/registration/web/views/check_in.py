"""Check-in: a page that works by form, by script, and by script without a network; and what devices tell."""

from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.text import plain
from palermo.registration.actions.badges import Arrival, Told, check_in_all
from palermo.registration.models import CheckIn, Participant, Registration
from palermo.registration.queries.registrations import check_ins_visible_to, participants_visible_to
from palermo.registration.rules.badges import check_may_check_in
from palermo.registration.states import CheckInResult, ParticipantState
from palermo.registration.web.checkin import (
    answer_of,
    arrivals_in,
    check_in_data,
    find_by_name,
    number_of,
    people_with_arrival,
    private,
    worker,
)
from palermo.registration.web.people import numbers_of
from palermo.registration.web.views.registrations import about, registration_for
from palermo.site.access import secretariat_only

LAST = 10


@secretariat_only
def check_in(request: SiteRequest, slug: str) -> HttpResponse:
    """By number, by name or by the code of a badge; who cannot be told by that is offered with others of that name."""
    found = registration_for(slug, request.viewer)
    check_may_check_in(request.user, found)
    result, offered, who = None, [], request.POST.get("who", "").strip()[:200]
    if request.method == "POST":
        number, token = number_of(found, who)
        if number is not None:
            arrival = Arrival(uuid4(), number, clock.now(), token=token)
            result = check_in_all(found, [arrival], by=request.user)[0]
        else:
            offered = find_by_name(found, _accredited_participants(request, found), who)
    context = {
        **about(found),
        "told": result,
        "person": _person(request, found, result),
        "offered": offered,
        "who": who,
        "numbers": numbers_of(found),
        "last": _last(request, found),
        "desk": {name: reverse(f"check_in_{name}", args=[slug]) for name in ("list", "tell", "worker")},
    }
    return render(request, "registration/check_in.html", context)


def _accredited_participants(request: SiteRequest, found: Registration) -> QuerySet[Participant]:
    return participants_visible_to(request.viewer).filter(registration=found, state=ParticipantState.ACCREDITED)


def _person(request: SiteRequest, found: Registration, result: Told | None) -> Any:
    if result is None:
        return None
    people = participants_visible_to(request.viewer).filter(registration=found, number=result.number)
    return next(iter(people_with_arrival(found, people)), None)


def _last(request: SiteRequest, found: Registration) -> list[CheckIn]:
    counted = check_ins_visible_to(request.viewer).filter(participant__registration=found)
    counted = counted.filter(result=CheckInResult.COUNTED).select_related("participant")
    return list(counted.order_by("-received_at", "-pk")[:LAST])


def _last_rows(request: SiteRequest, found: Registration) -> list[dict[str, object]]:
    """Who was counted last, for the page that goes on without being loaded again."""
    return [
        {
            "number": each.participant.number,
            "name": each.participant.name,
            "undo": reverse("act", args=["undo-check-in", each.pk]),
        }
        for each in _last(request, found)
    ]


@require_safe
@secretariat_only
def check_in_list(request: SiteRequest, slug: str) -> HttpResponse:
    """What a device needs to do without a network: who may come in, and how a badge is told from paper."""
    found = registration_for(slug, request.viewer)
    check_may_check_in(request.user, found)
    data = check_in_data(request, found, _accredited_participants(request, found), found.delete_on)
    data["last"] = _last_rows(request, found)
    return private(JsonResponse(data, json_dumps_params={"ensure_ascii": False}))


@require_POST
@secretariat_only
def check_in_tell(request: SiteRequest, slug: str) -> HttpResponse:
    """A device tells whom it checked in. Told again, it gets the same answer; each person is counted once."""
    found = registration_for(slug, request.viewer)
    arrivals = arrivals_in(request)
    if arrivals is None:
        return JsonResponse({"refusal": _("What the device sent could not be read.")}, status=400)
    results = check_in_all(found, arrivals, by=request.user)
    answer = {"told": [answer_of(each) for each in results], "came": numbers_of(found)["came"]}
    return private(JsonResponse({**answer, "last": _last_rows(request, found)}))


@require_safe
@secretariat_only
def check_in_worker(request: SiteRequest, slug: str) -> HttpResponse:
    """The script that answers without a network: here, since it may answer only below its own address."""
    return worker()


@require_safe
@secretariat_only
def check_in_app(request: SiteRequest, slug: str) -> HttpResponse:
    """What a phone is told when the page is put on its first screen."""
    found = registration_for(slug, request.viewer)
    start = reverse("check_in", args=[slug])
    manifest = {
        "name": f"{_('Check-in')}: {plain(found.event.activity.title)}",
        "short_name": _("Check-in"),
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#fcfbf8",
        "theme_color": "#143f73",
        "icons": [{"src": static("registration/check-in.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return private(JsonResponse(manifest, content_type="application/manifest+json"))
