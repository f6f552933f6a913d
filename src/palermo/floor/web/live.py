"""A speakers' list as it is: who speaks, who waits, how much time is used; for the page and for its script."""

import hashlib
import json
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.text import plain
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.floor.states import FloorState
from palermo.floor.time import GroupTime, group_times


class FloorRequestRow(NamedTuple):
    """A request, by the name of who asks; `place` is counted among those that wait."""

    request: FloorRequest
    name: str
    place: int
    is_own: bool
    seconds: int

    @property
    def left(self) -> int:
        """The seconds left of those allowed; without a limit, how long they have spoken."""
        allowed = self.request.seconds_allowed
        return self.seconds if allowed is None else max(0, allowed - self.seconds)


class Floor(NamedTuple):
    """The list: who has the floor, who waits in order, who has spoken, and what the groups have used."""

    speaks: FloorRequestRow | None
    waiting: list[FloorRequestRow]
    spoken: list[FloorRequestRow]
    used: list[GroupTime]


def floor_of(speakers_list: SpeakersList, viewer: Viewer) -> Floor:
    """The list as it is, by four queries however long it is."""
    now = clock.now()
    requests = list(_requests(speakers_list))
    by_state: dict[str, list[FloorRequest]] = {state: [] for state in FloorState}
    for request in requests:
        by_state[request.state].append(request)
    spoken = sorted(by_state[FloorState.SPOKEN], key=_began_at, reverse=True)

    def rows(requests: list[FloorRequest]) -> list[FloorRequestRow]:
        return [_row(each, place, viewer, now) for place, each in enumerate(requests, 1)]

    speaks = rows(by_state[FloorState.SPEAKING])
    return Floor(
        speaks[0] if speaks else None,
        rows(by_state[FloorState.WAITING]),
        rows(spoken),
        group_times(speakers_list, requests, now),
    )


def _began_at(request: FloorRequest) -> datetime:
    assert request.began_at
    return request.began_at


def _requests(speakers_list: SpeakersList) -> QuerySet[FloorRequest]:
    requests = FloorRequest.objects.filter(speakers_list=speakers_list).exclude(state=FloorState.WITHDRAWN)
    return requests.select_related("delegation", "organisation").prefetch_related("delegation__former_names")


def _row(request: FloorRequest, place: int, viewer: Viewer, now: datetime) -> FloorRequestRow:
    is_own = request.delegation_id in viewer.delegation_ids
    return FloorRequestRow(request, name_of_speaker(request), place, is_own, request.seconds_used(now))


def name_of_speaker(request: FloorRequest) -> str:
    """The short name a State has today, or an organization's name."""
    if request.delegation:
        return plain(request.delegation.short_name_on(clock.today()))
    return plain(request.organisation.name) if request.organisation else ""


def live_data(speakers_list: SpeakersList, floor: Floor) -> dict[str, object]:
    """A list as JSON, in the reader's language; it changes only when something happens, not by the second."""
    speaks = floor.speaks
    return {
        "language": active_language().code,
        "state": speakers_list.state,
        "state_words": speakers_list.get_state_display(),
        "speaks": speaks
        and {
            "name": speaks.name,
            "point_of_order": speaks.request.is_point_of_order,
            "began": _milliseconds(speaks.request.began_at),
            "allowed": speaks.request.seconds_allowed,
        },
        "waiting": [{"name": _waiting_label(row), "number": row.request.number} for row in floor.waiting],
        "spoken": len(floor.spoken),
    }


def _waiting_label(row: FloorRequestRow) -> str:
    if row.request.is_point_of_order:
        return _("%(name)s (point of order)") % {"name": row.name}
    return row.name


def digest_of(data: dict[str, object]) -> str:
    """The digest of a list as JSON, by which a change is noticed."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _milliseconds(instant: datetime | None) -> int | None:
    return int(instant.timestamp() * 1000) if instant else None
