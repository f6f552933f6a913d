"""Bringing the programme of another system into the working copy: whole or not at all, and nothing twice."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import State
from palermo.accounts.viewer import viewer_of
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.events.actions.programmes import locked
from palermo.events.exchange.faults import FileRefused
from palermo.events.exchange.incoming import Incoming, InItem, InPart, Loss
from palermo.events.exchange.matching import matched
from palermo.events.exchange.outcome import BroughtIn, Changed, ChangedRow
from palermo.events.models import Programme, ProgrammeDay, ProgrammeItem, ProgrammePart, ProgrammePerson, Room
from palermo.events.programme.plan import read_programme
from palermo.events.programme.slugs import free_slug
from palermo.events.rules import programmes
from palermo.events.states.programmes import ItemKind
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to

MOST_TOLD = 200


@transaction.atomic
def import_programme(
    programme: Programme, incoming: Incoming, *, seen: str = "", check: bool = False, by: Any
) -> BroughtIn:
    """Lay a file of another system over the working copy; with `check` only find out what that would come to.

    Rows are found again by the id that they have there, so that the same file changes nothing a second time. What the
    file leaves out stays as it is, and nothing is taken out. `seen` is the digest of what was shown before.

    Raises
    ------
    Refused
        If the event is over, or if something else would come of it now than was shown.
    FileRefused
        If a row of the file does not hold together; nothing is kept then.
    """
    programme = locked(programme)
    programmes.check_may_edit_programme(by, programme)
    brought = _Bringer(programme, incoming, by).bring()
    if seen and seen != brought.digest:
        raise Refused(_("The working copy was changed since this was shown. Look once more at what would come in."))
    if check:
        transaction.set_rollback(True)
    elif brought.rows:
        told = {"system": brought.system, "new": brought.new, "changed": brought.changed, "lost": len(brought.losses)}
        record("programme.imported", programme, by=by, rows=[row.name for row in brought.rows][:MOST_TOLD], **told)
    return brought


class _Bringer:
    def __init__(self, programme: Programme, incoming: Incoming, by: Any) -> None:
        self.programme, self.incoming = read_programme(programme.pk), incoming
        self.is_ours = incoming.event == self.programme.event.activity.slug
        self.brought = BroughtIn(incoming.system, incoming.title, incoming.time_zone, losses=list(incoming.losses))
        self.viewer, self.sentences = viewer_of(by), list[str]()
        self.people: dict[str, ProgrammePerson] = {}
        self.rooms: dict[str, Room] = {}

    def bring(self) -> BroughtIn:
        """Days, rooms and people first, since items rest on them."""
        self._note()
        days = {row.day: row for row in self.programme.days.all()}
        for day in sorted({*self.incoming.days, *(item.day for item in self.incoming.items if item.day)}):
            days[day] = self._day(days.get(day) or ProgrammeDay(programme=self.programme, day=day))
        self._rooms()
        self._people()
        self._refuse_any()
        for item, row in self._paired(self.incoming.items, self.programme.items.all(), ProgrammeItem, by_name=False):
            self._item(item, row, days)
        self._refuse_any()
        self._gone()
        return self.brought

    def _refuse_any(self) -> None:
        if self.sentences:
            raise FileRefused(self.sentences)

    # What is written

    def _note(self) -> None:
        if self.incoming.note:
            values = {"preface": _merged(self.programme.preface, self.incoming.note)}
            self._save(self.programme, values, "programme", self.programme.slug)

    def _day(self, row: ProgrammeDay) -> ProgrammeDay:
        values = {"title": _merged(row.title, self.incoming.days.get(row.day, MultilingualText()))}
        self._save(row, values, "day", row.day.isoformat())
        return row

    def _rooms(self) -> None:
        rooms = list(self.programme.rooms.all())
        place = max((room.order for room in rooms), default=0)
        for told, row in self._paired(self.incoming.rooms, rooms, Room, by_name=True):
            if row._state.adding:
                row.order = place = place + 1
            values = {"name": _merged(row.name, told.name), "seats": told.seats or row.seats}
            values["languages"] = " ".join(told.languages) or row.languages
            self._save(row, values, "room", str(told.name))
            self.rooms[told.key] = row

    def _people(self) -> None:
        slugs = {told.state for told in self.incoming.people if told.state}
        states = {state.slug: state for state in State.objects.filter(slug__in=slugs)} if slugs else {}
        people = self.programme.people.all()
        for told, row in self._paired(self.incoming.people, people, ProgrammePerson, by_name=True):
            values: dict[str, Any] = {
                name: _merged(getattr(row, name), getattr(told, name)) for name in ("name", "function", "organisation")
            }
            values["state"] = states.get(told.state, row.state)
            if told.state and told.state not in states:
                self.brought.losses.append(Loss("state", str(told.name), told.state))
            self._save(row, values, "person", str(told.name))
            self.people[told.key] = row

    def _item(self, told: InItem, row: ProgrammeItem, days: Mapping[Any, ProgrammeDay]) -> None:
        is_new = row._state.adding
        values: dict[str, Any] = {
            name: _merged(getattr(row, name), getattr(told, name)) for name in ("title", "objective", "themes")
        }
        values["kind"] = told.kind or row.kind or ItemKind.PANEL
        values["languages"] = " ".join(told.languages) or row.languages
        if told.day:
            values |= {"day": days[told.day], "starts_at": told.starts, "ends_at": told.ends}
            values["room"] = self.rooms.get(told.room)
        if not self._save(row, values, "item", str(told.title)):
            return
        parts = [] if is_new else list(row.parts.all())
        for part in told.parts:
            self._part(part, row, parts)
        self._papers(told, row)

    def _part(self, told: InPart, item: ProgrammeItem, parts: list[ProgrammePart]) -> None:
        person = self.people[told.person]
        row = next((part for part in parts if part.person_id == person.pk and part.role == told.role), None)
        if row is None:
            number = max((part.number for part in parts), default=0) + 1
            confirmed = (self.incoming.as_of or clock.today()) if told.is_confirmed else None
            row = ProgrammePart(item=item, number=number, person=person, role=told.role, confirmed_on=confirmed)
            parts.append(row)
        self._save(row, {"minutes": told.minutes or row.minutes}, "part", f"{item.title}: {person.name}")

    def _papers(self, told: InItem, item: ProgrammeItem) -> None:
        if not told.papers:
            return
        documents = {each.slug: each for each in documents_visible_to(self.viewer).filter(slug__in=told.papers)}
        lost = [slug for slug in told.papers if slug not in documents]
        self.brought.losses += [Loss("papers", str(told.title), slug) for slug in lost]
        held = {document.slug for document in Document.objects.filter(programme_items=item)}
        if new := sorted(set(documents) - held):
            item.documents.add(*(documents[slug] for slug in new))
            self.brought.rows.append(
                ChangedRow(
                    "papers", str(told.title), False, (Changed("papers", " ".join(sorted(held)), " ".join(new)),)
                )
            )

    # How

    def _paired(self, told: Iterable[Any], rows: Iterable[Any], model: Any, *, by_name: bool) -> Iterator[Any]:
        """What the file tells with the row that it is of: one that is there, or a new one."""
        rows = list(rows)
        taken = {row.slug for row in rows}
        for each, found in matched(told, rows, is_ours=self.is_ours, by_name=by_name):
            row = found
            if row is None:
                row = model(programme=self.programme)
                name = each.title if model is ProgrammeItem else each.name
                is_free = each.slug and each.slug not in taken
                row.slug = each.slug if is_free else free_slug(taken, name, model.__name__.lower())
                taken.add(row.slug)
            if not self.is_ours and each.foreign_id and not row.foreign_id:
                row.foreign_id = each.foreign_id
                row.is_claimed = True
            yield each, row

    def _save(self, row: Any, values: Mapping[str, Any], kind: str, name: str) -> bool:
        """Keep a row where it is new or says something else; false where it does not hold together."""
        is_new = row._state.adding
        before = {field: getattr(row, field) for field in values if not (is_new and _is_relation(row, field))}
        changed = [field for field, value in values.items() if is_new or before[field] != value]
        for field in changed:
            setattr(row, field, values[field])
        told = tuple(
            Changed(field, "" if is_new else _said(before[field]), _said(values[field]))
            for field in changed
            if not is_new or _said(values[field])
        )
        if not is_new and not changed and not getattr(row, "is_claimed", False):
            self.brought.unchanged += 1
            return True
        try:
            row.full_clean()
        except ValidationError as error:
            self.sentences += [f"{name}: {sentence}" for sentence in error.messages]
            return False
        row.save()
        if is_new or changed:
            self.brought.rows.append(ChangedRow(kind, name, is_new, told))
        else:
            self.brought.unchanged += 1
        return True

    def _gone(self) -> None:
        """What came from this system before and is not in the file."""
        told = {item.foreign_id for item in self.incoming.items}
        sources = {_source(foreign_id) for foreign_id in told if "/" in foreign_id}
        for item in self.programme.items.all():
            if item.foreign_id and item.foreign_id not in told and _source(item.foreign_id) in sources:
                self.brought.gone.append(("item", str(item.title)))


def _source(foreign_id: str) -> str:
    return foreign_id.rpartition("/")[0]


def _is_relation(row: models.Model, name: str) -> bool:
    return bool(row._meta.get_field(name).is_relation)


def _merged(held: MultilingualText, told: MultilingualText) -> MultilingualText:
    """The words of the file in its languages; the others stay."""
    return MultilingualText({**held, **told})


def _said(value: Any) -> str:
    if isinstance(value, ProgrammeDay):
        return value.day.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, MultilingualText):
        return " / ".join(value.values())
    return "" if value is None else str(value)
