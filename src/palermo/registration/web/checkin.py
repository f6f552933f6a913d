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
from palermo.registration.actions.badges import Arrival, Told
from palermo.registration.models import Badge, Participant, Registration
from palermo.registration.parties import party_words
from palermo.registration.queries.registrations import with_arrival
from palermo.registration.states import ParticipantCategory
from palermo.registration.tokens import event_mark, verify_token

# What a device tells at once: more comes in the next request.
MOST = 500
SHOWN = 20


def number_of(found: Registration, who: str) -> tuple[int | None, str]:
    """The number that was written, on the badge with that of its issue, or that of the badge whose code was read."""
    if claims := verify_token(who, found.public_keys.split()):
        return claims.number, who
    number = who.partition("-")[0].strip()
    return (int(number), "") if number.isdecimal() and len(number) < 9 else (None, "")


def find_by_name(found: Registration, people: QuerySet[Participant], who: str) -> FirstRows:
    """The people in whose names all the words stand."""
    for word in who.split():
        people = people.filter(Q(family_name__icontains=word) | Q(given_name__icontains=word))
    return first_of(people_with_arrival(found, people) if who else [], SHOWN)


def people_with_arrival(found: Registration, people: QuerySet[Participant]) -> list[Any]:
    """People with whom they come for and whether they have come."""
    tied = with_arrival(people).select_related("state_for", "organisation", "accreditation")
    rows = list(tied.prefetch_related("state_for__former_names").order_by("family_name", "number"))
    for each in rows:
        each.registration = found
        each.party = party_words(each)
    return rows


def check_in_data(
    request: HttpRequest, found: Registration, people: QuerySet[Participant], until: date
) -> dict[str, object]:
    """What a device needs to do without a network: who may come in, and how a badge is told from paper."""
    revoked = Badge.objects.filter(participant__registration=found, revoked_at__isnull=False)
    return {
        "event": event_mark(found.slug),
        "keys": found.public_keys.split(),
        "revoked": [list(each) for each in revoked.values_list("participant__number", "issue")],
        "people": [_row(each) for each in people_with_arrival(found, people)],
        "today": clock.today(found.event.time_zone).isoformat(),
        "now": int(clock.now().timestamp() * 1000),
        "until": until.isoformat(),
        "csrf": get_token(request),
    }


def _row(each: Any) -> dict[str, object]:
    """No more of a person than the badge shows."""
    return {
        "number": each.number,
        "name": each.name,
        "party": str(each.party),
        "category": str(ParticipantCategory(each.category).label),
        "came": each.has_come,
    }


def arrivals_in(request: HttpRequest) -> list[Arrival] | None:
    """What was sent, whole or not at all."""
    try:
        sent = json.loads(request.body)
        rows = sent["arrivals"]
        device = _words(sent.get("device"))
        if len(rows) > MOST:
            return None
        return [_arrival(row, device) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _arrival(row: dict[str, object], device: str) -> Arrival:
    at = datetime.fromisoformat(row["at"])
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    number = int(row["number"])
    if not 0 < number < 2**31:
        raise ValueError
    return Arrival(UUID(str(row["key"])), number, at, device, _words(row.get("token")))


def _words(value: Any) -> str:
    """As text that a database takes: JSON can name halves of characters, and the null character."""
    words = str(value or "")
    words.encode()
    if "\0" in words:
        raise ValueError
    return words


def answer_of(result: Told) -> dict[str, object]:
    """What a device is answered."""
    counted = result.counted_at.isoformat() if result.counted_at else None
    answer = {"key": str(result.key), "number": result.number, "result": result.result}
    return {**answer, "counted_at": counted, "counted_by": result.counted_by}


def worker() -> HttpResponse:
    """The script that answers without a network: given at an address above nothing but the check-in."""
    path = finders.find("registration/check-in-worker.js")
    with open(path, "rb") as script:
        response = HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way."""
    response["Cache-Control"] = "private, no-store"
    return response
