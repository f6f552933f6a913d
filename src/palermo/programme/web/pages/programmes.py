"""What is done on the site to programmes and their released versions."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.library.models import Document
from palermo.programme.actions import programmes as programmes_actions
from palermo.programme.actions import releases, summaries
from palermo.programme.models import (
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
)
from palermo.programme.queries.programmes import (
    programme_items_visible_to,
    programme_parts_visible_to,
    programmes_visible_to,
    releases_visible_to,
)
from palermo.programme.queries.summaries import items_to_summarize
from palermo.programme.rules import programmes
from palermo.programme.rules import releases as releases_rules
from palermo.programme.rules import summaries as summaries_rules
from palermo.programme.rules.programmes import ProgrammeRow
from palermo.programme.web.forms import programmes as programmes_forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms import fields

ADDED = _("Saved in the working copy. Readers see it once a version is published.")
CHANGED = _("Working copy saved. Readers see the changes once a version is published.")
REMOVED = _("Removed from the working copy. It remains in the history and in published versions.")
LONGEST_EVENT = 31


def _programmes(viewer: Viewer) -> QuerySet[Programme]:
    return programmes_visible_to(viewer).select_related("event__activity")


def _rows[Row: (ProgrammeDay, Room, ProgrammePerson)](model: type[Row]) -> Callable[[Viewer], QuerySet[Row]]:
    """Days, rooms or people of the programmes that the viewer may see."""

    def rows(viewer: Viewer) -> QuerySet[Row]:
        of_programmes = model._default_manager.filter(programme__in=programmes_visible_to(viewer))
        return of_programmes.select_related("programme__event__activity")

    return rows


def _items(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    return programme_items_visible_to(viewer).select_related("programme__event__activity")


def _items_to_summarize(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    return items_to_summarize(viewer).select_related("day", "programme__event__activity", "programme__event__place")


def _parts(viewer: Viewer) -> QuerySet[ProgrammePart]:
    return programme_parts_visible_to(viewer).select_related("item__programme__event__activity", "person")


def _releases(viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    return releases_visible_to(viewer).select_related("programme__event__activity", "put_as__endorsement__procedure")


def _begin(event: Event, *, programme: Programme, by: Actor) -> Programme:
    """With the days on which the event is, where they are known."""
    first, last = event.activity.starts_on, event.activity.ends_on or event.activity.starts_on
    count = min((last - first).days + 1, LONGEST_EVENT) if first and last else 0
    days = [first + timedelta(days=place) for place in range(count)] if first else []
    return programmes_actions.begin_programme(event, programme, days=days, by=by)


def _save(
    _record: ProgrammeRow,
    *,
    row: ProgrammeRow,
    documents: Iterable[Document] | None = None,
    seen: str = "",
    by: Actor,
) -> ProgrammeRow:
    return programmes_actions.save_in_programme(row, documents=documents, seen=seen, by=by)


def _remove(row: ProgrammeRow, *, by: Actor) -> Programme:
    return programmes_actions.remove_from_programme(row, by=by)


def _add_act(name: str, label: Promise, form: type[fields.ActForm]) -> ActionPage:
    """An act that adds a row to a programme."""
    check = programmes.check_may_edit_programme
    return ActionPage(
        name=name,
        label=label,
        success_message=ADDED,
        model=Programme,
        records=_programmes,
        form=form,
        check=check,
        perform=_save,
    )


def _change_act[Row: Model](
    name: str,
    label: Promise,
    model: type[Row],
    records: Callable[[Viewer], QuerySet[Row]],
    form: type[fields.ActForm],
) -> ActionPage:
    check = programmes.check_may_edit_programme
    return ActionPage(
        name=name,
        label=label,
        is_edit=True,
        success_message=CHANGED,
        model=model,
        records=records,
        form=form,
        check=check,
        perform=_save,
        key="pk",
    )


def _remove_act[Row: Model](
    name: str, label: Promise, model: type[Row], records: Callable[[Viewer], QuerySet[Row]]
) -> ActionPage:
    return ActionPage(
        name=name,
        label=label,
        success_message=REMOVED,
        model=model,
        records=records,
        form=fields.ActForm,
        check=programmes.check_can_remove,
        perform=_remove,
        key="pk",
    )


register_actions(
    ActionPage(
        name="begin-programme",
        label=_("Create programme"),
        success_message=_("Programme created with the days of the event."),
        model=Event,
        records=lambda viewer: events_visible_to(viewer).select_related("activity"),
        form=programmes_forms.NewProgrammeForm,
        check=programmes.check_can_begin_programme,
        perform=_begin,
        key="activity__slug",
        is_primary=True,
    ),
    _add_act("add-programme-item", _("Add item"), programmes_forms.ProgrammeItemForm),
    _add_act("add-programme-person", _("Add person"), programmes_forms.ProgrammePersonForm),
    _add_act("add-room", _("Add room"), programmes_forms.RoomForm),
    _add_act("add-programme-day", _("Add day"), programmes_forms.ProgrammeDayForm),
    ActionPage(
        name="change-programme",
        is_edit=True,
        label=_("Edit note or minutes between rooms"),
        success_message=CHANGED,
        model=Programme,
        records=_programmes,
        form=programmes_forms.ProgrammeForm,
        check=programmes.check_may_edit_programme,
        perform=_save,
    ),
    ActionPage(
        name="release-programme",
        label=_("Publish version"),
        success_message=_("Version published: its audience can now see it."),
        model=Programme,
        records=_programmes,
        form=programmes_forms.ReleaseForm,
        check=programmes.check_may_release,
        perform=releases.release_programme,
    ),
    _change_act(
        "change-programme-day",
        _("Edit day"),
        ProgrammeDay,
        _rows(ProgrammeDay),
        programmes_forms.ProgrammeDayForm,
    ),
    _remove_act("remove-programme-day", _("Remove day"), ProgrammeDay, _rows(ProgrammeDay)),
    _change_act("change-room", _("Edit room"), Room, _rows(Room), programmes_forms.RoomForm),
    _remove_act("remove-room", _("Remove room"), Room, _rows(Room)),
    replace(
        _change_act(
            "change-programme-person",
            _("Edit person"),
            ProgrammePerson,
            _rows(ProgrammePerson),
            programmes_forms.ProgrammePersonForm,
        ),
        check=programmes.check_may_change_person,
    ),
    _remove_act("remove-programme-person", _("Remove person"), ProgrammePerson, _rows(ProgrammePerson)),
    _change_act("place-programme-item", _("Set time and room"), ProgrammeItem, _items, programmes_forms.PlaceForm),
    _change_act("change-programme-item", _("Edit item"), ProgrammeItem, _items, programmes_forms.ProgrammeItemForm),
    _change_act("add-programme-part", _("Assign a role"), ProgrammeItem, _items, programmes_forms.PartForm),
    _remove_act("remove-programme-item", _("Remove item"), ProgrammeItem, _items),
    _change_act("change-programme-part", _("Edit role"), ProgrammePart, _parts, programmes_forms.PartForm),
    _remove_act("remove-programme-part", _("Remove role"), ProgrammePart, _parts),
    ActionPage(
        name="summarize-session",
        label=_("Write summary"),
        is_edit=True,
        success_message=_("Summary saved."),
        model=ProgrammeItem,
        records=_items_to_summarize,
        form=programmes_forms.SessionSummaryForm,
        check=summaries_rules.check_may_summarize_session,
        perform=summaries.summarize_session,
        key="pk",
    ),
    ActionPage(
        name="put-programme",
        label=_("Submit to Member States"),
        success_message=_("Version submitted to Member States, with its checksum."),
        model=ProgrammeRelease,
        records=_releases,
        form=programmes_forms.PutReleaseForm,
        check=releases_rules.check_may_submit_release,
        perform=releases.submit_release,
        key="pk",
    ),
    ActionPage(
        name="withdraw-programme",
        label=_("Withdraw version"),
        success_message=_("Version withdrawn; only the secretariat can see it."),
        model=ProgrammeRelease,
        records=_releases,
        form=programmes_forms.WithdrawReleaseForm,
        check=releases_rules.check_may_withdraw_release,
        perform=releases.withdraw_release,
        key="pk",
    ),
)
allow_undo(
    "begin-programme",
    "change-programme",
    "add-programme-day",
    "change-programme-day",
    "remove-programme-day",
    "add-room",
    "change-room",
    "remove-room",
    "add-programme-person",
    "change-programme-person",
    "remove-programme-person",
    "add-programme-item",
    "change-programme-item",
    "place-programme-item",
    "remove-programme-item",
    "add-programme-part",
    "change-programme-part",
    "remove-programme-part",
    "summarize-session",
)
