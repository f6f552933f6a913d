"""Programmes of events, as rows: past every rule."""

from datetime import UTC, date, datetime, time

from palermo.core.audiences import Audience
from palermo.events.models import Event
from palermo.library.models import Document
from palermo.programme.models import (
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
)
from palermo.programme.schedule.content import content_of, digest_of
from palermo.programme.schedule.plan import plan_of
from tests.factories.accounts import make_state
from tests.factories.activities import make_event
from tests.factories.common import number, text
from tests.factories.library import make_document

FIRST = date(2008, 2, 13)
# As acts are stamped: to the microsecond.
RELEASED = datetime(2008, 1, 20, 12, 0, 0, 123456, tzinfo=UTC)


def make_programme(event: Event | None = None, *, days: int = 1, **fields) -> Programme:
    """A programme whose days are interpreted in the morning and in the afternoon."""
    event = event or make_event("Forum", kind="forum", starts_on=FIRST, ends_on=date(2008, 2, 15))
    made = Programme.objects.create(**{"slug": event.activity.slug, "event": event, **fields})
    for place in range(days):
        make_day(made, date(2008, 2, 13 + place))
    return made


def make_day(programme: Programme, day: date = FIRST, **fields) -> ProgrammeDay:
    hours = {"interpreted_from": time(10), "interpreted_until": time(13)}
    hours |= {"interpreted_again_from": time(15), "interpreted_again_until": time(18)}
    return ProgrammeDay.objects.create(programme=programme, day=day, **{**hours, **fields})


def make_room(programme: Programme, name: str = "Hall", **fields) -> Room:
    return Room.objects.create(
        **{
            "programme": programme,
            "slug": f"room-{number()}",
            "name": text(name),
            "languages": "ar zh en fr ru es",
            **fields,
        }
    )


def make_programme_person(programme: Programme, name: str = "Person", **fields) -> ProgrammePerson:
    return ProgrammePerson.objects.create(
        **{"programme": programme, "slug": f"person-{number()}", "name": text(name), **fields}
    )


def make_item(
    programme: Programme, title: str = "Item", *, day: date | None = FIRST, hours: str = "10-11", **fields
) -> ProgrammeItem:
    """An item on the first day by default; `hours` as "10-11.30"."""
    placed = {}
    if day:
        first, last = hours.split("-")
        placed = {"day": programme.days.get(day=day), "starts_at": _hour(first), "ends_at": _hour(last)}
    return ProgrammeItem.objects.create(
        **{
            "programme": programme,
            "slug": f"item-{number()}",
            "kind": "panel",
            "title": text(title),
            **placed,
            **fields,
        }
    )


def make_part(item: ProgrammeItem, person: ProgrammePerson | None = None, role: str = "speaker", **fields):
    """A part, confirmed by default."""
    return ProgrammePart.objects.create(
        **{
            "item": item,
            "number": item.parts.count() + 1,
            "person": person or make_programme_person(item.programme),
            "role": role,
            "confirmed_on": date(2008, 1, 10),
            **fields,
        }
    )


def make_release(programme: Programme, audience: str = Audience.PUBLIC, **fields) -> ProgrammeRelease:
    """The programme as it is, frozen under the next number."""
    content = fields.pop("content", None) or content_of(plan_of(programme), audience)
    return ProgrammeRelease.objects.create(
        **{
            "programme": programme,
            "number": programme.releases.count() + 1,
            "audience": audience,
            "content": content,
            "digest": digest_of(content),
            "released_at": RELEASED,
            **fields,
        }
    )


def full(programme):
    """A panel with a person who has confirmed and one who has not, and a paper."""
    item = make_item(programme, "Panel", room=make_room(programme, "Hall A"), slug="panel")
    state = make_state("Country")
    sure = make_programme_person(
        programme, "Ms. Sure", slug="sure", function=text("Minister"), state=state, gender="woman"
    )
    make_part(item, sure, "chair", minutes=10)
    make_part(item, make_programme_person(programme, "Mr. Asked", slug="asked", gender="man"), confirmed_on=None)
    item.documents.add(Document.objects.filter(slug="a-paper").first() or make_document("Paper", slug="a-paper"))
    make_item(programme, "Not placed", day=None)
    return item


def _hour(written: str) -> time:
    hour, _point, minute = written.partition(".")
    return time(int(hour), int(minute or 0))
