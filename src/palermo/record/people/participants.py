"""The list of participants of an event, line by line, as a table."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.rows import set_values
from palermo.events.actions.preparation import save_in_preparation
from palermo.events.models import Event, ParticipantGroup
from palermo.events.queries.preparation import participant_groups_visible_to
from palermo.events.states.preparation import GroupCategory, GroupStanding
from palermo.events.web.preparation.rows import participants_of
from palermo.record.people.columns import Column, UnfitError, cell_text, choice, organisation, state, whole, words
from palermo.record.people.import_people import CHANGED, NEW, UNCHANGED, Store, changed_values
from palermo.record.people.table_reader import SheetRow

MOST_HEADS = 30_000
COLUMNS = (
    Column("number", _("Number"), whole(1, MOST_HEADS), None),
    Column("state", pgettext_lazy("country", "State"), state, None),
    Column("organisation", _("Organization"), organisation, None),
    Column("category", _("Category"), choice(GroupCategory)),
    Column("head_count", _("Number of people"), whole(1, MOST_HEADS)),
    Column("standing", pgettext_lazy("participants", "Status"), choice(GroupStanding)),
    Column("name", pgettext_lazy("of a person", "Name"), words(200)),
    Column("function", _("Functional title"), words(200)),
)
# The columns of rows that are pasted without names of columns.
USUAL = ("state", "category", "head_count", "name", "function")
OF_PERSON = ("name", "function")


def make_store(event: Event, viewer: Viewer, by: Actor) -> Store:
    """A function that stores a row: a line with this number is changed, a row without one is a new line."""

    def store(row: SheetRow) -> str:
        values = {key: value for key, value in row.values.items() if key not in (*OF_PERSON, "number")}
        line = _line(event, viewer, row)
        name, function = _row_names(line, row)
        head_count = values.get("head_count", line.head_count)
        if name and head_count != 1:
            raise UnfitError("1, since a name is of one person", key="head_count", found=str(head_count))
        if function and not name:
            raise UnfitError("the name of the person whose functional title this is", key="name", found="nothing")
        changed = changed_values(line, values)
        if line.pk and not changed and (name, function) == _names_of(line):
            return UNCHANGED
        set_values(line, changed)
        was_new = line.pk is None
        save_in_preparation(line, named=(name, function), by=by)
        return NEW if was_new else CHANGED

    return store


def _line(event: Event, viewer: Viewer, row: SheetRow) -> ParticipantGroup:
    number = row.values.get("number")
    if number is None:
        if not row.values.get("category"):
            raise UnfitError("as what they take part", key="category", found="nothing")
        return ParticipantGroup(event=event)
    lines = participant_groups_visible_to(viewer).filter(event=event, number=number).select_related("named")
    line = lines.select_related("event__activity", "state", "organisation").first()
    if line is None:
        raise UnfitError("the number of a line on the list, or nothing", key="number")
    return line


def _names_of(line: ParticipantGroup) -> tuple[str, str]:
    person = getattr(line, "named", None) if line.pk else None
    return (person.name, person.function) if person else ("", "")


def _row_names(line: ParticipantGroup, row: SheetRow) -> tuple[str, str]:
    name, function = _names_of(line)
    return row.values.get("name", name), row.values.get("function", function)


def table_rows(event: Event, viewer: Viewer) -> Iterator[list[str]]:
    """The list as it comes back in."""
    yield [column.key for column in COLUMNS]
    for line in participants_of(event, viewer):
        own = [getattr(line, column.key) for column in COLUMNS[:-2]]
        yield [cell_text(value) for value in (*own, *_names_of(line))]
