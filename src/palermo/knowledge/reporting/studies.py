"""VI. Research: what stands in its way, what it is for, when results are due."""

from collections.abc import Iterator

from palermo.knowledge.models import Study
from palermo.reporting.checks.record import statable
from palermo.reporting.clauses import (
    clause,
    day,
    facts,
    message,
    optional,
    paragraph,
    part_text,
    record_clause,
    source,
    text,
)
from palermo.reporting.context import STATABLE_SOURCES, Context, Statable, paragraph_type
from palermo.reporting.paragraphs.coming import CALENDAR_ROWS, UpcomingRow, calendar_table, place_name
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Block, Clause, Day, Paragraph


def known_studies(record: RecordSnapshot) -> list[Study]:
    """Studies under way or done at the cut-off."""
    return [study for study in record.read(_read_studies) if record.activity_is_known(study.activity)]


def _read_studies(record: RecordSnapshot) -> list[Study]:
    return list(Study.objects.select_related("activity"))


@paragraph_type("research")
def research(context: Context) -> list[Paragraph]:
    """Two paragraphs a study."""
    paragraphs = []
    for study in known_studies(context.record):
        slug = study.activity.slug
        paragraphs.append(paragraph(f"{slug}-obstacle", [_sentence(study, "obstacle")]))
        work = [_sentence(study, "aim"), _sentence(study, "method"), _results(context, study)]
        paragraphs.append(paragraph(slug, work))
    return [made for made in paragraphs if made]


def _sentence(study: Study, field: str) -> Clause | None:
    return record_clause("studies", study, field) if getattr(study, field) else None


def _results(context: Context, study: Study) -> Clause | None:
    """When results were published; before that, when they are expected, from the day on which that was known."""
    if context.record.is_reached(study.published_on):
        assert study.published_on is not None
        readers = text("studies", study, "results_for") if study.results_for else None
        return clause(
            "progress.results_published",
            context.names(),
            facts("studies", study, "published_on"),
            published=day(study.published_on),
            **optional({"readers": readers}),
        )
    if not (study.results_due and context.record.is_reached(study.activity.scheduled_on)):
        return None
    readers = text("studies", study, "results_for") if study.results_for else None
    stated = facts("studies", study, "results_due")
    overdue = "yes" if context.record.is_reached(study.results_due_on) else "no"
    due = Day(study.results_due)
    return clause(
        "progress.results_due",
        context.names(),
        stated,
        due=due,
        overdue=overdue,
        **optional({"readers": readers}),
    )


def upcoming_results(context: Context) -> Iterator[UpcomingRow]:
    """Results of studies that were due at the cut-off."""
    record = context.record
    for study in known_studies(record):
        is_planned = record.is_reached(study.activity.scheduled_on)
        if not is_planned or record.is_reached(study.published_on):
            continue
        if study.results_due_on and study.results_due_on > record.cutoff:
            of = source("studies", study)
            what = message("briefing.results", title=part_text(of, study.activity, "title"))
            yield UpcomingRow(study.results_due_on, Day(study.results_due), what, place_name(None), of)


CALENDAR_ROWS.append(upcoming_results)


@paragraph_type("research-results")
def results(context: Context) -> list[Block]:
    """When which results are due, as a table; or that none is on record."""
    rows = sorted(upcoming_results(context), key=lambda row: (row.on, row.source))
    stated = facts("initiatives", context.record.initiative, "name")
    if not rows:
        return [Paragraph("results", (clause("types.no_results", {}, stated, cutoff=day(context.record.cutoff)),))]
    lead = clause("briefing.calendar_lead", {}, stated, cutoff=day(context.record.cutoff))
    return [Paragraph("results", (lead,)), calendar_table(rows)]


def statable_studies(record: RecordSnapshot) -> Iterator[Statable]:
    """Studies under way or done at the cut-off, of every audience."""
    for study in record.read(_read_studies):
        if record.had_begun(study.activity):
            yield statable(record, source("studies", study), study.activity)


STATABLE_SOURCES.append(statable_studies)
