"""Recommendations and what became of them: a sentence with the numbers, and a table."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from palermo.governance.models import FollowUp
from palermo.governance.models.follow_ups import FollowUpSource
from palermo.governance.states.follow_ups import SETTLED, FollowUpState
from palermo.reporting.clauses import cell_name, clause, day, facts, message, part_text, party_name, source
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.models import ReportRecommendation
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.states import ReportState
from palermo.reporting.tree import Block, Day, Fact, Inline, Paragraph, Source, Table

# What the entry of a register is read with.
RESPONSIBLE = ("responsible_organisation", "responsible_state", "responsible_body")
OPEN = "open"
LIMITS = {OPEN: _("Only what is not settled yet")}


@dataclass(frozen=True)
class FollowUpRow:
    """A recommendation or an action agreed with what became of it; `due_on` orders the rows."""

    words: Inline
    responsible: Inline
    due: Inline
    due_on: date
    state: str
    stated: tuple[Fact, ...]
    sources: tuple[Source, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected."""
        return self.state in SETTLED


# Recommendations of the slices above: each as a row, in the order in which they were made.
FOLLOW_UP_ROWS: list[Callable[[Context], Iterable[FollowUpRow]]] = []


def follow_up_row(context: Context, kind: str, record: Model, part: FollowUpSource, within: str) -> FollowUpRow:
    """The row of a recommendation or an action, under the record that it is part of."""
    entry = part.follow_up
    known = entry if entry and context.record.is_reached(entry.taken_over_on) else None
    stated = (*facts(kind, record, within), *(facts("follow_ups", known, "state", "due") if known else ()))
    return FollowUpRow(
        words=part_text(source(kind, record), part, "text"),  # type: ignore[arg-type]  # every origin is a record
        responsible=_responsible(context, known),
        due=Day(known.due) if known and known.due else message("briefing.no_place"),
        due_on=known.due_on if known and known.due_on else date.max,
        state=_state_then(context.record, known),
        stated=stated,
        sources=(source(kind, record), *((source("follow_ups", known),) if known else ())),
    )


def _state_then(record: RecordSnapshot, entry: FollowUp | None) -> str:
    """Where it stood at the cut-off; what was settled later was open then."""
    if entry is None or (entry.state_on and not record.is_reached(entry.state_on)):
        return FollowUpState.OPEN
    return entry.state


def _responsible(context: Context, entry: FollowUp | None) -> Inline:
    if entry is None:
        return message("briefing.no_place")
    if entry.is_for_each_state:
        return message("types.each_state")
    if entry.responsible_body:
        return cell_name(context.name("bodies", entry.responsible_body))
    if entry.responsible_organisation or entry.responsible_state:
        party = party_name(
            context.record, context.record.cutoff, entry.responsible_organisation, entry.responsible_state
        )
        return cell_name(party)
    return message("briefing.no_place")


def follow_up_table(context: Context, rows: Iterable[FollowUpRow], key: str) -> Table:
    """What was recommended or agreed, who is responsible, by when, and where it stands."""
    given = list(rows)
    headings = ("types.heading_action", "types.heading_responsible", "types.heading_due", "types.heading_state")
    cells = [(row.words, row.responsible, row.due, message("types.state", state=row.state)) for row in given]
    return Table(
        key,
        (message("types.actions_table" if key == "actions" else "types.follow_up_table"),),
        tuple((message(heading),) for heading in headings),
        tuple(tuple((cell,) for cell in row) for row in cells),
        tuple(dict.fromkeys(of for row in given for of in row.sources)),
    )


def _rows(context: Context) -> list[FollowUpRow]:
    own = [_report_row(context, each) for each in context.record.read(_read_recommendations)]
    rows = [*own, *(row for of in FOLLOW_UP_ROWS for row in of(context))]
    wanted = [row for row in rows if context.only != OPEN or not row.is_settled]
    return sorted(wanted, key=lambda row: row.due_on)


def _report_row(context: Context, recommendation: ReportRecommendation) -> FollowUpRow:
    return follow_up_row(context, "reports", recommendation.report, recommendation, "recommendations")


def _read_recommendations(record: RecordSnapshot) -> list[ReportRecommendation]:
    """Recommendations of reports that had been issued to readers who include those of the paper."""
    rows = ReportRecommendation.objects.filter(report__state=ReportState.ISSUED, report__issued_on__lte=record.cutoff)
    rows = rows.select_related("report", *(f"follow_up__{name}" for name in RESPONSIBLE))
    rows = rows.prefetch_related("follow_up__responsible_state__former_names").order_by("report__issued_on", "pk")
    return [each for each in rows if record.is_statable(each.report)]


@paragraph_type("follow-up-numbers", LIMITS)
def numbers(context: Context) -> list[Paragraph]:
    """How many recommendations there are, and how many of them are open, in progress, done and not pursued."""
    rows = _rows(context)
    cutoff = day(context.record.cutoff)
    if not rows:
        own = facts("initiatives", context.record.initiative, "name")
        return [Paragraph("follow-up", (clause("types.no_recommendations", {}, own, cutoff=cutoff),))]
    counts = Counter(row.state for row in rows)
    stated = [row.stated for row in rows]
    lead = clause("types.recommendations", {}, *stated, count=len(rows), cutoff=cutoff)
    key = "types.all_in_state" if len(counts) == 1 else "types.in_state"
    each = [
        clause(key, {}, *stated, state=state.value, count=counts[state]) for state in FollowUpState if counts[state]
    ]
    return [Paragraph("follow-up", (lead, *each))]


@paragraph_type("follow-up-table", LIMITS)
def table(context: Context) -> list[Block]:
    """Each recommendation with who is responsible, when it is due and where it stands."""
    rows = _rows(context)
    return [follow_up_table(context, rows, "follow-up-table")] if rows else []
