"""Campaigns at the cut-off, and whom their activities reached, as counted and by whom."""

from collections import Counter
from collections.abc import Iterator

from palermo.governance.states.activities import ActivityState
from palermo.outreach.models import Campaign, CampaignAction, Reach
from palermo.outreach.reporting.makers import may_be_named
from palermo.outreach.states.campaigns import ReportStatus
from palermo.reporting.clauses import clause, day, facts, message, part_text, source, yes
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot, Tense, tense
from palermo.reporting.tree import Block, Day, Inline, Paragraph, Table


def known_campaigns(record: RecordSnapshot) -> list[Campaign]:
    """Campaigns that were authorized at the cut-off; examples of this installation are stated in no report."""
    campaigns = record.read(_read_campaigns)
    return [each for each in campaigns if not each.activity.arranged and record.activity_is_known(each.activity)]


def _read_campaigns(record: RecordSnapshot) -> list[Campaign]:
    campaigns = Campaign.objects.select_related("activity")
    actions = ("actions__reach", "actions__partnership")
    return list(campaigns.prefetch_related(*actions).order_by("activity__starts_on", "activity__slug"))


def _tense_of(record: RecordSnapshot, campaign: Campaign) -> Tense:
    activity = campaign.activity
    if activity.starts is None:
        return Tense.PLANNED
    last = activity.ends_on or activity.starts.value
    is_confirmed = activity.state == ActivityState.COMPLETED
    return tense(activity.starts.first_day, last, record.cutoff, is_confirmed=is_confirmed)


def known_actions(record: RecordSnapshot, campaign: Campaign) -> list[CampaignAction]:
    """Activities of a campaign that were on record at the cut-off, in the order of their days."""
    known = [
        each
        for each in campaign.actions.all()
        if each.status == ReportStatus.RECORDED and may_be_named(each) and record.is_reached(each.decided_on)
    ]
    return sorted(known, key=lambda each: (each.starts_on, each.number))


@paragraph_type("campaigns")
def number_campaigns(context: Context) -> list[Paragraph]:
    """How many campaigns were over, under way and planned, and how many activities of theirs took place."""
    record = context.record
    campaigns = known_campaigns(record)
    if not campaigns:
        return []
    stated = [facts("campaigns", each, "starts", "ends", "state") for each in campaigns]
    numbers = Counter(_tense_of(record, each) for each in campaigns)
    clauses = [
        clause("types.campaigns", {}, *stated, tense=each.value, count=numbers[each], cutoff=day(record.cutoff))
        for each in Tense
        if numbers[each]
    ]
    actions = [(each, action) for each in campaigns for action in known_actions(record, each)]
    happened = Counter(_took_place(record, action) for _campaign, action in actions)
    for took_place in (True, False):
        if happened[took_place]:
            of = [facts("campaigns", each, "actions") for each, _action in actions]
            when = Tense.PAST if took_place else Tense.PLANNED
            clauses.append(clause("types.campaign_actions", {}, *of, tense=when.value, count=happened[took_place]))
    return [Paragraph("campaigns", tuple(clauses))]


def _took_place(record: RecordSnapshot, action: CampaignAction) -> bool:
    """Whether it was over at the cut-off and was recorded once it was over; before that, it was a plan."""
    last = action.ends_on or action.starts_on
    return record.is_reached(last) and action.decided_on is not None and action.decided_on >= last


@paragraph_type("campaigns-table")
def table_of_reach(context: Context) -> list[Block]:
    """Each activity of a campaign with its day and, for each figure of its reach, who counted."""
    record = context.record
    campaigns = [each for each in known_campaigns(record) if known_actions(record, each)]
    if not campaigns:
        return []
    rows = [row for each in campaigns for action in known_actions(record, each) for row in _rows(record, each, action)]
    headings = [*("types.heading_campaign", "types.heading_campaign_action", "types.heading_date")]
    headings += ["types.heading_reach", "types.heading_reach_source"]
    return [
        Table(
            "campaigns-table",
            (message("types.campaigns_table", cutoff=day(record.cutoff)),),
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            tuple(source("campaigns", each) for each in campaigns),
        )
    ]


def _rows(
    record: RecordSnapshot, campaign: Campaign, action: CampaignAction
) -> Iterator[tuple[tuple[Inline, ...], ...]]:
    of = source("campaigns", campaign)
    named = (part_text(of, campaign.activity, "title"), part_text(of, action, "title"), Day(action.starts))
    missing = message("briefing.no_place")
    counted = [each for each in action.reach.all() if each.counted_on is None or record.is_reached(each.counted_on)]
    for figure in counted:
        yield tuple((cell,) for cell in (*named, _figure(figure), part_text(of, figure, "source")))
    if not counted:
        yield tuple((cell,) for cell in (*named, missing, missing))


def _figure(reach: Reach) -> Inline:
    return message(
        "types.reach",
        unit=reach.unit,
        count=reach.count,
        minimum=yes(reach.is_minimum),
        estimate=yes(reach.is_estimate),
    )
