"""Good practices at the cut-off: how many there were, and each with its field and what shows that it works."""

from palermo.knowledge.models import GoodPractice
from palermo.knowledge.states.practices import EvidenceLevel, PracticeStatus
from palermo.reporting.clauses import clause, day, facts, message, source, text
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Block, Inline, Paragraph, Table

INDEPENDENT = frozenset({EvidenceLevel.EVALUATED, EvidenceLevel.COMPARED})


def known_practices(record: RecordSnapshot) -> list[GoodPractice]:
    """Practices that were published at the cut-off and that a paper may state, in the order of their ids.

    One that this installation supplied as an example is stated in no report; one withdrawn later stood then.
    """
    return [
        each
        for each in record.read(_read_practices)
        if not each.arranged
        and record.is_statable(each)
        and record.is_reached(each.published_on)
        and not record.is_reached(each.withdrawn_on)
    ]


def _read_practices(record: RecordSnapshot) -> list[GoodPractice]:
    return list(GoodPractice.objects.exclude(status=PracticeStatus.DRAFT).order_by("slug"))


def level_then(record: RecordSnapshot, practice: GoodPractice) -> EvidenceLevel:
    """The level of evidence at the cut-off: what was evaluated later was monitored at most."""
    level = EvidenceLevel(practice.evidence_level)
    is_later = practice.evaluated_on is not None and not record.is_reached(practice.evaluated_on)
    return EvidenceLevel.MONITORED if level in INDEPENDENT and is_later else level


@paragraph_type("good-practices")
def number_practices(context: Context) -> list[Paragraph]:
    """How many good practices were on record, and how many had been evaluated independently."""
    record = context.record
    practices = known_practices(record)
    if not practices:
        return []
    counted = clause(
        "types.good_practices",
        {},
        *(facts("good-practices", each, "title", "evidence_level") for each in practices),
        cutoff=day(record.cutoff),
        count=len(practices),
        evaluated=sum(level_then(record, each) in INDEPENDENT for each in practices),
    )
    return [Paragraph("good-practices", (counted,))]


@paragraph_type("good-practices-table")
def table_of_practices(context: Context) -> list[Block]:
    """Each good practice with its field and its level of evidence."""
    record = context.record
    practices = known_practices(record)
    if not practices:
        return []
    headings = ("types.heading_practice", "types.heading_practice_field", "types.heading_evidence")
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for each in practices:
        cells: tuple[Inline, ...] = (
            text("good-practices", each, "title"),
            message("types.practice_field", field=each.field),
            message("types.evidence_level", level=level_then(record, each).value),
        )
        rows.append(tuple((cell,) for cell in cells))
    return [
        Table(
            "good-practices-table",
            (message("types.good_practices_table", cutoff=day(record.cutoff)),),
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            tuple(source("good-practices", each) for each in practices),
        )
    ]
