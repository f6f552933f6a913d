"""Check-in: a page that works by form, by script, and by script without a network; and what devices tell."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.staticfiles import finders
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.core import clock
from palermo.core.templatetags.texts import plain
from palermo.events.actions import Arrival, Told, check_in_all
from palermo.events.models import Badge, CheckIn, Registration
from palermo.events.queries import check_ins_visible_to, participants_visible_to, with_arrival
from palermo.events.registration.parties import party_words
from palermo.events.registration.tokens import event_mark, verified
from palermo.events.rules import check_may_check_in
from palermo.events.states import CheckInResult, ParticipantCategory, ParticipantState
from palermo.portal.access import secretariat_only
from palermo.portal.registrations.people import numbers_of
from palermo.portal.views.registrations import about, registration_for

# What a device tells at once: more comes in the next request.
MOST = 500
SHOWN, LAST = 20, 10


@secretariat_only
def check_in(request: HttpRequest, slug: str) -> HttpResponse:
    """By number, by name or by the code of a badge; who cannot be told by that is offered with others of that name."""
    found = registration_for(slug, request.viewer)
    check_may_check_in(request.user, found)
    told, offered, who = None, [], request.POST.get("who", "").strip()[:200]
    if request.method == "POST":
        number, token = _number_of(found, who)
        if number is not None:
            arrival = Arrival(uuid4(), number, clock.now(), token=token)
            told = check_in_all(found, [arrival], by=request.user)[0]
        else:
            offered = _named(request, found, who)
    context = {
        **about(found),
        "told": told,
        "person": _person(request, found, told),
        "offered": offered,
        "who": who,
        "numbers": numbers_of(found),
        "last": _last(request, found),
    }
    return render(request, "portal/registrations/check_in.html", context)


def _number_of(found: Registration, who: str) -> tuple[int | None, str]:
    """The number that was written, on the badge with that of its issue, or that of the badge whose code was read."""
    if claims := verified(who, found.public_keys.split()):
        return claims.number, who
    number = who.partition("-")[0].strip()
    return (int(number), "") if number.isdecimal() and len(number) < 9 else (None, "")


def _named(request: HttpRequest, found: Registration, who: str) -> list[Any]:
    people = participants_visible_to(request.viewer).filter(registration=found, state=ParticipantState.ACCREDITED)
    for word in who.split():
        people = people.filter(Q(family_name__icontains=word) | Q(given_name__icontains=word))
    return _told_people(found, people)[:SHOWN] if who else []


def _told_people(found: Registration, people: Any) -> list[Any]:
    tied = with_arrival(people).select_related("state_for", "organisation", "accreditation")
    rows = list(tied.prefetch_related("state_for__former_names").order_by("family_name", "number"))
    for each in rows:
        each.registration = found
        each.party = party_words(each)
    return rows


def _person(request: HttpRequest, found: Registration, told: Told | None) -> Any:
    if told is None:
        return None
    people = participants_visible_to(request.viewer).filter(registration=found, number=told.number)
    return next(iter(_told_people(found, people)), None)


def _last(request: HttpRequest, found: Registration) -> list[CheckIn]:
    counted = check_ins_visible_to(request.viewer).filter(participant__registration=found)
    counted = counted.filter(result=CheckInResult.COUNTED).select_related("participant")
    return list(counted.order_by("-received_at", "-pk")[:LAST])


@require_safe
@secretariat_only
def check_in_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What a device needs to do without a network: who may come in, and how a badge is told from paper."""
    found = registration_for(slug, request.viewer)
    check_may_check_in(request.user, found)
    people = participants_visible_to(request.viewer).filter(registration=found, state=ParticipantState.ACCREDITED)
    revoked = Badge.objects.filter(participant__registration=found, revoked_at__isnull=False)
    told = {
        "event": event_mark(found.slug),
        "keys": found.public_keys.split(),
        "revoked": [list(each) for each in revoked.values_list("participant__number", "issue")],
        "people": [_row(each) for each in _told_people(found, people)],
        "today": clock.today().isoformat(),
        "until": found.delete_on.isoformat(),
        "csrf": get_token(request),
    }
    return _private(JsonResponse(told, json_dumps_params={"ensure_ascii": False}))


def _row(each: Any) -> dict[str, Any]:
    """No more of a person than the badge shows."""
    return {
        "number": each.number,
        "name": each.name,
        "party": str(each.party),
        "category": str(ParticipantCategory(each.category).label),
        "came": each.has_come,
    }


@require_POST
@secretariat_only
def check_in_tell(request: HttpRequest, slug: str) -> HttpResponse:
    """A device tells whom it checked in. Told again, it gets the same answer; each person is counted once."""
    found = registration_for(slug, request.viewer)
    arrivals = _arrivals(request)
    if arrivals is None:
        return JsonResponse({"refusal": _("What the device sent could not be read.")}, status=400)
    told = check_in_all(found, arrivals, by=request.user)
    return _private(JsonResponse({"told": [_answer(each) for each in told], "came": numbers_of(found)["came"]}))


def _arrivals(request: HttpRequest) -> list[Arrival] | None:
    """What was sent, whole or not at all."""
    try:
        sent = json.loads(request.body)
        rows = sent["arrivals"]
        device = str(sent.get("device", ""))
        if len(rows) > MOST:
            return None
        return [_arrival(row, device) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None


def _arrival(row: dict[str, Any], device: str) -> Arrival:
    at = datetime.fromisoformat(row["at"])
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    number = int(row["number"])
    if not 0 < number < 2**31:
        raise ValueError
    return Arrival(UUID(str(row["key"])), number, at, device, str(row.get("token") or ""))


def _answer(told: Told) -> dict[str, Any]:
    counted = told.counted_at.isoformat() if told.counted_at else None
    answer = {"key": str(told.key), "number": told.number, "result": told.result}
    return {**answer, "counted_at": counted, "counted_by": told.counted_by}


@require_safe
@secretariat_only
def check_in_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that answers without a network: here, since it may answer only below its own address."""
    path = finders.find("portal/check-in-worker.js")
    with open(path, "rb") as script:
        response = HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@secretariat_only
def check_in_app(request: HttpRequest, slug: str) -> HttpResponse:
    """What a phone is told when the page is put on its first screen."""
    found = registration_for(slug, request.viewer)
    start = reverse("check_in", args=[slug])
    told = {
        "name": f"{_('Check-in')}: {plain(found.event.activity.title)}",
        "short_name": _("Check-in"),
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#fcfbf8",
        "theme_color": "#143f73",
        "icons": [{"src": static("portal/check-in.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return _private(JsonResponse(told, content_type="application/manifest+json"))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
