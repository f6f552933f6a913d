"""What is done to speakers' lists: opened and closed, asked for, moved, given the floor and ended."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max, QuerySet

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, RegionalGroup, State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.floor import rules as floor
from palermo.floor.models import FloorRequest, GroupLimit, SpeakersList
from palermo.floor.rules import released_title
from palermo.floor.states import FloorState, ListState
from palermo.floor.time import group_times, seconds_allowed
from palermo.programme.actions.programmes import lock_programme
from palermo.programme.models import ProgrammeItem

Limits = Mapping[RegionalGroup, int]


@transaction.atomic
def open_speakers_list(
    item: ProgrammeItem, *, kind: str, seconds_each: int | None = None, limits: Limits | None = None, by: Actor
) -> SpeakersList:
    """Open a list for an item that Member States find in the programme.

    Refused if they do not, or if the item has such a list.
    """
    programme = lock_programme(item.programme)
    floor.check_can_open_list(by, item, kind)
    speakers_list = SpeakersList(
        item=item,
        slug=free_id(SpeakersList, (f"{programme.slug}-{item.slug}-{kind}")[:190]),
        title=released_title(item),
        kind=kind,
        seconds_each=seconds_each,
        opened_at=clock.now(),
    )
    insert_row(speakers_list)
    record("speakers_list.opened", speakers_list, by=by, **_set_limits(speakers_list, limits or {}))
    return speakers_list


@transaction.atomic
def set_time_limits(
    speakers_list: SpeakersList, *, seconds_each: int | None, limits: Limits | None = None, by: Actor
) -> SpeakersList:
    """Change the time limits of statements and of groups. The present speaker keeps the earlier limit."""
    speakers_list = _lock_speakers_list(speakers_list)
    floor.check_may_keep_list(by, speakers_list)
    speakers_list.seconds_each = seconds_each
    speakers_list.full_clean()
    speakers_list.save(update_fields=["seconds_each"])
    record("speakers_list.limited", speakers_list, by=by, **_set_limits(speakers_list, limits or {}))
    return speakers_list


@transaction.atomic
def close_speakers_list(speakers_list: SpeakersList, *, by: Actor) -> SpeakersList:
    """Take no more requests. Those on the list speak. Refused if it is closed."""
    speakers_list = _lock_speakers_list(speakers_list)
    floor.check_can_close_list(by, speakers_list)
    speakers_list.state, speakers_list.closed_at = ListState.CLOSED, clock.now()
    speakers_list.save(update_fields=["state", "closed_at"])
    record("speakers_list.closed", speakers_list, by=by)
    return speakers_list


@transaction.atomic
def reopen_speakers_list(speakers_list: SpeakersList, *, by: Actor) -> SpeakersList:
    """Take requests again. Refused if it is open."""
    speakers_list = _lock_speakers_list(speakers_list)
    floor.check_can_reopen_list(by, speakers_list)
    speakers_list.state, speakers_list.closed_at = ListState.OPEN, None
    speakers_list.save(update_fields=["state", "closed_at"])
    record("speakers_list.reopened", speakers_list, by=by)
    return speakers_list


@transaction.atomic
def ask_for_floor(
    speakers_list: SpeakersList,
    *,
    delegation: State | None = None,
    organisation: Organisation | None = None,
    is_point_of_order: bool = False,
    by: Actor,
) -> FloorRequest:
    """Put a State or an organization on the list: at its end, a point of order before all others.

    Refused if the list is closed, if they wait already, or if the actor may not do it.
    """
    speakers_list = _lock_speakers_list(speakers_list)
    last = speakers_list.requests.aggregate(number=Max("number"), place=Max("place"))
    request = FloorRequest(
        speakers_list=speakers_list,
        number=(last["number"] or 0) + 1,
        place=(last["place"] or 0) + 1,
        delegation=delegation,
        organisation=organisation,
        is_point_of_order=is_point_of_order,
        requested_at=clock.now(),
    )
    floor.check_can_ask(by, request)
    insert_row(request)
    _log("floor.requested", request, by, point_of_order=is_point_of_order)
    return request


@transaction.atomic
def withdraw_request(request: FloorRequest, *, by: Actor) -> FloorRequest:
    """Take a request from the list; that it was there stays on record.

    Refused if it is another delegation's, or if they have the floor or had it.
    """
    request = _lock_request(request)
    floor.check_can_withdraw_request(by, request)
    request.state = FloorState.WITHDRAWN
    request.save(update_fields=["state"])
    _log("floor.withdrawn", request, by)
    return request


@transaction.atomic
def move_request(request: FloorRequest, *, to: int, reason: MultilingualText, by: Actor) -> FloorRequest:
    """Give a request another place among those that wait, counted from one; the chair's reason stays with it.

    Refused if it does not wait, or is a point of order.
    """
    request = _lock_request(request)
    floor.check_can_move_request(by, request)
    waiting = list(_waiting_requests(request.speakers_list).exclude(pk=request.pk))
    places = sorted([request.place, *(each.place for each in waiting)])
    waiting.insert(min(max(to, 1), len(places)) - 1, request)
    for each, place in zip(waiting, places, strict=True):
        each.place = place
        if each.pk == request.pk:
            each.moved_reason = reason
        each.save(update_fields=["place", "moved_reason"])
    _log("floor.moved", request, by, to=to, reason=dict(reason))
    return request


@transaction.atomic
def give_floor(request: FloorRequest, *, by: Actor) -> FloorRequest:
    """Let somebody speak; how long they have is fixed now: the list's limit, or what is left of their group's time.

    Refused if somebody else has the floor.
    """
    request = _lock_request(request)
    floor.check_can_give_floor(by, request)
    now, speakers_list = clock.now(), request.speakers_list
    request.seconds_allowed = seconds_allowed(request, group_times(speakers_list, speakers_list.requests.all(), now))
    request.state, request.began_at = FloorState.SPEAKING, now
    request.save(update_fields=["state", "began_at", "seconds_allowed"])
    _log("floor.given", request, by, seconds_allowed=request.seconds_allowed)
    return request


@transaction.atomic
def end_statement(request: FloorRequest, *, by: Actor) -> FloorRequest:
    """Note that somebody has spoken, and for how long. Refused if they do not have the floor."""
    request = _lock_request(request)
    floor.check_can_end_statement(by, request)
    request.state, request.ended_at = FloorState.SPOKEN, clock.now()
    request.save(update_fields=["state", "ended_at"])
    _log("floor.ended", request, by, seconds=request.seconds_used(request.ended_at))
    return request


def _waiting_requests(speakers_list: SpeakersList) -> QuerySet[FloorRequest]:
    return speakers_list.requests.filter(state=FloorState.WAITING, is_point_of_order=False).order_by("place", "number")


def _lock_speakers_list(speakers_list: SpeakersList) -> SpeakersList:
    """The list, locked by its programme, so that two lists of one item are never changed at the same time."""
    programme = lock_programme(speakers_list.item.programme)
    locked = SpeakersList.objects.select_related("item").get(pk=speakers_list.pk)
    locked.item.programme = programme
    return locked


def _lock_request(request: FloorRequest) -> FloorRequest:
    speakers_list = _lock_speakers_list(request.speakers_list)
    locked = FloorRequest.objects.select_related("delegation", "organisation").get(pk=request.pk)
    locked.speakers_list = speakers_list
    return locked


def _set_limits(speakers_list: SpeakersList, limits: Limits) -> dict[str, object]:
    """Store the limits of the groups; gives them for the log."""
    speakers_list.limits.exclude(group__in=list(limits)).delete()
    for group, seconds in limits.items():
        GroupLimit.objects.update_or_create(speakers_list=speakers_list, group=group, defaults={"seconds": seconds})
    by_group = {group.slug: seconds for group, seconds in limits.items()}
    return {"seconds_each": speakers_list.seconds_each, "by_group": by_group}


def _log(verb: str, request: FloorRequest, by: Actor, **details: object) -> None:
    speaker = request.delegation or request.organisation
    record(verb, request.speakers_list, by=by, number=request.number, speaker=speaker and speaker.slug, **details)
