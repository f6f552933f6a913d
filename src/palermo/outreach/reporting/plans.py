"""Action plans at the cut-off: how many were drafts and how many adopted, and what was reported on their progress."""

from palermo.outreach.models import ActionPlan, MeasureProgress, PlanEdition
from palermo.outreach.reporting.makers import maker_cell, may_be_named, with_makers
from palermo.outreach.states.plans import MeasureStatus, PlanEditionStatus, ProgressRoundStatus
from palermo.reporting.clauses import clause, day, facts, message, source, text
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Block, Day, Days, Inline, Message, Paragraph, Table

DRAFT, ADOPTED = "draft", "adopted"


def known_plans(record: RecordSnapshot) -> list[ActionPlan]:
    """Plans that were drafts or in force at the cut-off and that a paper may state, in the order of their ids.

    A plan that this installation supplied as an example is stated in no report.
    """
    return [
        plan
        for plan in record.read(_read_plans)
        if not plan.arranged and record.is_statable(plan) and may_be_named(plan) and edition_then(record, plan)
    ]


def _read_plans(record: RecordSnapshot) -> list[ActionPlan]:
    plans = with_makers(ActionPlan.objects.all())
    return list(plans.prefetch_related("editions__rounds", "editions__measures").order_by("slug"))


def edition_then(record: RecordSnapshot, plan: ActionPlan) -> PlanEdition | None:
    """The edition in force at the cut-off, or else the draft that its readers had then."""
    editions = sorted(plan.editions.all(), key=lambda each: -each.number)
    adopted = (each for each in editions if status_then(record, each) == ADOPTED)
    return next(adopted, None) or next((each for each in editions if status_then(record, each) == DRAFT), None)


def status_then(record: RecordSnapshot, edition: PlanEdition) -> str:
    """Whether an edition was a draft or in force at the cut-off; empty where it was neither, or is not shared."""
    if record.is_reached(edition.ended_on):
        return ""
    if record.is_reached(edition.adopted_on):
        return ADOPTED
    was_read = edition.is_shared or edition.status != PlanEditionStatus.DRAFT
    return DRAFT if was_read and record.is_reached(edition.drafted_on) else ""


@paragraph_type("action-plans")
def number_plans(context: Context) -> list[Paragraph]:
    """How many action plans were on record: drafts, adopted ones, and those that stress monitoring and evaluation."""
    record = context.record
    plans = known_plans(record)
    if not plans:
        return []
    statuses = [status_then(record, edition) for plan in plans if (edition := edition_then(record, plan))]
    counted = clause(
        "types.action_plans",
        {},
        *(facts("action-plans", plan, "title", "editions", "stresses_monitoring") for plan in plans),
        cutoff=day(record.cutoff),
        count=len(plans),
        drafts=statuses.count(DRAFT),
        adopted=statuses.count(ADOPTED),
        monitored=sum(plan.stresses_monitoring for plan in plans),
    )
    return [Paragraph("action-plans", (counted,))]


@paragraph_type("action-plans-table")
def table_of_plans(context: Context) -> list[Block]:
    """Each plan with who keeps it, how far it was and what the latest published round says of its measures."""
    record = context.record
    plans = known_plans(record)
    if not plans:
        return []
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for plan in plans:
        edition = edition_then(record, plan)
        assert edition is not None
        cells: tuple[Inline, ...] = (
            text("action-plans", plan, "title"),
            maker_cell(record, "action-plans", plan),
            _standing(record, edition),
            _progress(record, edition),
        )
        rows.append(tuple((cell,) for cell in cells))
    headings = ("types.heading_plan", "types.heading_maker", "types.heading_state", "types.heading_progress")
    return [
        Table(
            "action-plans-table",
            (message("types.action_plans_table", cutoff=day(record.cutoff)),),
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            tuple(source("action-plans", plan) for plan in plans),
        )
    ]


def _standing(record: RecordSnapshot, edition: PlanEdition) -> Message:
    status = status_then(record, edition)
    days = {"adopted": Day(edition.adopted)} if status == ADOPTED and edition.adopted else {}
    return message("types.plan_standing", status=status, has_adopted="yes" if days else "no", **days)


def _progress(record: RecordSnapshot, edition: PlanEdition) -> Message:
    """How many measures had been carried out by the latest round that was published by then."""
    published = [
        each
        for each in edition.rounds.all()
        if each.status == ProgressRoundStatus.PUBLISHED and record.is_reached(each.published_on)
    ]
    if not published:
        return message("briefing.no_place")
    latest = max(published, key=lambda each: each.number)
    return message(
        "types.plan_progress",
        done=record.read(_read_done).get(latest.pk, 0),
        measures=len(edition.measures.all()),
        period=Days(latest.period_from, latest.period_until),
    )


def _read_done(record: RecordSnapshot) -> dict[int, int]:
    """The number of measures that each published round reports as done."""
    done = MeasureProgress.objects.filter(status=MeasureStatus.DONE, round__status=ProgressRoundStatus.PUBLISHED)
    numbers: dict[int, int] = {}
    for pk in done.order_by().values_list("round_id", flat=True):
        numbers[pk] = numbers.get(pk, 0) + 1
    return numbers
