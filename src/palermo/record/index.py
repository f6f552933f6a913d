"""Ids to primary keys and back, for the records of a folder and of the database together."""

from typing import Any

from django.db import models

from palermo.events.models import Event, FeedbackQuestion, ParticipantGroup
from palermo.governance.models import AgendaItem, OperativeParagraph, TextVersion
from palermo.logistics.models import LogisticsTask, TemplateTask
from palermo.programme.models import ProgrammeDay, ProgrammePerson, Room, Screen
from palermo.record.kinds.registry import KINDS, NOUNS
from palermo.record.numbering import Numbers

Model = type[models.Model]

# How a row is called in a file where its own slug is not its name.
PATHS: dict[Model, tuple[str, ...]] = {
    OperativeParagraph: ("decision__slug", "number"),
    AgendaItem: ("session__slug", "number"),
    Event: ("activity__slug",),
    FeedbackQuestion: ("form__slug", "number"),
    ParticipantGroup: ("event__activity__slug", "number"),
    ProgrammeDay: ("programme__slug", "day"),
    ProgrammePerson: ("programme__slug", "slug"),
    Room: ("programme__slug", "slug"),
    Screen: ("programme__slug", "slug"),
    LogisticsTask: ("event__activity__slug", "slug"),
    TemplateTask: ("template__slug", "slug"),
    TextVersion: ("endorsement__slug", "number"),
}
BY_SLUG: tuple[str, ...] = ("slug",)


class Index:
    """Looks rows up by id, or ids by primary key; reads each model from the database once, when first asked."""

    def __init__(self) -> None:
        self.numbers = Numbers()
        self._pks: dict[Model, dict[str, object]] = {}
        self._idents: dict[Model, dict[Any, str]] = {}
        self._rows: dict[Model, dict[Any, models.Model]] = {}
        self._read: dict[Model, dict[Any, models.Model]] = {}

    def add(self, row: models.Model, ident: str) -> None:
        """Make a row of the folder known."""
        model = type(row)
        self._table(model)[ident] = row.pk
        self._idents[model][row.pk] = ident
        self._rows.setdefault(model, {})[row.pk] = row

    def pk_of(self, model: Model, ident: str) -> Any:
        """The primary key of the row called `ident`; None if there is none."""
        return self._table(model).get(ident)

    def ident_of(self, model: Model, pk: Any) -> str:
        """What the row with this primary key is called in files."""
        self._table(model)
        return self._idents[model].get(pk, "")

    def row(self, model: Model, pk: Any) -> Any:
        """The row itself, as the folder gives it where it does; None if there is none."""
        if pk is None or pk in self._rows.get(model, {}):
            return self._rows[model][pk] if pk is not None else None
        if model not in self._read:
            self._read[model] = model._default_manager.in_bulk()
        return self._read[model].get(pk)

    def is_given(self, row: models.Model) -> bool:
        """Whether the folder gives this row of the database."""
        return row.pk in self._rows.get(type(row), {})

    def nouns_of(self, ident: str) -> list[str]:
        """What kinds of record are called `ident`."""
        return [NOUNS[model] for model in dict.fromkeys(kind.table.model for kind in KINDS) if self.pk_of(model, ident)]

    def _table(self, model: Model) -> dict[str, object]:
        if model not in self._pks:
            path = PATHS.get(model, BY_SLUG)
            found = model._default_manager.order_by().values_list("pk", *path)
            self._idents[model] = {pk: "/".join(map(str, parts)) for pk, *parts in found if None not in parts}
            self._pks[model] = {ident: pk for pk, ident in self._idents[model].items()}
        return self._pks[model]
