"""What is done to the working copy of a programme."""

from collections.abc import Iterable
from datetime import date, time

from django.db import models, transaction

from palermo.accounts.actors import Actor
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row
from palermo.events.models import Event
from palermo.library.models import Document
from palermo.programme.models import Programme, ProgrammeDay, ProgrammeItem, ProgrammePart, ProgrammePerson, Room
from palermo.programme.rules import programmes
from palermo.programme.rules.programmes import ProgrammeRow, programme_of
from palermo.programme.schedule.prints import row_fingerprint

# What the log calls a row of a programme.
NOUNS: dict[type[models.Model], str] = {
    Programme: "terms",
    ProgrammeDay: "day",
    Room: "room",
    ProgrammePerson: "person",
    ProgrammeItem: "item",
    ProgrammePart: "part",
}


@transaction.atomic
def begin_programme(event: Event, programme: Programme, *, days: Iterable[date], by: Actor) -> Programme:
    """Give an event a programme, with its days."""
    event = lock_row(event, "activity")
    programmes.check_can_begin_programme(by, event)
    programme.event, programme.slug = event, event.activity.slug
    insert_row(programme)
    for day in days:
        ProgrammeDay.objects.create(programme=programme, day=day)
    record("programme.begun", programme, by=by, time_zone=programme.time_zone)
    return programme


@transaction.atomic
def save_in_programme[Row: ProgrammeRow](
    row: Row, *, documents: Iterable[Document] | None = None, seen: str = "", by: Actor
) -> Row:
    """Add a day, a room, a person, an item or a part to a programme, or change one, or the programme's own terms.

    `seen` is the `row_fingerprint` of the row as it was shown to its editor.

    Raises
    ------
    Refused
        If the event is over, or if somebody else changed the row or removed it meanwhile.
    ValidationError
        If the row does not hold together.
    """
    programme, is_new = lock_programme(programme_of(row)), row._state.adding
    programmes.check_may_edit_programme(by, programme)
    programmes.check_can_save(by, row)
    if not is_new:
        check_row_is_unchanged(row, seen)
    if isinstance(row, ProgrammePart) and is_new:
        row.number = next_number(row.item.parts)
    save_row(row)
    if documents is not None and isinstance(row, ProgrammeItem):
        row.documents.set(documents)
    _log(row, programme, "added" if is_new else "changed", by)
    return row


def check_row_is_unchanged(row: models.Model, seen: str) -> None:
    """Refuse to save over another's change, or what was removed; `seen` is the fingerprint of what was shown."""
    stored = type(row)._default_manager.filter(pk=row.pk).first()
    if stored is None or seen:
        # Saving would bring back what was removed.
        check_is_unchanged(seen or "there", row_fingerprint(stored) if stored else "removed")


@transaction.atomic
def place_item(
    item: ProgrammeItem,
    *,
    day: ProgrammeDay | None,
    starts_at: time | None,
    ends_at: time | None,
    room: Room | None,
    seen: str = "",
    by: Actor,
) -> ProgrammeItem:
    """Give an item its day, hours and room, or take them from it. Refuses as `save_in_programme` does."""
    item.day, item.starts_at, item.ends_at, item.room = day, starts_at, ends_at, room
    save_in_programme(item, seen=seen, by=by)
    return item


@transaction.atomic
def confirm_part(part: ProgrammePart, *, on: date | None, seen: str = "", by: Actor) -> ProgrammePart:
    """Record the day on which a person confirmed what they do; with none, that they have yet to.

    Refuses as `save_in_programme` does.
    """
    part.confirmed_on = on
    save_in_programme(part, seen=seen, by=by)
    return part


@transaction.atomic
def remove_from_programme(row: ProgrammeRow, *, by: Actor) -> Programme:
    """Take a row out of the working copy: its history and the released versions keep it.

    Refused if something of the programme rests on it.
    """
    programme = lock_programme(programme_of(row))
    programmes.check_can_remove(by, row)
    _log(row, programme, "removed", by)
    row.delete()
    return programme


def lock_programme(programme: Programme) -> Programme:
    """The programme as it is now, locked until this act is done."""
    rows = Programme.objects.select_for_update(of=("self",)).select_related("event__activity").order_by("pk")
    return rows.get(pk=programme.pk)


def _log(row: ProgrammeRow, programme: Programme, what: str, by: Actor) -> None:
    record("programme.changed", programme, by=by, what=what, **{NOUNS[type(row)]: _row_name(row)})


def _row_name(row: ProgrammeRow) -> str:
    if isinstance(row, ProgrammePart):
        return f"{row.item.slug}/{row.person.slug}/{row.role}"
    return row.day.isoformat() if isinstance(row, ProgrammeDay) else str(row.slug)
