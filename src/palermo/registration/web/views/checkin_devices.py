"""Check-in by a device without an account: opened by a link that works once, kept by a secret of its own.

The secret lies in a cookie that the browser sends to these addresses only. It opens whom the device may check in, and
nothing else: no viewer, no role, no other page knows of it.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from palermo.accounts.rate_limits import RateLimit, consume, network_of, too_many_requests
from palermo.accounts.requests import SiteRequest
from palermo.core import clock, letters
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.whole_numbers import whole_number
from palermo.registration.actions.badges import Arrival, CheckInReply
from palermo.registration.actions.devices import check_in_at_door, give_device_link, use_device_link
from palermo.registration.counting import total_heads
from palermo.registration.models import CheckIn, DoorDevice, Participant
from palermo.registration.queries.devices import device_of_link, device_of_session, devices_visible_to, participants_at
from palermo.registration.rules.devices import check_device_holds, check_may_open_device
from palermo.registration.states import CheckInResult
from palermo.registration.web.checkin import (
    answer_of,
    arrivals_in,
    check_in_data,
    find_by_name,
    number_of,
    people_with_arrival,
    worker,
)
from palermo.registration.web.guarding import guarded
from palermo.registration.web.views.registrations import about, registration_for
from palermo.site.access import secretariat_only
from palermo.site.qr_codes import draw_qr_code

COOKIE, FOLDER = "palermo_door", "/door/"
# Not 404: the site would look for a page of that address in the reader's language.
GONE = 410
# A device fetches its list repeatedly, and reports each person.
DEVICE_LIMIT, STRANGER_LIMIT = RateLimit(900, 5 * 60), RateLimit(60, 5 * 60)
PARTS = {"list": "door_list", "arrivals": "door_arrivals", "worker": "door_worker"}
View = Callable[..., HttpResponse]


def at_door(view: View) -> View:
    """Give the view the device whose secret the browser sends; its responses are never cached."""

    @wraps(view)
    def wrapper(request: SiteRequest) -> HttpResponse:
        device = device_of_session(request.COOKIES.get(COOKIE, ""))
        if device:
            is_allowed = consume("door", DEVICE_LIMIT, by=str(device.pk))
        else:
            is_allowed = consume("no_door", STRANGER_LIMIT, by=network_of(request))
        response = _device_response(request, view, device) if is_allowed else too_many_requests(request)
        response["X-Robots-Tag"] = "noindex"
        return response

    return login_not_required(never_cache(wrapper))


def _device_response(request: SiteRequest, view: View, device: DoorDevice | None) -> HttpResponse:
    if device is None:
        return _refusal_response(
            request, None, _("This device is not authorized. Ask the secretariat for a link."), GONE
        )
    try:
        check_device_holds(device)
        return view(request, device)
    except Refused as refused:
        return _refusal_response(request, device, str(refused), GONE if _is_over(device) else 403)


def _is_over(device: DoorDevice) -> bool:
    """Whether the device will never hold again; it then forgets its list."""
    today = clock.today(device.registration.event.time_zone)
    return bool(device.revoked_at or device.registration.purged_on) or device.closes_on < today


def _refusal_response(request: SiteRequest, device: DoorDevice | None, refusal: str, status: int) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"refusal": refusal}, status=status)
    context = {"device": device, "refusal": refusal, "is_over": status == GONE}
    return render(request, "registration/door_shut.html", context, status=status)


@guarded
@require_http_methods(["GET", "HEAD", "POST"])
def door_link(request: SiteRequest, secret: str) -> HttpResponse:
    """Ask before a link opens, since mail programs and cameras follow links too; it opens once."""
    device = device_of_link(secret)
    if device is None:
        refusal = _("This link is not valid: it was used, replaced by a newer one, or its device was revoked.")
        return _refusal_response(request, None, refusal, GONE)
    context: dict[str, object] = {"device": device, "activity": device.registration.event.activity}
    try:
        check_device_holds(device)
        if request.method == "POST":
            return _take_up_link(device, secret)
    except Refused as refused:
        context["refusal"] = str(refused)
    return render(request, "registration/door_open.html", context)


def _take_up_link(device: DoorDevice, link: str) -> HttpResponse:
    device, secret = use_device_link(link, by=device)
    response = redirect("door")
    days = (device.closes_on - clock.today(device.registration.event.time_zone)).days + 1
    response.set_cookie(
        COOKIE,
        secret,
        max_age=timedelta(days=days),
        path=FOLDER,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Strict",
    )
    return response


@at_door
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: SiteRequest, device: DoorDevice) -> HttpResponse:
    """Check-in as officers have it, by number, name or badge; without what was counted last."""
    registration, result = device.registration, None
    offered: list[Participant] = []
    who = request.POST.get("who", "").strip()[:200]
    if request.method == "POST":
        number, token = number_of(registration, who)
        if number is not None:
            result = check_in_at_door([Arrival(uuid4(), number, clock.now(), token=token)], by=device)[0]
        else:
            offered = find_by_name(registration, participants_at(device), who)
    context = {
        **about(registration),
        "device": device,
        "reply": result,
        "person": _person(device, result),
        "offered": offered,
        "who": who,
        "numbers": total_heads(registration),
        "desk": {part: reverse(name) for part, name in PARTS.items()},
    }
    return render(request, "registration/door.html", context)


def _person(device: DoorDevice, result: CheckInReply | None) -> Participant | None:
    """Somebody accredited; of others a device learns no more than that they are not."""
    people = participants_at(device).filter(number=result.number) if result else None
    return next(iter(people_with_arrival(device.registration, people)), None) if people is not None else None


@at_door
@require_GET
def door_list(request: SiteRequest, device: DoorDevice) -> HttpResponse:
    """Whom the device may check in; it forgets them after its last day."""
    until = min(device.registration.delete_on, device.closes_on + timedelta(days=1))
    data = check_in_data(request, device.registration, participants_at(device), until)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@at_door
@require_POST
def door_arrivals(request: SiteRequest, device: DoorDevice) -> HttpResponse:
    """Take the arrivals of a device, under its own name whatever it calls itself."""
    arrivals = arrivals_in(request)
    if arrivals is None:
        return JsonResponse({"refusal": _("The data sent by the device could not be read.")}, status=400)
    results = check_in_at_door(arrivals, by=device)
    came = total_heads(device.registration).came
    return JsonResponse({"results": [answer_of(each) for each in results], "came": came})


@login_not_required
@require_safe
def door_worker(request: SiteRequest) -> HttpResponse:
    """The script that keeps the page of a device: it may answer only below its own address."""
    return worker()


@secretariat_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door_devices(request: SiteRequest, slug: str) -> HttpResponse:
    """The devices of an event; a link that was asked for is shown once."""
    registration = registration_for(slug, request.viewer)
    devices = devices_visible_to(request.viewer).filter(registration=registration)
    context: dict[str, object] = {
        **about(registration),
        "may_open": can(check_may_open_device, request.user, registration),
    }
    if request.method == "POST":
        number = request.POST.get("device", "")
        device = get_object_or_404(devices, pk=whole_number(number) or 0)
        device, secret = give_device_link(device, by=request.user)
        link = letters.address(reverse("door_link", args=[secret]))
        context |= {"given": device, "link": link, "code": SafeString(draw_qr_code(link))}
    counted = CheckIn.objects.filter(participant__registration=registration, result=CheckInResult.COUNTED)
    counts = dict(counted.order_by().values_list("device").annotate(Count("pk")))
    context["devices"] = [(each, counts.get(each.name, 0)) for each in devices]
    return render(request, "registration/devices.html", context)
