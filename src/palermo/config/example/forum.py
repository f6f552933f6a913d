"""A Forum as large as they come, made with a seed: three days, four rooms, eighty items, two hundred people.

The items fill the rooms without a clash; a few of each kind of conflict are put in on purpose, so that the editor has
something to say. Rows are made in bulk: this measures reading, not writing.
"""

import random
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction

from palermo.accounts.models import GroupMembership, Place, RegionalGroup, State
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.models import Activity, Mandate
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
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.speakers.states import Gender

SEED = 2008
SLUG = "full-forum"
FIRST, DAYS, PEOPLE = date(2008, 2, 13), 3, 200
# Of each day: when the slots of the rooms begin and end, and the breaks between them.
SLOTS = [("09:30", "10:45"), ("11:15", "12:30"), ("13:00", "14:00"), ("14:30", "15:45"), ("16:15", "17:15")]
SLOTS += [("17:30", "18:30")]
BREAKS = [("10:45", "11:15"), ("12:30", "13:00"), ("15:45", "16:15")]
ITEMS = 80
TITLES = {
    "ar": "حماية ضحايا الاتجار بالأشخاص ومساعدتهم",
    "zh": "保护和协助人口贩运受害人",
    "en": "Protecting and assisting victims of trafficking in persons",
    "fr": "Protéger et aider les victimes de la traite des personnes",
    "ru": "Защита пострадавших от торговли людьми и помощь им",
    "es": "Proteger y ayudar a las víctimas de la trata de personas",
}
OBJECTIVES = {
    "ar": "يتبادل المشاركون الخبرات بشأن التعرف على الضحايا وحمايتهم ويحددون ما يمكن القيام به معاً.",
    "zh": "与会者交流识别和保护受害人的经验，并确定可以共同开展的工作。",
    "en": "Participants exchange experience in identifying and protecting victims, and name what can be done together.",
    "fr": "Les participants échangent leur expérience et disent ce qui peut se faire ensemble pour les victimes.",
    "ru": "Участники обмениваются опытом выявления и защиты пострадавших и определяют, что можно сделать вместе.",
    "es": "Los participantes intercambian experiencias sobre la protección de las víctimas y definen qué hacer juntos.",
}
FORUM = {"ar": "المنتدى", "zh": "论坛", "en": "Forum", "fr": "Forum", "ru": "Форум", "es": "Foro"}
COFFEE = {"ar": "استراحة", "zh": "茶歇", "en": "Coffee", "fr": "Pause café", "ru": "Кофе", "es": "Café"}
NAMES = {
    "ar": "المشارك",
    "zh": "与会者",
    "en": "Participant",
    "fr": "Participant",
    "ru": "Участник",
    "es": "Participante",
}
HALLS = {"ar": "القاعة", "zh": "会议厅", "en": "Hall", "fr": "Salle", "ru": "Зал", "es": "Sala"}
POSTS = {"ar": "وزير العدل", "zh": "司法部长", "en": "Minister of Justice", "fr": "Ministre de la justice"}
POSTS |= {"ru": "Министр юстиции", "es": "Ministro de Justicia"}


def numbered_text(words: dict[str, str], number: int) -> MultilingualText:
    """Words in every language, with a number after them."""
    return MultilingualText({code: f"{words[code]} {number}" for code in CODES})


class Forum:
    """Makes the rows; `chance` is the only source of variety."""

    def __init__(self, seed: int = SEED) -> None:
        self.chance = random.Random(seed)  # noqa: S311 -- a Forum that is the same each time

    @transaction.atomic
    def make(
        self, mandate: Mandate | None = None, *, title: MultilingualText | None = None, by: str = "the benchmark"
    ) -> Programme:
        """The event, its programme, and a version of it for Member States and one for everybody."""
        self.programme = self._begin(mandate, title or MultilingualText(FORUM))
        self.rooms, self.people = self._rooms(), self._people()
        self._items()
        for number, audience in enumerate((Audience.MEMBER_STATES, Audience.PUBLIC), start=1):
            self.release(number, audience)
        record("programme.begun", self.programme, by=by)
        return self.programme

    def release(self, number: int, audience: str) -> ProgrammeRelease:
        """The programme as it is, frozen."""
        content = content_of(plan_of(self.programme), audience)
        return ProgrammeRelease.objects.create(
            programme=self.programme,
            number=number,
            audience=audience,
            content=content,
            digest=digest_of(content),
            released_at=datetime(2008, 1, 10 + number, 12, tzinfo=UTC),
        )

    def _begin(self, mandate: Mandate | None, title: MultilingualText) -> Programme:
        last = FIRST + timedelta(days=DAYS - 1)
        activity = Activity.objects.create(
            slug=SLUG,
            kind="event",
            title=title,
            state="authorised" if mandate else "proposed",
            mandate=mandate,
            authorised_on=date(2007, 8, 1) if mandate else None,
            proposed_on=date(2007, 7, 1),
            starts_on=FIRST,
            ends_on=last,
            audience=Audience.PUBLIC,
        )
        # Its hours are those of the installation, where the record has a place of that time zone.
        place = Place.objects.filter(time_zone=settings.TIME_ZONE).first() or Place.objects.first()
        event = Event.objects.create(activity=activity, kind="forum", place=place)
        programme = Programme.objects.create(slug=SLUG, event=event)
        for at in range(DAYS):
            ProgrammeDay.objects.create(
                programme=programme,
                day=FIRST + timedelta(days=at),
                interpreted_from=time(9, 30),
                interpreted_until=time(13),
                interpreted_again_from=time(14, 30),
                interpreted_again_until=time(18, 30),
            )
        return programme

    def _rooms(self) -> list[Room]:
        sizes = [(1500, "ar zh en fr ru es"), (400, "ar zh en fr ru es"), (250, "en fr es"), (120, "")]
        return [
            Room.objects.create(
                programme=self.programme,
                order=order,
                slug=f"hall-{order}",
                name=numbered_text(HALLS, order),
                seats=size,
                languages=languages,
            )
            for order, (size, languages) in enumerate(sizes, start=1)
        ]

    def _people(self) -> list[ProgrammePerson]:
        states = list(State.objects.filter(is_member=True).order_by("slug")) or self._states()
        genders = [Gender.WOMAN, Gender.MAN]
        return ProgrammePerson.objects.bulk_create(
            ProgrammePerson(
                programme=self.programme,
                slug=f"person-{number}",
                name=numbered_text(NAMES, number),
                function=MultilingualText(POSTS),
                state=self.chance.choice(states),
                gender=self.chance.choice(genders),
            )
            for number in range(1, PEOPLE + 1)
        )

    def _states(self) -> list[State]:
        groups = [RegionalGroup.objects.create(slug=f"group-{n}", name=numbered_text(NAMES, n)) for n in range(1, 6)]
        states = [State.objects.create(slug=f"state-{n}", short_name=numbered_text(NAMES, n)) for n in range(1, 131)]
        for number, state in enumerate(states):
            GroupMembership.objects.create(group=groups[number % 5], state=state)
        return states

    def _items(self) -> None:
        days = list(self.programme.days.all())
        places = [(day, slot, room) for day in days for slot in SLOTS for room in self.rooms]
        breaks = [(day, hours) for day in days for hours in BREAKS]
        chosen = sorted(self.chance.sample(range(len(places)), ITEMS - len(breaks)))
        rows = [self._item(number, *places[at]) for number, at in enumerate(chosen, start=1)]
        rows += [self._break(number, *each) for number, each in enumerate(breaks, start=1)]
        items = ProgrammeItem.objects.bulk_create(rows)
        self._parts([item for item in items if item.kind != ItemKind.BREAK])

    def _item(self, number: int, day: ProgrammeDay, slot: tuple[str, str], room: Room) -> ProgrammeItem:
        is_plenary = room == self.rooms[0]
        is_lunch = slot == SLOTS[2]
        kind = ItemKind.PLENARY if is_plenary else ItemKind.SIDE_EVENT if is_lunch else ItemKind.PANEL
        return ProgrammeItem(
            programme=self.programme,
            slug=f"item-{number}",
            kind=kind,
            title=numbered_text(TITLES, number),
            objective=MultilingualText(OBJECTIVES),
            themes=MultilingualText({code: f"{TITLES[code]}\n{OBJECTIVES[code]}" for code in CODES}),
            day=day,
            starts_at=time.fromisoformat(slot[0]),
            ends_at=time.fromisoformat(slot[1]),
            room=room,
            languages="" if is_lunch else room.languages,
            expected=self.chance.randint(40, room.seats or 40),
        )

    def _break(self, number: int, day: ProgrammeDay, hours: tuple[str, str]) -> ProgrammeItem:
        return ProgrammeItem(
            programme=self.programme,
            slug=f"break-{number}",
            kind=ItemKind.BREAK,
            title=MultilingualText(COFFEE),
            day=day,
            starts_at=time.fromisoformat(hours[0]),
            ends_at=time.fromisoformat(hours[1]),
        )

    def _parts(self, items: list[ProgrammeItem]) -> None:
        """A chair, a rapporteur and three speakers each: of those not busy at the hour; every tenth is not sure yet."""
        busy: dict[tuple[int, time], set[int]] = {}
        parts, free = [], list(self.people)
        for item in items:
            assert item.day_id
            assert item.starts_at
            taken = busy.setdefault((item.day_id, item.starts_at), set())
            for number, role in enumerate([ItemRole.CHAIR, ItemRole.RAPPORTEUR, *[ItemRole.SPEAKER] * 3], start=1):
                free = [each for each in free if each.pk not in taken] or list(self.people)
                person = self.chance.choice([each for each in free if each.pk not in taken])
                free.remove(person)
                taken.add(person.pk)
                sure = date(2008, 1, 5) if self.chance.random() > 0.1 else None
                minutes = 12 if role == ItemRole.SPEAKER else None
                part = {"item": item, "number": number, "person": person, "role": role}
                parts.append(ProgrammePart(**part, minutes=minutes, confirmed_on=sure))
        ProgrammePart.objects.bulk_create(parts)
