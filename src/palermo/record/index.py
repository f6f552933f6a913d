"""Ids to primary keys and back, for the records of a folder and of the database together."""

from collections.abc import Mapping

from django.db import models

from palermo.events.models import Event, FeedbackQuestion, ParticipantGroup, Recommendation
from palermo.governance.models import AgendaItem, OperativeParagraph, TextVersion
from palermo.logistics.models import LogisticsTask, TemplateTask
from palermo.outreach.models import (
    Advice,
    Campaign,
    KitItem,
    Measure,
    PartnerRule,
    PlanEdition,
    PlanSection,
    PressContact,
)
from palermo.programme.models import ProgrammeDay, ProgrammePerson, Room, Screen
from palermo.record.kinds.registry import KINDS, NOUNS
from palermo.record.numbering import Numbers
from palermo.returns.models import QuestionnaireEdition
from palermo.toolkit.models import Edition, PassageComment, RoundExpert, Tool

# How a row is called in a file where its own slug is not its name.
PATHS: dict[type[models.Model], tuple[str, ...]] = {
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
    Tool: ("activity__slug",),
    Edition: ("tool__activity__slug", "order"),
    RoundExpert: ("round__slug", "number"),
    PassageComment: ("round__slug", "number"),
    PartnerRule: ("kind",),
    Campaign: ("activity__slug",),
    PlanEdition: ("plan__slug", "number"),
    PlanSection: ("edition__plan__slug", "edition__number", "key"),
    Measure: ("edition__plan__slug", "edition__number", "key"),
    QuestionnaireEdition: ("questionnaire__slug", "number"),
    Recommendation: ("outcome__slug", "number"),
    PressContact: ("number",),
    KitItem: ("number",),
    Advice: ("audience",),
}
BY_SLUG: tuple[str, ...] = ("slug",)


class Index:
    """Looks rows up by id, or ids by primary key; reads each model from the database once, when first asked."""

    def __init__(self) -> None:
        self.numbers = Numbers()
        self._pks: dict[type[models.Model], dict[str, int]] = {}
        self._idents: dict[type[models.Model], dict[int, str]] = {}
        self._rows: dict[type[models.Model], dict[int, models.Model]] = {}
        self._read: dict[type[models.Model], Mapping[int, models.Model]] = {}

    def add(self, row: models.Model, ident: str) -> None:
        """Make a row of the folder known."""
        model = type(row)
        self._table(model)[ident] = row.pk
        self._idents[model][row.pk] = ident
        self._rows.setdefault(model, {})[row.pk] = row

    def pk_of(self, model: type[models.Model], ident: str) -> int | None:
        """The primary key of the row called `ident`; None if there is none."""
        return self._table(model).get(ident)

    def ident_of(self, model: type[models.Model], pk: int | None) -> str:
        """What the row with this primary key is called in files."""
        self._table(model)
        return "" if pk is None else self._idents[model].get(pk, "")

    def row[Row: models.Model](self, model: type[Row], pk: int | None) -> Row | None:
        """The row itself, as the folder gives it where it does; None if there is none."""
        if pk is None:
            return None
        row = self._rows.get(model, {}).get(pk)
        if row is None:
            if model not in self._read:
                self._read[model] = model._default_manager.in_bulk()
            row = self._read[model].get(pk)
        return row if isinstance(row, model) else None

    def is_in_folder(self, row: models.Model) -> bool:
        """Whether the folder gives this row of the database."""
        return row.pk in self._rows.get(type(row), {})

    def nouns_of(self, ident: str) -> list[str]:
        """What kinds of record are called `ident`."""
        return [NOUNS[model] for model in dict.fromkeys(kind.table.model for kind in KINDS) if self.pk_of(model, ident)]

    def _table(self, model: type[models.Model]) -> dict[str, int]:
        if model not in self._pks:
            path = PATHS.get(model, BY_SLUG)
            rows = model._default_manager.order_by().values_list("pk", *path)
            self._idents[model] = {pk: "/".join(map(str, parts)) for pk, *parts in rows if None not in parts}
            self._pks[model] = {ident: pk for pk, ident in self._idents[model].items()}
        return self._pks[model]
