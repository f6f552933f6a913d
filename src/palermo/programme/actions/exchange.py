"""Bringing the programme of another system into the working copy: whole or not at all, and nothing twice."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.programme.actions.programmes import lock_programme
from palermo.programme.exchange.faults import FileRefused
from palermo.programme.exchange.incoming import Incoming, InItem, InPart, InRow, Loss
from palermo.programme.exchange.matching import StoredRow, match_rows, name_of
from palermo.programme.exchange.outcome import FieldChange, ImportOutcome, RowChange
from palermo.programme.models import Programme, ProgrammeDay, ProgrammeItem, ProgrammePart, ProgrammePerson, Room
from palermo.programme.rules import programmes
from palermo.programme.schedule.plan import load_programme
from palermo.programme.schedule.slugs import free_slug
from palermo.programme.states.programmes import ItemKind


@transaction.atomic
def import_programme(
    programme: Programme, incoming: Incoming, *, seen: str = "", check: bool = False, by: Actor
) -> ImportOutcome:
    """Import a file of another system into the working copy; with `check` only report what that would change.

    Rows are found again by the id that they have there, so that the same file changes nothing a second time. What the
    file leaves out stays as it is, and nothing is taken out. `seen` is the digest of what was shown before.

    Raises
    ------
    Refused
        If the event is over, or if the file would now change something else than was shown.
    FileRefused
        If a row of the file does not hold together; nothing is kept then.
    """
    programme = lock_programme(programme)
    programmes.check_may_edit_programme(by, programme)
    outcome = _Importer(programme, incoming, by).run()
    if seen and seen != outcome.digest:
        raise Refused(_("The working copy has changed since this preview. Review the changes again."))
    if check:
        transaction.set_rollback(True)
    elif outcome.rows:
        record(
            "programme.imported",
            programme,
            by=by,
            rows=len(outcome.rows),
            new=outcome.new,
            changed=outcome.changed,
            lost=len(outcome.losses),
        )
    return outcome


class _Importer:
    def __init__(self, programme: Programme, incoming: Incoming, by: Actor) -> None:
        self.programme, self.incoming = load_programme(programme.pk), incoming
        self.is_ours = incoming.event == self.programme.event.activity.slug
        self.outcome = ImportOutcome(incoming.system, incoming.title, incoming.time_zone, losses=list(incoming.losses))
        self.viewer = VISITOR if isinstance(by, str) else viewer_of(by)
        self.sentences: list[str] = []
        self.people: dict[str, ProgrammePerson] = {}
        self.rooms: dict[str, Room] = {}
        # Stored rows to which an id of the other system was given.
        self.claimed: set[models.Model] = set()

    def run(self) -> ImportOutcome:
        """Import the whole programme: days, rooms and people first, since items refer to them."""
        self._note()
        days = {row.day: row for row in self.programme.days.all()}
        for day in sorted({*self.incoming.days, *(item.day for item in self.incoming.items if item.day)}):
            days[day] = self._day(days.get(day) or ProgrammeDay(programme=self.programme, day=day))
        self._rooms()
        self._people()
        self._refuse_any()
        for item, row in self._pair_rows(self.incoming.items, self.programme.items.all(), ProgrammeItem, by_name=False):
            self._item(item, row, days)
        self._refuse_any()
        self._note_missing_items()
        return self.outcome

    def _refuse_any(self) -> None:
        if self.sentences:
            raise FileRefused(self.sentences)

    # What is written

    def _note(self) -> None:
        if self.incoming.note:
            values = {"preface": _merge_texts(self.programme.preface, self.incoming.note)}
            self._save(self.programme, values, self.programme.slug)

    def _day(self, row: ProgrammeDay) -> ProgrammeDay:
        values = {"title": _merge_texts(row.title, self.incoming.days.get(row.day, MultilingualText()))}
        self._save(row, values, row.day.isoformat())
        return row

    def _rooms(self) -> None:
        rooms = list(self.programme.rooms.all())
        place = max((room.order for room in rooms), default=0)
        for entry, row in self._pair_rows(self.incoming.rooms, rooms, Room, by_name=True):
            if row._state.adding:
                row.order = place = place + 1
            values = {
                "name": _merge_texts(row.name, entry.name),
                "seats": entry.seats or row.seats,
                "languages": " ".join(entry.languages) or row.languages,
            }
            self._save(row, values, str(entry.name))
            self.rooms[entry.key] = row

    def _people(self) -> None:
        slugs = {entry.state for entry in self.incoming.people if entry.state}
        states = {state.slug: state for state in State.objects.filter(slug__in=slugs)} if slugs else {}
        people = self.programme.people.all()
        for entry, row in self._pair_rows(self.incoming.people, people, ProgrammePerson, by_name=True):
            values: dict[str, object] = {
                name: _merge_texts(getattr(row, name), getattr(entry, name))
                for name in ("name", "function", "organisation")
            }
            values["state"] = states.get(entry.state, row.state)
            if entry.state and entry.state not in states:
                self.outcome.losses.append(Loss("state", str(entry.name), entry.state))
            self._save(row, values, str(entry.name))
            self.people[entry.key] = row

    def _item(self, entry: InItem, row: ProgrammeItem, days: Mapping[date, ProgrammeDay]) -> None:
        is_new = row._state.adding
        values: dict[str, object] = {
            name: _merge_texts(getattr(row, name), getattr(entry, name)) for name in ("title", "objective", "themes")
        }
        values["kind"] = entry.kind or row.kind or ItemKind.PANEL
        values["languages"] = " ".join(entry.languages) or row.languages
        if entry.day:
            values |= {"day": days[entry.day], "starts_at": entry.starts, "ends_at": entry.ends}
            values["room"] = self.rooms.get(entry.room)
        if not self._save(row, values, str(entry.title)):
            return
        parts = [] if is_new else list(row.parts.all())
        for part in entry.parts:
            self._part(part, row, parts)
        self._papers(entry, row)

    def _part(self, entry: InPart, item: ProgrammeItem, parts: list[ProgrammePart]) -> None:
        person = self.people[entry.person]
        row = next((part for part in parts if part.person_id == person.pk and part.role == entry.role), None)
        if row is None:
            number = max((part.number for part in parts), default=0) + 1
            confirmed = (self.incoming.as_of or clock.today()) if entry.is_confirmed else None
            row = ProgrammePart(item=item, number=number, person=person, role=entry.role, confirmed_on=confirmed)
            parts.append(row)
        self._save(row, {"minutes": entry.minutes or row.minutes}, f"{item.title}: {person.name}")

    def _papers(self, entry: InItem, item: ProgrammeItem) -> None:
        if not entry.papers:
            return
        documents = {each.slug: each for each in documents_visible_to(self.viewer).filter(slug__in=entry.papers)}
        lost = [slug for slug in entry.papers if slug not in documents]
        self.outcome.losses += [Loss("papers", str(entry.title), slug) for slug in lost]
        held = {document.slug for document in Document.objects.filter(programme_items=item)}
        if new := sorted(set(documents) - held):
            item.documents.add(*(documents[slug] for slug in new))
            self.outcome.rows.append(
                RowChange(
                    ProgrammeItem,
                    str(entry.title),
                    False,
                    (FieldChange("documents", " ".join(sorted(held)), " ".join(new)),),
                )
            )

    # How

    def _pair_rows[Entry: InRow, Row: StoredRow](
        self, entries: Iterable[Entry], rows: Iterable[Row], model: type[Row], *, by_name: bool
    ) -> Iterator[tuple[Entry, Row]]:
        """Each entry of the file with its row: the one that is there, or a new one."""
        rows = list(rows)
        taken = {row.slug for row in rows}
        for each, stored in match_rows(entries, rows, is_ours=self.is_ours, by_name=by_name):
            row = stored or model(programme=self.programme)
            if stored is None:
                is_free = each.slug and each.slug not in taken
                row.slug = each.slug if is_free else free_slug(taken, name_of(each), model.__name__.lower())
                taken.add(row.slug)
            if not self.is_ours and each.foreign_id and not row.foreign_id:
                row.foreign_id = each.foreign_id
                if stored:
                    self.claimed.add(stored)
            yield each, row

    def _save(self, row: models.Model, values: Mapping[str, object], name: str) -> bool:
        """Keep a row where it is new or says something else; false where it does not hold together."""
        is_new = row._state.adding
        before = {field: getattr(row, field) for field in values if not (is_new and _is_relation(row, field))}
        changed = [field for field, value in values.items() if is_new or before[field] != value]
        for field in changed:
            setattr(row, field, values[field])
        changes = tuple(
            FieldChange(field, "" if is_new else _display_value(before[field]), _display_value(values[field]))
            for field in changed
            if not is_new or _display_value(values[field])
        )
        if not is_new and not changed and row not in self.claimed:
            self.outcome.unchanged += 1
            return True
        try:
            row.full_clean()
        except ValidationError as error:
            self.sentences += [f"{name}: {sentence}" for sentence in error.messages]
            return False
        row.save()
        if is_new or changed:
            self.outcome.rows.append(RowChange(type(row), name, is_new, changes))
        else:
            self.outcome.unchanged += 1
        return True

    def _note_missing_items(self) -> None:
        """Note the items that came from this system before and are not in the file."""
        ids = {item.foreign_id for item in self.incoming.items}
        sources = {_source(foreign_id) for foreign_id in ids if "/" in foreign_id}
        for item in self.programme.items.all():
            if item.foreign_id and item.foreign_id not in ids and _source(item.foreign_id) in sources:
                self.outcome.gone.append(("item", str(item.title)))


def _source(foreign_id: str) -> str:
    return foreign_id.rpartition("/")[0]


def _is_relation(row: models.Model, name: str) -> bool:
    return bool(row._meta.get_field(name).is_relation)


def _merge_texts(held: MultilingualText, incoming: MultilingualText) -> MultilingualText:
    """The text with the file's words in the languages that the file has; the other languages stay."""
    return MultilingualText({**held, **incoming})


def _display_value(value: object) -> str:
    if isinstance(value, ProgrammeDay):
        return value.day.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, MultilingualText):
        return " / ".join(value.values())
    return "" if value is None else str(value)
