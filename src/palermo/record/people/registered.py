"""The people registered for an event, as a table: a delegation's, an agency's, or for the secretariat everybody's."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.record.people.columns import (
    Column,
    UnfitError,
    cell_text,
    choice,
    organisation,
    state,
    whole,
    words,
    yes_no,
)
from palermo.record.people.import_people import CHANGED, NEW, UNCHANGED, Store, changed_values
from palermo.record.people.table_reader import SheetRow, Values
from palermo.registration.actions.participants import change_participant, register_participant
from palermo.registration.models import Participant, Registration
from palermo.registration.queries.registrations import participants_visible_to
from palermo.registration.states import COMING, DelegationRole, ParticipantCategory

COLUMNS = (
    Column("number", _("Number"), whole(1, 1_000_000), None),
    Column("category", _("Category"), choice(ParticipantCategory)),
    Column("state_for", pgettext_lazy("country", "State"), state, None),
    Column("organisation", _("Organization"), organisation, None),
    Column("role", _("Role in the delegation"), choice(DelegationRole)),
    Column("order", _("Order"), whole(0, 999), 0),
    Column("honorific", _("Form of address"), words(40)),
    Column("given_name", _("Given name"), words(100)),
    Column("family_name", _("Family name"), words(100)),
    Column("function", _("Functional title"), words(200)),
    Column("is_listed", _("In the list of participants"), yes_no, False),
    Column("listing_email", _("The person’s e-mail address"), words(254)),
)
# How a list of names usually stands in a letter, where its columns have no names.
USUAL = ("given_name", "family_name", "function", "role")
# For whom somebody comes is given once: another registration is made for another State or organization.
FOR_WHOM = ("category", "state_for", "organisation")
OF_PERSON = ("role", "order", "honorific", "given_name", "family_name", "function", "is_listed", "listing_email")


def make_store(registration: Registration, viewer: Viewer, own: State | Organisation | None, by: Actor) -> Store:
    """A function that stores a row: one with a number corrects that participant, one without registers a new one.

    `own` is for whom a mission or an agency registers: its rows need not say so.
    """

    def store(row: SheetRow) -> str:
        values = {name: row.values[name] for name in OF_PERSON if name in row.values}
        if row.values.get("number") is None:
            person = _new_participant(registration, row, values, own)
            _check_is_new(person, viewer)
            register_participant(person, by=by)
            return NEW
        person = _person(registration, viewer, row)
        if not (changed := changed_values(person, values)):
            return UNCHANGED
        change_participant(person, by=by, **changed)
        return CHANGED

    return store


def _person(registration: Registration, viewer: Viewer, row: SheetRow) -> Participant:
    people = participants_visible_to(viewer).filter(registration=registration, state__in=COMING)
    person = people.filter(number=row.values["number"]).select_related("state_for", "organisation").first()
    if person is None:
        raise UnfitError("the number of somebody of yours who is to come, or nothing", key="number")
    for name in FOR_WHOM:
        if name in row.values and row.values[name] != getattr(person, name):
            raise UnfitError(cell_text(getattr(person, name)) or "nothing, as it was registered", key=name)
    person.registration = registration
    return person


def _new_participant(
    registration: Registration, row: SheetRow, values: Values, own: State | Organisation | None
) -> Participant:
    if not values.get("family_name"):
        raise UnfitError("a family name", key="family_name", found="nothing")
    of_state, of_organisation = _participant_of(row, own)
    category = row.values.get("category") or _category(of_state, of_organisation)
    is_delegate = category == ParticipantCategory.DELEGATION
    if is_delegate and of_state is None:
        raise UnfitError("the State whose delegation it is", key="state_for", found="nothing")
    values["role"] = (values.get("role") or DelegationRole.ADVISER) if is_delegate else ""
    person = Participant(registration=registration, category=category, **values)
    person.state_for, person.organisation = of_state, None if is_delegate else of_organisation
    return person


def _participant_of(row: SheetRow, own: State | Organisation | None) -> tuple[State | None, Organisation | None]:
    written = row.values.get("state_for"), row.values.get("organisation")
    if any(written) or own is None:
        return written
    return (own, None) if isinstance(own, State) else (None, own)


def _category(of_state: State | None, of_organisation: Organisation | None) -> str:
    if of_state:
        return ParticipantCategory.DELEGATION
    if of_organisation:
        return ParticipantCategory.ORGANISATION
    raise UnfitError("a category, a State or an organization", key="category", found="nothing")


def _check_is_new(person: Participant, viewer: Viewer) -> None:
    """Refuse a row that is there already: a mistake more often than two people of one name."""
    same = {name: getattr(person, name) for name in ("given_name", "family_name", "state_for", "organisation")}
    people = participants_visible_to(viewer).filter(registration=person.registration, state__in=COMING)
    registered = people.filter(**same).first()
    if registered:
        number = f"number {registered.number}, registered already"
        raise UnfitError("somebody who is not registered yet", key="family_name", found=number)


def table_rows(registration: Registration, viewer: Viewer) -> Iterator[list[str]]:
    """Those to come whom the reader may see, as they come back in; the labels of the columns are the reader's."""
    yield [str(column.label) for column in COLUMNS]
    people = participants_visible_to(viewer).filter(registration=registration, state__in=COMING)
    for person in people.select_related("state_for", "organisation").order_by("number"):
        yield [cell_text(getattr(person, column.key)) for column in COLUMNS]
