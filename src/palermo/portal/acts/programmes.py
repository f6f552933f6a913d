"""What is done on the site to programmes and their released versions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.actions import programmes as programmes_actions
from palermo.events.actions import releases
from palermo.events.models import (
    Event,
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
)
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.programmes import (
    programme_items_visible_to,
    programme_parts_visible_to,
    programmes_visible_to,
    releases_visible_to,
)
from palermo.events.rules import programmes
from palermo.events.rules import releases as releases_rules
from palermo.portal.acts.act import Act
from palermo.portal.forms import fields
from palermo.portal.forms import programmes as programmes_forms

ADDED = _("It is in the working copy. Readers see it when a version is released.")
CHANGED = _("The working copy is changed. Readers see it when a version is released.")
REMOVED = _("It is no longer in the working copy. Its history and the released versions keep it.")
LONGEST_EVENT = 31


def _programmes(viewer: Viewer) -> QuerySet[Programme]:
    return programmes_visible_to(viewer).select_related("event__activity")


def _rows(model: type[Model]) -> Callable[[Viewer], QuerySet[Any]]:
    """Days, rooms or people of the programmes that the viewer may see."""

    def rows(viewer: Viewer) -> QuerySet[Any]:
        of_programmes = model._default_manager.filter(programme__in=programmes_visible_to(viewer))
        return of_programmes.select_related("programme__event__activity")

    return rows


def _items(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    return programme_items_visible_to(viewer).select_related("programme__event__activity")


def _parts(viewer: Viewer) -> QuerySet[ProgrammePart]:
    return programme_parts_visible_to(viewer).select_related("item__programme__event__activity", "person")


def _releases(viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    return releases_visible_to(viewer).select_related("programme__event__activity", "put_as__endorsement__procedure")


def _begin(event: Event, *, programme: Programme, by: Any) -> Programme:
    """With the days on which the event is, where they are known."""
    first, last = event.activity.starts_on, event.activity.ends_on or event.activity.starts_on
    count = min((last - first).days + 1, LONGEST_EVENT) if first and last else 0
    days = [first + timedelta(days=place) for place in range(count)] if first else []
    return programmes_actions.begin_programme(event, programme, days=days, by=by)


def _save(_record: Any, *, row: Any, by: Any, **given: Any) -> Model:
    return programmes_actions.save_in_programme(row, by=by, **given)


def _remove(row: Any, *, by: Any) -> Programme:
    return programmes_actions.remove_from_programme(row, by=by)


def _add_act(name: str, label: Promise, form: type[fields.ActForm]) -> Act:
    """An act that adds a row to a programme."""
    check = programmes.check_may_edit_programme
    return Act(name, label, ADDED, Programme, _programmes, form, check, _save)


def _change_act(name: str, label: Promise, model: type[Model], records: Any, form: type[fields.ActForm]) -> Act:
    check = programmes.check_may_edit_programme
    return Act(name, label, CHANGED, model, records, form, check, _save, key="pk")


def _remove_act(name: str, label: Promise, model: type[Model], records: Any) -> Act:
    return Act(name, label, REMOVED, model, records, fields.ActForm, programmes.check_can_remove, _remove, key="pk")


ACTS = (
    Act(
        "begin-programme",
        _("Begin the programme"),
        _("The programme is begun, with the days of the event."),
        Event,
        lambda viewer: events_visible_to(viewer).select_related("activity"),
        programmes_forms.NewProgrammeForm,
        programmes.check_can_begin_programme,
        _begin,
        key="activity__slug",
    ),
    _add_act("add-programme-item", _("Add an item"), programmes_forms.ProgrammeItemForm),
    _add_act("add-programme-person", _("Add a person"), programmes_forms.ProgrammePersonForm),
    _add_act("add-room", _("Add a room"), programmes_forms.RoomForm),
    _add_act("add-programme-day", _("Add a day"), programmes_forms.ProgrammeDayForm),
    Act(
        "change-programme",
        _("Change the note or the minutes between rooms"),
        CHANGED,
        Programme,
        _programmes,
        programmes_forms.ProgrammeForm,
        programmes.check_may_edit_programme,
        _save,
    ),
    Act(
        "release-programme",
        _("Release a version"),
        _("The version is released: its readers see it from now on."),
        Programme,
        _programmes,
        programmes_forms.ReleaseForm,
        programmes.check_may_release,
        releases.release_programme,
    ),
    _change_act(
        "change-programme-day",
        _("Change the day"),
        ProgrammeDay,
        _rows(ProgrammeDay),
        programmes_forms.ProgrammeDayForm,
    ),
    _remove_act("remove-programme-day", _("Remove the day"), ProgrammeDay, _rows(ProgrammeDay)),
    _change_act("change-room", _("Change the room"), Room, _rows(Room), programmes_forms.RoomForm),
    _remove_act("remove-room", _("Remove the room"), Room, _rows(Room)),
    replace(
        _change_act(
            "change-programme-person",
            _("Change the person"),
            ProgrammePerson,
            _rows(ProgrammePerson),
            programmes_forms.ProgrammePersonForm,
        ),
        check=programmes.check_may_change_person,
    ),
    _remove_act("remove-programme-person", _("Remove the person"), ProgrammePerson, _rows(ProgrammePerson)),
    _change_act("place-programme-item", _("Place it"), ProgrammeItem, _items, programmes_forms.PlaceForm),
    _change_act(
        "change-programme-item", _("Change the item"), ProgrammeItem, _items, programmes_forms.ProgrammeItemForm
    ),
    _change_act("add-programme-part", _("Give somebody a part"), ProgrammeItem, _items, programmes_forms.PartForm),
    _remove_act("remove-programme-item", _("Take the item out"), ProgrammeItem, _items),
    _change_act("change-programme-part", _("Change the part"), ProgrammePart, _parts, programmes_forms.PartForm),
    _remove_act("remove-programme-part", _("Take the person out of it"), ProgrammePart, _parts),
    Act(
        "put-programme",
        _("Put it to Member States"),
        _("The version is before Member States, in words and with its digest."),
        ProgrammeRelease,
        _releases,
        programmes_forms.PutReleaseForm,
        releases_rules.check_may_put_release,
        releases.put_release,
        key="pk",
    ),
    Act(
        "withdraw-programme",
        _("Withdraw the version"),
        _("The version is withdrawn: from now on only the secretariat sees it."),
        ProgrammeRelease,
        _releases,
        programmes_forms.WithdrawReleaseForm,
        releases_rules.check_may_withdraw_release,
        releases.withdraw_release,
        key="pk",
    ),
)
