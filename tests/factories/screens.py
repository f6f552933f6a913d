"""Screens, notices, speakers' lists and preparations, as rows: past every rule."""

from datetime import UTC, date, datetime

from palermo.events.models import Event
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.logistics.models import LogisticsTask, ParticipantNeed
from palermo.programme.models import Programme, ProgrammeItem, Screen, ScreenNotice
from tests.factories.accounts import make_state
from tests.factories.common import number, text

NOON = datetime(2008, 2, 13, 11, 0, tzinfo=UTC)


def make_screen(programme: Programme, kind: str = "foyer", **fields) -> Screen:
    return Screen.objects.create(
        **{"programme": programme, "slug": f"screen-{number()}", "name": "Screen", "kind": kind, **fields}
    )


def make_notice(programme: Programme, words: str = "Notice", *, state: str = "published", **fields) -> ScreenNotice:
    """A published notice by default."""
    instants = {
        "published_at": None if state == "draft" else NOON,
        "withdrawn_at": NOON if state == "withdrawn" else None,
    }
    return ScreenNotice.objects.create(
        **{
            "programme": programme,
            "number": programme.notices.count() + 1,
            "text": text(words),
            "state": state,
            **instants,
            **fields,
        }
    )


def make_list(item: ProgrammeItem, kind: str = "statements", **fields) -> SpeakersList:
    closed = {"closed_at": NOON} if fields.get("state") == "closed" else {}
    return SpeakersList.objects.create(
        **{
            "item": item,
            "slug": f"list-{number()}",
            "title": item.title,
            "kind": kind,
            "opened_at": NOON,
            **closed,
            **fields,
        }
    )


def make_floor_request(speakers_list: SpeakersList, *, state: str = "waiting", **fields) -> FloorRequest:
    place = speakers_list.requests.count() + 1
    instants = {"began_at": NOON} if state in {"speaking", "spoken"} else {}
    instants |= {"ended_at": NOON} if state == "spoken" else {}
    asks = {} if "delegation" in fields or "organisation" in fields else {"delegation": make_state()}
    return FloorRequest.objects.create(
        **{
            "speakers_list": speakers_list,
            "number": place,
            "place": place,
            "requested_at": NOON,
            "state": state,
            **asks,
            **instants,
            **fields,
        }
    )


def make_task(event: Event, title: str = "Task", *, state: str = "open", **fields) -> LogisticsTask:
    days = {} if state == "open" else {"state_on": date(2008, 1, 20)}
    return LogisticsTask.objects.create(
        **{
            "event": event,
            "slug": f"task-{number()}",
            "title": text(title),
            "days_before": 10,
            "due_on": date(2008, 2, 3),
            "state": state,
            **days,
            **fields,
        }
    )


def make_need(event: Event, *officers, **fields) -> ParticipantNeed:
    need = ParticipantNeed.objects.create(
        **{
            "event": event,
            "person": "Participant 17",
            "kind": "access",
            "text": "A ramp",
            "delete_on": date(2008, 3, 15),
            **fields,
        }
    )
    need.officers.set(officers)
    return need
