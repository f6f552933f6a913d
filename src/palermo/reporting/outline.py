"""Outlines: which sections, of which paragraph types, in which order make each kind of report."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.reporting import tree
from palermo.reporting.clauses import text
from palermo.reporting.context import PARAGRAPH_TYPES, QUESTION_SOURCES, SUMMARY_TYPES, TITLE_ARGUMENTS, Context
from palermo.reporting.masthead import agenda_is_known, masthead
from palermo.reporting.models import Report
from palermo.reporting.outline_schema import NOTE, Heading, Outline, OutlineParagraph, OutlineSection, read_outline
from palermo.reporting.paragraphs.conference import next_conference
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.states import Addressee, Blueprint

FOLDER = Path(__file__).parent / "outlines"
OUTLINE_NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def outlines() -> dict[str, Outline]:
    """Every shipped outline by its name, in the order in which document types are listed.

    Refused where a file is no outline.
    """
    read = {name: _read(FOLDER / f"{name}.yaml") for name in OUTLINE_NAMES}
    return {name: read[name] for name in Blueprint.values}


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


def outline_of(report: Report) -> Outline:
    """The outline with which a report was begun, which it keeps; else the shipped one of its type.

    Refused if that outline cannot be read.
    """
    return read_outline(report.blueprint, report.outline) if report.outline else outline_named(report.blueprint)


def assemble_report(outline: Outline, record: RecordSnapshot, report: Report | None) -> tree.Report:
    """The report that the outline gives of this record; sections with nothing to say are left out."""
    context = context_for(outline, record, report)
    return tree.Report(
        blueprint=outline.name,
        version=outline.version,
        cutoff=record.cutoff,
        masthead=masthead(outline, context),
        title=(text("reports", report, "title") if report else default_title(outline, context),),
        subtitle=(tree.Message(outline.subtitle, context.names()),),
        summary=_summary(outline, context),
        sections=tuple(section for each in outline.sections if (section := _section(each, context)).blocks),
        questions=(*record.questions, *(q for ask in QUESTION_SOURCES for q in ask(record)), *_questions(context)),
        covers_record=outline.covers_record,
        has_contents=outline.has_contents,
        word_limit=outline.word_limit,
    )


def context_for(outline: Outline, record: RecordSnapshot, report: Report | None) -> Context:
    """What the paragraph types are given; without a report, what the next one of this type would be for."""
    session = report.session if report else None
    if session is None and outline.addressee == Addressee.SESSION and record.initiative.governing_body:
        session = record.next_session(record.initiative.governing_body)
    if session is None and report is None and outline.addressee == Addressee.CONFERENCE:
        session = next_conference(record)
    return Context(record, report, session, is_note=outline.subtitle == NOTE)


def default_title(outline: Outline, context: Context) -> tree.Inline:
    """The title of a paper whose officer gave none."""
    more = TITLE_ARGUMENTS.get(f"{outline.name} title")
    args = {**context.names(), **(more(context) if more else {})}
    return heading(outline.title, args)


def heading(words: Heading, args: Mapping[str, tree.Argument]) -> tree.Inline:
    """A heading of the catalogue, or one that an officer wrote."""
    if isinstance(words, str):
        return tree.Message(words, args)
    return tree.RecordText(MultilingualText(words), tree.Source("installation", "outline"), "title")


def _read(path: Path) -> Outline:
    return read_outline(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))


def _section(section: OutlineSection, context: Context) -> tree.Section:
    blocks = tuple(block for each in section.paragraphs for block in _blocks(each, context))
    more = TITLE_ARGUMENTS.get(section.key)
    args = {**context.names(), **(more(context) if more else {})}
    return tree.Section(section.key, (heading(section.title, args),), blocks)


def _blocks(paragraph: OutlineParagraph, context: Context) -> Iterator[tree.Block]:
    for block in PARAGRAPH_TYPES[paragraph.type](replace(context, only=paragraph.only)):
        if paragraph.emphasis and isinstance(block, tree.Paragraph):
            yield replace(block, emphasis=True)
        else:
            yield block


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
