"""References become primary keys, in two rounds: to records, and to the paragraphs and items inside them."""

from collections.abc import Iterable

from django.db import models

from palermo.events.models import FeedbackQuestion, ParticipantGroup, Recommendation
from palermo.governance.models import AgendaItem, OperativeParagraph, TextVersion
from palermo.logistics.models import LogisticsTask, TemplateTask
from palermo.outreach.models import Measure, PlanSection
from palermo.programme.models import ProgrammeDay, ProgrammePerson, Room, Screen
from palermo.record.faults import Fault, quote_value
from palermo.record.folder import Source
from palermo.record.index import Index
from palermo.record.kinds.registry import BY_FOLDER, NOUNS
from palermo.record.rows import ImportRow, Pointer
from palermo.record.schema import Field
from palermo.returns.models import QuestionnaireEdition
from palermo.toolkit.models import Edition, PassageComment, RoundExpert

# Rows inside records that other files may name.
INSIDE: dict[type[models.Model], str] = {
    OperativeParagraph: "decision/number",
    AgendaItem: "session/number",
    FeedbackQuestion: "form/number",
    ParticipantGroup: "event/number",
    ProgrammeDay: "programme/day",
    ProgrammePerson: "programme/person",
    Room: "programme/room",
    Screen: "programme/screen",
    LogisticsTask: "event/task",
    TemplateTask: "template/task",
    TextVersion: "endorsement/number",
    Edition: "tool/place",
    RoundExpert: "round/number",
    PassageComment: "round/number",
    PlanSection: "plan/edition/key",
    Measure: "plan/edition/key",
    QuestionnaireEdition: "questionnaire/number",
    Recommendation: "outcome/number",
}


def resolve(rows: Iterable[ImportRow], index: Index, *, inside: bool, unread: set[str]) -> list[Fault]:
    """Resolve the references to records, or (`inside`) to rows inside them.

    `unread` are the records that could not be read: a reference to one of them is not called wrong.
    """
    faults = []
    for record in rows:
        for row in record.below():
            faults += _resolve_row(row, index, inside, unread)
    return faults


def _resolve_row(row: ImportRow, index: Index, inside: bool, unread: set[str]) -> list[Fault]:
    faults = []
    for pointer in [*row.pointers, *(pointer for links in row.links.values() for pointer in links)]:
        if (pointer.part.to in INSIDE) == inside:
            pointer.pk = index.pk_of(_model(pointer), pointer.ident)
            if pointer.pk is None:
                row.is_sound = False
                faults += [] if _is_unread(pointer, unread) else [_dangling_fault(pointer, index)]
            elif isinstance(pointer.part, Field):
                setattr(row.instance, pointer.part.attribute, pointer.pk)
    return faults


def _model(pointer: Pointer) -> type[models.Model]:
    assert pointer.part.to is not None
    return pointer.part.to


def _is_unread(pointer: Pointer, unread: set[str]) -> bool:
    return pointer.ident.partition("/")[0] in unread


def _dangling_fault(pointer: Pointer, index: Index) -> Fault:
    model = _model(pointer)
    expected = f"{NOUNS[model]}, as {INSIDE[model]}" if model in INSIDE else f"the id of {NOUNS[model]}"
    others = [noun for noun in index.nouns_of(pointer.ident) if noun != NOUNS[model]]
    problem = f"which is {others[0]}" if others else "which is neither in the folder nor in the database"
    return pointer.spot.fault(expected, f"{quote_value(pointer.ident)}, {problem}")


def unread_ids(rows: Iterable[ImportRow], sources: Iterable[Source]) -> set[str]:
    """The ids of the records that could not be read, or not wholly."""
    return {source.id for source in sources if source.tree is None and source.folder in BY_FOLDER} | {
        row.ident for row in rows if not row.is_sound
    }


def fill_left_out(rows: Iterable[ImportRow], index: Index) -> None:
    """Give the keys that were not written the values that leaving them out means."""
    for record in rows:
        for row in record.below():
            for part in row.left_out:
                assert part.left_out is not None
                setattr(row.instance, part.attribute, part.left_out(row.instance, index))
