"""Texts of programmes for translators: they are changed by the acts of the programme, not in the administration."""

from collections.abc import Mapping

from django.db import models

from palermo.accounts.actors import Actor
from palermo.audit.versioned_models import Model
from palermo.programme.actions.programmes import save_in_programme
from palermo.programme.models import Programme, ProgrammeDay, ProgrammeItem, ProgrammePerson, Room
from palermo.programme.schedule.prints import row_fingerprint
from palermo.site.action_pages import ACTIONS, action_address

# Which texts, and the act that changes them. A person's name is what they are called, not a text to be translated.
OF_PROGRAMMES: dict[Model, tuple[tuple[str, ...], str]] = {
    Programme: (("preface",), "change-programme"),
    ProgrammeDay: (("title",), "change-programme-day"),
    Room: (("name",), "change-room"),
    ProgrammePerson: (("function", "organisation"), "change-programme-person"),
    ProgrammeItem: (("title", "objective", "themes"), "change-programme-item"),
}


def fields_of(model: Model) -> tuple[str, ...]:
    """The texts of a row of a programme; of other records, none."""
    return OF_PROGRAMMES[model][0] if model in OF_PROGRAMMES else ()


def edit_address(model: Model, pk: int, data: Mapping[str, object]) -> str:
    """The page on which such a text is changed; `data` is the row as its last version has it."""
    row = Programme(pk=pk, slug=str(data["slug"])) if model is Programme else model(pk=pk)
    return action_address(ACTIONS[OF_PROGRAMMES[model][1]], row)


def save_translation(instance: models.Model, seen: str, by: Actor) -> None:
    """Save a translation by the action that saves every change of a programme. Refuses as that action does."""
    assert isinstance(instance, (Programme, ProgrammeDay, Room, ProgrammePerson, ProgrammeItem))
    save_in_programme(instance, seen=seen, by=by)


def fingerprint_of(instance: models.Model) -> str:
    """The fingerprint of such a row, as that action compares it."""
    return row_fingerprint(instance)
