"""Check-in: a page that works by form, by script, and by script without a network; and what devices send."""

from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.speech.signs import label_value
from palermo.core.text import plain
from palermo.events.web.charts.participation import progress_chart
from palermo.registration.actions.badges import Arrival, CheckInReply, check_in_all
from palermo.registration.counting import total_heads
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
from palermo.registration.web.views.registrations import about, registration_for
from palermo.site.access import secretariat_only
from palermo.site.charts.pages import render_with_charts

LAST = 10


@secretariat_only
def check_in(request: SiteRequest, slug: str) -> HttpResponse:
    """Check in by number, by name or by the code of a badge; people of the same name are offered to choose from."""
    registration = registration_for(slug, request.viewer)
    check_may_check_in(request.user, registration)
    result, who = None, request.POST.get("who", "").strip()[:200]
    offered: list[Participant] = []
    if request.method == "POST":
        number, token = number_of(registration, who)
        if number is not None:
            arrival = Arrival(uuid4(), number, clock.now(), token=token)
            result = check_in_all(registration, [arrival], by=request.user)[0]
        else:
            offered = find_by_name(registration, _accredited_participants(request, registration), who)
    numbers = total_heads(registration)
    context = {
        **about(registration),
        "reply": result,
        "person": _person(request, registration, result),
        "offered": offered,
        "who": who,
        "numbers": numbers,
        "last": _last(request, registration),
        "desk": {name: reverse(f"check_in_{name}", args=[slug]) for name in ("list", "arrivals", "worker")},
    }
    return render_with_charts(request, "registration/check_in.html", context, {"progress": progress_chart(numbers)})


def _accredited_participants(request: SiteRequest, registration: Registration) -> QuerySet[Participant]:
    return participants_visible_to(request.viewer).filter(registration=registration, state=ParticipantState.ACCREDITED)


def _person(request: SiteRequest, registration: Registration, result: CheckInReply | None) -> Participant | None:
    if result is None:
        return None
    people = participants_visible_to(request.viewer).filter(registration=registration, number=result.number)
    return next(iter(people_with_arrival(registration, people)), None)


def _last(request: SiteRequest, registration: Registration) -> list[CheckIn]:
    counted = check_ins_visible_to(request.viewer).filter(participant__registration=registration)
    counted = counted.filter(result=CheckInResult.COUNTED).select_related("participant")
    return list(counted.order_by("-received_at", "-pk")[:LAST])


def _last_rows(request: SiteRequest, registration: Registration) -> list[dict[str, object]]:
    """Who was counted last, for the page that goes on without being loaded again."""
    return [
        {
            "number": each.participant.number,
            "name": each.participant.name,
            "undo": reverse("act", args=["undo-check-in", each.pk]),
        }
        for each in _last(request, registration)
    ]


@require_safe
@secretariat_only
def check_in_list(request: SiteRequest, slug: str) -> HttpResponse:
    """The data with which a device works without a network: who may come in, and how a badge is verified."""
    registration = registration_for(slug, request.viewer)
    check_may_check_in(request.user, registration)
    data = check_in_data(request, registration, _accredited_participants(request, registration), registration.delete_on)
    data["last"] = _last_rows(request, registration)
    return private(JsonResponse(data, json_dumps_params={"ensure_ascii": False}))


@require_POST
@secretariat_only
def check_in_arrivals(request: SiteRequest, slug: str) -> HttpResponse:
    """Take the arrivals of a device. Sent again, they get the same answer; each person is counted once."""
    registration = registration_for(slug, request.viewer)
    arrivals = arrivals_in(request)
    if arrivals is None:
        return JsonResponse({"refusal": _("The data sent by the device could not be read.")}, status=400)
    results = check_in_all(registration, arrivals, by=request.user)
    answer = {"results": [answer_of(each) for each in results], "came": total_heads(registration).came}
    return private(JsonResponse({**answer, "last": _last_rows(request, registration)}))


@require_safe
@secretariat_only
def check_in_worker(request: SiteRequest, slug: str) -> HttpResponse:
    """The script that answers without a network: here, since it may answer only below its own address."""
    return worker()


@require_safe
@secretariat_only
def check_in_app(request: SiteRequest, slug: str) -> HttpResponse:
    """The manifest with which a phone puts the page on its home screen."""
    registration = registration_for(slug, request.viewer)
    start = reverse("check_in", args=[slug])
    manifest = {
        "name": label_value(_("Check-in"), plain(registration.event.activity.title)),
        "short_name": _("Check-in"),
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#fcfbf8",
        "theme_color": "#143f73",
        "icons": [{"src": static("registration/check-in.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return private(JsonResponse(manifest, content_type="application/manifest+json"))
