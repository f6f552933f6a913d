"""Speakers' lists: of an event, one by one, for the chair and for the speaker; and as JSON for the pages' script."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.rules import can
from palermo.events.queries.events import events_visible_to
from palermo.events.workspace import address_of_page
from palermo.floor.models import SpeakersList
from palermo.floor.queries import speakers_lists_visible_to
from palermo.floor.rules import check_may_ask, check_may_keep_list
from palermo.floor.states import ListState
from palermo.floor.web.live import digest_of, floor_of, live_data
from palermo.programme.models import ProgrammeItem
from palermo.programme.queries.programmes import programme_items_visible_to
from palermo.programme.states.programmes import ItemKind
from palermo.site.access import member_states_only


@require_safe
@member_states_only
def event_floor(request: SiteRequest, slug: str) -> HttpResponse:
    """The speakers' lists of an event; for the secretariat, the items for which there can be one."""
    event = get_object_or_404(events_visible_to(request.viewer).select_related("activity"), activity__slug=slug)
    lists = speakers_lists_visible_to(request.viewer).filter(item__programme__event=event)
    context = {
        "event": event,
        "activity": event.activity,
        "lists": lists.select_related("item__day").order_by("item__day__day", "item__starts_at", "slug"),
        "items": _items(request, slug),
        "programme": address_of_page(event, request.viewer, "programme_editor")
        or address_of_page(event, request.viewer, "event_programme"),
    }
    return render(request, "floor/list.html", context)


def _items(request: SiteRequest, slug: str) -> list[ProgrammeItem]:
    items = programme_items_visible_to(request.viewer).filter(programme__event__activity__slug=slug)
    placed = items.exclude(day=None).exclude(kind=ItemKind.BREAK).select_related("day").defer("objective", "themes")
    return list(placed.order_by("day__day", "starts_at", "slug"))


def _list(request: SiteRequest, slug: str) -> SpeakersList:
    lists = speakers_lists_visible_to(request.viewer).select_related("item__programme__event__activity")
    return get_object_or_404(lists.prefetch_related("limits"), slug=slug)


def _context(request: SiteRequest, slug: str) -> dict[str, object]:
    speakers_list = _list(request, slug)
    floor, event = floor_of(speakers_list, request.viewer), speakers_list.item.programme.event
    data = live_data(speakers_list, floor)
    return {
        "list": speakers_list,
        "event": event,
        "activity": event.activity,
        "floor": floor,
        "time_zone": speakers_list.item.programme.time_zone,
        "is_open": speakers_list.state == ListState.OPEN,
        "keeps": can(check_may_keep_list, request.user, speakers_list),
        "may_ask": can(check_may_ask, request.user, speakers_list),
        "live": {**data, "now": int(clock.now().timestamp() * 1000), "tag": digest_of(data)},
    }


@require_safe
@member_states_only
def speakers_list(request: SiteRequest, slug: str) -> HttpResponse:
    """One list: for delegates their seat, from which they ask for the floor; for officers where they keep it."""
    return render(request, "floor/detail.html", _context(request, slug))


@require_safe
@member_states_only
def speakers_list_chair(request: SiteRequest, slug: str) -> HttpResponse:
    """For the chair: who speaks, for how long still, who comes next, what the groups have used."""
    return render(request, "floor/chair.html", _context(request, slug))


@require_safe
@member_states_only
def speakers_list_speaker(request: SiteRequest, slug: str) -> HttpResponse:
    """For the screen before the speaker: the time that is left, as large as it can be."""
    return render(request, "floor/speaker.html", _context(request, slug))


@require_safe
@member_states_only
def speakers_list_live(request: SiteRequest, slug: str) -> HttpResponse:
    """The list as JSON for the pages' script, every few seconds; 304 where nothing changed."""
    speakers_list = _list(request, slug)
    data = live_data(speakers_list, floor_of(speakers_list, request.viewer))
    tag = f'"{digest_of(data)}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponse(status=304)
    else:
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["ETag"] = tag
    response["Palermo-Now"] = str(int(clock.now().timestamp() * 1000))
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_cache=True)
    return response
