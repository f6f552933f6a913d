"""A programme as it is, read once: conflicts are computed from it, and releases are frozen from it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Prefetch, QuerySet

from palermo.accounts.models import GroupMembership, State
from palermo.accounts.states import GroupKind
from palermo.core import clock
from palermo.core.natural_order import NaturalKey, natural_key
from palermo.core.text import MultilingualText
from palermo.programme.models import Programme, ProgrammeDay, ProgrammeItem, ProgrammePerson, Room
from palermo.programme.schedule.papers import papers_of_item, with_papers
from palermo.speakers.states import SpeakerState

NOTHING = MultilingualText()


@dataclass(frozen=True)
class Person:
    """Somebody in the programme, with the groups in which their State sits.

    With the id of their record as a `speaker`, their name is public only where they are published there.
    """

    slug: str
    name: MultilingualText
    function: MultilingualText = NOTHING
    organisation: MultilingualText = NOTHING
    state: str = ""
    state_name: MultilingualText = NOTHING
    gender: str = ""
    groups: Mapping[str, MultilingualText] = field(default_factory=dict)
    speaker: str = ""
    may_be_public: bool = True


@dataclass(frozen=True)
class Part:
    """What a person does in an item."""

    person: Person
    role: str
    minutes: int | None = None
    is_confirmed: bool = False


@dataclass(frozen=True)
class Hall:
    """A room and the languages interpreted there."""

    slug: str
    name: MultilingualText
    capacity: int | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """A day and the hours in which there is interpretation."""

    day: date
    title: MultilingualText = NOTHING
    interpreted: tuple[tuple[time, time], ...] = ()


@dataclass(frozen=True)
class Item:
    """What happens at an hour; without a day it has no place yet."""

    slug: str
    kind: str
    title: MultilingualText
    day: Day | None = None
    starts: time | None = None
    ends: time | None = None
    room: Hall | None = None
    objective: MultilingualText = NOTHING
    themes: MultilingualText = NOTHING
    languages: tuple[str, ...] = ()
    expected: int | None = None
    parts: tuple[Part, ...] = ()
    papers: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return minutes_of(self.ends) - minutes_of(self.starts) if self.starts and self.ends else 0


@dataclass(frozen=True)
class Plan:
    """The whole, in order: days by date, rooms as the secretariat has put them, items by hour."""

    event: str
    title: MultilingualText
    time_zone: str
    changeover: int
    days: tuple[Day, ...]
    rooms: tuple[Hall, ...]
    items: tuple[Item, ...]
    note: MultilingualText = NOTHING

    @property
    def placed(self) -> tuple[Item, ...]:
        """The items that have a place."""
        return tuple(item for item in self.items if item.day)


# Of those who have a record as speakers a plan reads the state only; their texts are long.
UNREAD = (
    *("name", "function", "organisation", "topic", "reason", "cv", "biography"),
    *("decision_reason", "answer_reason", "end_reason"),
)


def minutes_of(hour: time) -> int:
    """Minutes since midnight."""
    return hour.hour * 60 + hour.minute


def load_programme(pk: int) -> Programme:
    """A programme with everything in it, read once: as many queries for eighty items as for one."""
    return prefetch_programme(Programme.objects.filter(pk=pk)).get()


def prefetch_programme(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Programmes with everything in them."""
    people = ProgrammePerson.objects.select_related("state", "speaker").defer(*(f"speaker__{name}" for name in UNREAD))
    return programmes.select_related("event__activity", "event__place").prefetch_related(
        "days",
        "rooms",
        Prefetch("people", people),
        "people__state__former_names",
        Prefetch("items", with_papers(ProgrammeItem.objects.all())),
        "items__parts",
    )


def plan_of(programme: Programme) -> Plan:
    """The programme as it is in the database now."""
    return plan_from(load_programme(programme.pk))


def plan_from(programme: Programme) -> Plan:
    """The plan of a programme that was read with everything in it."""
    days = {row.pk: _day(row) for row in programme.days.all()}
    rooms = {row.pk: _room(row) for row in programme.rooms.all()}
    people = _people(programme, min((day.day for day in days.values()), default=clock.today()))
    confirmed = _confirmed_by_record(programme)
    items = [_item(row, days, rooms, people, confirmed) for row in programme.items.all()]
    return Plan(
        event=programme.event.activity.slug,
        title=programme.event.activity.title,
        time_zone=programme.time_zone,
        changeover=programme.changeover_minutes,
        days=tuple(days.values()),
        rooms=tuple(rooms.values()),
        items=tuple(sorted(items, key=item_order)),
        note=programme.preface,
    )


def item_order(item: Item) -> tuple[date, time, time, NaturalKey]:
    """By day and hour, those of one hour as one counts; what has no place yet comes last."""
    if item.day and item.starts and item.ends:
        return item.day.day, item.starts, item.ends, natural_key(item.slug)
    return date.max, time.max, time.max, natural_key(item.slug)


def codes_in(written: str) -> tuple[str, ...]:
    """Codes of languages, stored with blanks between them."""
    return tuple(written.split())


def _day(row: ProgrammeDay) -> Day:
    return Day(row.day, row.title, row.interpreted)


def _room(row: Room) -> Hall:
    return Hall(row.slug, row.name, row.seats, codes_in(row.languages))


def _people(programme: Programme, day: date) -> dict[int, Person]:
    rows = list(programme.people.all())
    groups = _groups({row.state_id for row in rows if row.state_id}, day)
    return {row.pk: _person(row, groups, day) for row in rows}


def _groups(states: set[int], day: date) -> dict[int, dict[str, MultilingualText]]:
    """The regional groups of States on a day."""
    by_state: dict[int, dict[str, MultilingualText]] = defaultdict(dict)
    memberships = GroupMembership.objects.filter(state__in=states, group__kind=GroupKind.REGIONAL).current_on(day)
    for membership in memberships.select_related("group").order_by("group__slug"):
        by_state[membership.state_id][membership.group.slug] = membership.group.name
    return by_state


def _person(row: ProgrammePerson, groups: dict[int, dict[str, MultilingualText]], day: date) -> Person:
    state: State | None = row.state
    return Person(
        row.slug,
        row.name,
        row.function,
        row.organisation,
        state.slug if state else "",
        state.short_name_on(day) if state else NOTHING,
        row.gender,
        groups.get(row.state_id or 0, {}),
        row.speaker.slug if row.speaker else "",
        row.speaker.is_published if row.speaker else True,
    )


def _confirmed_by_record(programme: Programme) -> dict[int, bool]:
    """Of those who have a record as speakers, whether they are confirmed there: the day noted here counts nothing."""
    people = programme.people.all()
    return {row.pk: row.speaker.state == SpeakerState.CONFIRMED for row in people if row.speaker}


def _item(
    row: ProgrammeItem,
    days: dict[int, Day],
    rooms: dict[int, Hall],
    people: dict[int, Person],
    confirmed: dict[int, bool],
) -> Item:
    parts = [
        Part(
            people[part.person_id],
            part.role,
            part.minutes,
            confirmed.get(part.person_id, part.confirmed_on is not None),
        )
        for part in row.parts.all()
    ]
    return Item(
        row.slug,
        row.kind,
        row.title,
        days.get(row.day_id or 0),
        row.starts_at,
        row.ends_at,
        rooms.get(row.room_id or 0),
        row.objective,
        row.themes,
        codes_in(row.languages),
        row.expected,
        tuple(parts),
        papers_of_item(row),
    )
