"""Outlines: which sections, of which paragraph types, in which order make each kind of report."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from palermo.core.autodiscovery import import_modules
from palermo.core.refusals import Refused
from palermo.reporting import tree
from palermo.reporting.clauses import text
from palermo.reporting.context import PARAGRAPH_TYPES, QUESTION_SOURCES, SUMMARY_TYPES, TITLE_ARGUMENTS, Context
from palermo.reporting.masthead import agenda_is_known, masthead
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.states import Blueprint

FOLDER = Path(__file__).parent / "outlines"
OUTLINE_NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


class OutlineSection(BaseModel):
    """A section: its title is a message, its paragraphs are types."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str
    paragraphs: tuple[str, ...]


class Outline(BaseModel):
    """A kind of report. `version` changes whenever the same record would give another report.

    `audience` is that of a report without a row; `is_for_session` says that it goes to a session of the governing body;
    `covers_record` that it accounts for the whole record, so that what it leaves out is listed for the editor.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: int
    audience: str
    title: str
    subtitle: str
    word_limit: int
    sections: tuple[OutlineSection, ...]
    summary: tuple[str, ...] = ()
    is_for_session: bool = False
    covers_record: bool = False
    has_contents: bool = True


@cache
def outlines() -> dict[str, Outline]:
    """Every outline by its name, checked against the paragraph types that there are.

    Raises
    ------
    ValueError
        Where an outline names a type that no slice registers.
    """
    import_modules("reporting")
    import_modules("paragraphs")
    read = {path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))}
    for outline in read.values():
        wanted = {name for section in outline.sections for name in section.paragraphs}
        if unknown := sorted((wanted - set(PARAGRAPH_TYPES)) | (set(outline.summary) - set(SUMMARY_TYPES))):
            raise ValueError(f"{outline.name}: expected registered paragraph types, found {', '.join(unknown)}")
    return read


def outline_named(name: str) -> Outline:
    """The outline of that name, in capitals or not.

    Raises
    ------
    Refused
        With the kinds of report that there are.
    """
    found = outlines().get(name.lower())
    if found is None:
        known = ", ".join(str(label) for label in Blueprint.labels)
        raise Refused(
            _("There is no kind of report “%(name)s”. Choose one of: %(known)s.") % {"name": name, "known": known}
        )
    return found


def assemble_report(outline: Outline, record: RecordSnapshot, report: Report | None) -> tree.Report:
    """The report that the outline gives of this record; sections with nothing to say are left out."""
    session = report.session if report else None
    if outline.is_for_session and session is None and record.initiative.governing_body:
        session = record.next_session(record.initiative.governing_body)
    context = Context(record, report, session)
    return tree.Report(
        blueprint=outline.name,
        version=outline.version,
        cutoff=record.cutoff,
        masthead=masthead(record, report, session),
        title=(text("reports", report, "title") if report else tree.Message(outline.title, context.names()),),
        subtitle=(tree.Message(outline.subtitle),),
        summary=_summary(outline, context),
        sections=tuple(section for each in outline.sections if (section := _section(each, context)).blocks),
        questions=(*record.questions, *(q for ask in QUESTION_SOURCES for q in ask(record)), *_questions(context)),
        covers_record=outline.covers_record,
        has_contents=outline.has_contents,
        word_limit=outline.word_limit,
    )


def _read(path: Path) -> Outline:
    return Outline(name=path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))


def _section(section: OutlineSection, context: Context) -> tree.Section:
    blocks = tuple(block for name in section.paragraphs for block in PARAGRAPH_TYPES[name](context))
    more = TITLE_ARGUMENTS.get(section.key)
    args = {**context.names(), **(more(context) if more else {})}
    return tree.Section(section.key, (tree.Message(section.title, args),), blocks)


def _summary(outline: Outline, context: Context) -> tuple[tree.Paragraph, ...]:
    clauses = [clause for name in outline.summary for clause in SUMMARY_TYPES[name](context)]
    stated = tuple(each for each in clauses if each and not any(fact.is_arranged for fact in each.facts))
    return (tree.Paragraph("summary", stated, numbered=False),) if stated else ()


def _questions(context: Context) -> list[tree.Question]:
    """What the paper itself lacks at the cut-off: the item of the agenda that it answers."""
    report, record = context.report, context.record
    if report is None or report.agenda_item is None:
        return []
    if agenda_is_known(record, report.agenda_item):
        return []
    sentence = _("The provisional agenda had not been issued at the cut-off date: the agenda item is omitted.")
    return [tree.Question(tree.Source("reports", report.slug), sentence, blocks=False)]
