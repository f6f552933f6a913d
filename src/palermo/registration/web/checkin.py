"""What check-in is made of, for officers with an account and for devices without one: who is meant, what is listed."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from palermo.core import clock
from palermo.core.first_rows import FirstRows, first_of
from palermo.registration.actions.badges import Arrival, CheckInReply
from palermo.registration.models import Badge, Participant, Registration
from palermo.registration.parties import party_words
from palermo.registration.queries.registrations import with_arrival
from palermo.registration.states import ParticipantCategory
from palermo.registration.tokens import event_mark, verify_token

# Arrivals in one request of a device; more come in the next.
MOST = 500
SHOWN = 20


def number_of(registration: Registration, who: str) -> tuple[int | None, str]:
    """The number in what was typed, with or without that of the badge's issue, or in the code of a badge, with it."""
    if claims := verify_token(who, registration.public_keys.split()):
        return claims.number, who
    number = who.partition("-")[0].strip()
    return (int(number), "") if number.isdecimal() and len(number) < 9 else (None, "")


def find_by_name(registration: Registration, people: QuerySet[Participant], who: str) -> FirstRows:
    """The people in whose names all the words stand."""
    for word in who.split():
        people = people.filter(Q(family_name__icontains=word) | Q(given_name__icontains=word))
    return first_of(people_with_arrival(registration, people) if who else [], SHOWN)


def people_with_arrival(registration: Registration, people: QuerySet[Participant]) -> list[Participant]:
    """People by family name, with whether they have come."""
    tied = with_arrival(people).select_related("state_for", "organisation", "accreditation")
    rows = list(tied.prefetch_related("state_for__former_names").order_by("family_name", "number"))
    for each in rows:
        each.registration = registration
    return rows


def check_in_data(
    request: HttpRequest, registration: Registration, people: QuerySet[Participant], until: date
) -> dict[str, object]:
    """The data with which a device works without a network: who may come in, and how a badge is verified."""
    revoked = Badge.objects.filter(participant__registration=registration, revoked_at__isnull=False)
    return {
        "event": event_mark(registration.slug),
        "keys": registration.public_keys.split(),
        "revoked": [list(each) for each in revoked.values_list("participant__number", "issue")],
        "people": [_row(each) for each in people_with_arrival(registration, people)],
        "today": clock.today(registration.event.time_zone).isoformat(),
        "now": int(clock.now().timestamp() * 1000),
        "until": until.isoformat(),
        "csrf": get_token(request),
    }


def _row(each: Participant) -> dict[str, object]:
    """No more of a person than the badge shows."""
    return {
        "number": each.number,
        "name": each.name,
        "party": str(party_words(each)),
        "category": str(ParticipantCategory(each.category).label),
        "came": each.has_come,
    }


def arrivals_in(request: HttpRequest) -> list[Arrival] | None:
    """The arrivals that a device sent; None where any of it cannot be read."""
    try:
        sent = json.loads(request.body)
        rows = sent["arrivals"]
        device = _words(sent.get("device"))
        if len(rows) > MOST:
            return None
        return [_arrival(row, device) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _arrival(row: dict[str, Any], device: str) -> Arrival:
    at = datetime.fromisoformat(row["at"])
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    number = int(row["number"])
    if not 0 < number < 2**31:
        raise ValueError
    return Arrival(UUID(str(row["key"])), number, at, device, _words(row.get("token")))


def _words(value: object) -> str:
    """A value as text that a database takes: JSON can name halves of characters, and the null character."""
    words = str(value or "")
    words.encode()
    if "\0" in words:
        raise ValueError
    return words


def answer_of(result: CheckInReply) -> dict[str, object]:
    """A reply as the device reads it."""
    counted = result.counted_at.isoformat() if result.counted_at else None
    answer = {"key": str(result.key), "number": result.number, "result": result.result}
    return {**answer, "counted_at": counted, "counted_by": result.counted_by}


def worker() -> HttpResponse:
    """The script that answers without a network: given at an address above nothing but the check-in."""
    path = finders.find("registration/check-in-worker.js")
    assert path
    with open(path, "rb") as script:
        response = HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Let no cache keep a response."""
    response["Cache-Control"] = "private, no-store"
    return response
