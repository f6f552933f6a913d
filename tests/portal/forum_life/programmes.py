"""The programme of the Forum: laid out, tied to speakers, submitted to Member States, changed later, published."""

from collections import deque
from datetime import time

from palermo.config.example.forum import BREAKS, COFFEE, HALLS, SLOTS, TITLES, numbered_text
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import Body, Endorsement
from palermo.programme.actions import programmes
from palermo.programme.models import ProgrammeDay, ProgrammeItem, ProgrammePart, ProgrammeRelease, Room
from palermo.programme.states.programmes import ItemKind, ItemRole
from tests.factories.governance import make_procedure
from tests.portal.filling import act
from tests.portal.forum_life.life import BY_FORMS, SLUG, SPEAKING, Life

SESSIONS, BY_FORM = 60, 4
ROOMS = ((1500, "ar zh en fr ru es"), (400, "ar zh en fr ru es"), (250, "en fr es"), (120, ""))
ROLES = (ItemRole.CHAIR, ItemRole.RAPPORTEUR, ItemRole.SPEAKER, ItemRole.SPEAKER, ItemRole.SPEAKER)


def lay_out(life: Life) -> None:
    """Days, rooms, sixty sessions and the breaks between them; a few of each by forms."""
    act(life.office, "begin-programme", SLUG, changeover_minutes="10")
    for number, (seats, languages) in enumerate(ROOMS, start=1):
        name = {f"name_{code}": f"{HALLS[code]} {number}" for code in CODES}
        act(life.office, "add-room", SLUG, seats=str(seats), languages=languages.split(), **name)
    for day in life.event.programme.days.all():
        hours = {"interpreted_from": "09:30", "interpreted_until": "13:00"}
        again = {"interpreted_again_from": "14:30", "interpreted_again_until": "18:30"}
        act(life.office, "change-programme-day", day.pk, **hours, **again)
    _sessions(life)


def _sessions(life: Life) -> None:
    programme = life.event.programme
    days, rooms = list(programme.days.all()), list(programme.rooms.all())
    places = [(day, slot, room) for day in days for slot in SLOTS for room in rooms]
    # The first of the first day are always there: it is from them that one reads what is on.
    chosen = [*range(BY_FORM), *sorted(life.chance.sample(range(BY_FORM, len(places)), SESSIONS - BY_FORM))]
    for number, at in enumerate(chosen, start=1):
        (_by_form if number <= BY_FORM else _by_act)(life, number, *places[at])
    for day in days:
        for begins, ends in BREAKS:
            title, slug = MultilingualText(COFFEE), f"break-{day.day.day}-{begins[:2]}"
            row = ProgrammeItem(programme=programme, slug=slug, kind=ItemKind.BREAK, title=title, day=day)
            row.starts_at, row.ends_at = time.fromisoformat(begins), time.fromisoformat(ends)
            programmes.save_in_programme(row, by=life.officer)


def _kind(room: Room, slot: tuple[str, str]) -> ItemKind:
    if room.order == 1:
        return ItemKind.PLENARY
    return ItemKind.SIDE_EVENT if slot == SLOTS[2] else ItemKind.PANEL


def _by_form(life: Life, number: int, day: ProgrammeDay, slot: tuple[str, str], room: Room) -> None:
    place = {"day": str(day.pk), "starts_at": slot[0], "ends_at": slot[1], "room": str(room.pk)}
    title = {f"title_{code}": f"{TITLES[code]} {number}" for code in CODES}
    given = {"kind": _kind(room, slot).value, "languages": room.languages.split(), "expected": "100"}
    act(life.office, "add-programme-item", SLUG, **place, **title, **given)


def _by_act(life: Life, number: int, day: ProgrammeDay, slot: tuple[str, str], room: Room) -> None:
    row = ProgrammeItem(programme=day.programme, slug=f"item-{number}", kind=_kind(room, slot), day=day, room=room)
    row.title, row.languages, row.expected = numbered_text(TITLES, number), room.languages, 100
    row.starts_at, row.ends_at = time.fromisoformat(slot[0]), time.fromisoformat(slot[1])
    programmes.save_in_programme(row, by=life.officer)


def sessions(life: Life) -> list[ProgrammeItem]:
    """The sixty, in the order in which they begin."""
    items = life.event.programme.items.exclude(kind=ItemKind.BREAK)
    return list(items.order_by("day__day", "starts_at", "room__order"))


def give_parts(life: Life) -> None:
    """Five persons in each session, all two hundred in turn, nobody in two places; the first by forms."""
    waiting = deque(SPEAKING)
    for place, item in enumerate(sessions(life)):
        for role in ROLES:
            number = waiting[0]
            waiting.rotate(-1)
            person = life.speakers[number].programme_people.get()
            if place == 0 and number in BY_FORMS:
                act(life.office, "add-programme-part", item.pk, person=str(person.pk), role=role, minutes="10")
            else:
                part = ProgrammePart(item=item, person=person, role=role, minutes=10)
                programmes.save_in_programme(part, by=life.officer)


def submit_to_member_states(life: Life) -> None:
    """Released for Member States, put to them under silence; six delegations approve, nobody objects."""
    act(life.office, "release-programme", SLUG, audience="member_states", comment_en="For your approval")
    release, body = ProgrammeRelease.objects.get(programme__slug=SLUG), Body.objects.get(slug="ccpcj")
    procedure = make_procedure("Silence", body=body, kind="silence", time_zone="Europe/Vienna")
    closes = {"closes_at_day": "2008-06-20", "closes_at_hour": "18:00"}
    act(life.office, "put-programme", release.pk, procedure=str(procedure.pk), **closes)
    endorsement = Endorsement.objects.get(slug=f"{SLUG}-programme-1")
    for slug in life.delegates:
        act(life.delegate(slug), "approve-text", endorsement.slug)


def change_later(life: Life) -> None:
    """When it is endorsed one session is moved to a free place; Member States are given the version in which it is."""
    act(life.office, "settle-endorsement", f"{SLUG}-programme-1")
    item = moved_item(life)
    day = life.event.programme.days.last()
    act(life.office, "place-programme-item", item.pk, day=str(day.pk), starts_at="18:45", ends_at="19:30")
    act(life.office, "release-programme", SLUG, audience="member_states", comment_en="One session later")


def moved_item(life: Life) -> ProgrammeItem:
    """The session that is moved."""
    return life.event.programme.items.get(slug="item-60")


def publish_programme(life: Life) -> None:
    """A version for everybody."""
    act(life.office, "release-programme", SLUG, audience="public", comment_en="Public")
