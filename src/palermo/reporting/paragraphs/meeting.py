"""The report of a meeting of the Steering Committee: when it met, who attended, its agenda and what it agreed."""

from palermo.governance.models import ActionPoint, Attendance
from palermo.governance.states.bodies import MeetingKind
from palermo.reporting.clauses import (
    by_place,
    clause,
    facts,
    meeting_facts,
    part_clause,
    party_name,
)
from palermo.reporting.context import TITLE_ARGUMENTS, Context, paragraph_type
from palermo.reporting.paragraphs.follow_up import RESPONSIBLE, FollowUpRow, follow_up_row, follow_up_table
from palermo.reporting.record_snapshot import MeetingSnapshot, RecordSnapshot, Tense
from palermo.reporting.tree import Argument, Block, DayList, Listed, Paragraph, Subparagraph


def meeting_reported(context: Context) -> MeetingSnapshot | None:
    """The meeting that the report is of; without a report, the last one that the Committee held."""
    report, record = context.report, context.record
    known = record.meetings(MeetingKind.COMMITTEE)
    if report is None:
        held = record.held_meetings(MeetingKind.COMMITTEE)
        return held[-1] if held else None
    return next((each for each in known if each.meeting.pk == report.meeting_id), None)


def _title_arguments(context: Context) -> dict[str, Argument]:
    known = meeting_reported(context)
    return {"has_days": "yes", "days": days(known)} if known else {"has_days": "no", "days": DayList(())}


def days(known: MeetingSnapshot) -> DayList:
    """The days on which a meeting was held."""
    return DayList(tuple(dict.fromkeys((known.starts_on, known.ends_on))))


TITLE_ARGUMENTS["committee title"] = _title_arguments


@paragraph_type("meeting-held")
def state_meeting(context: Context) -> list[Paragraph]:
    """Where and when the Committee met, or is to meet."""
    known = meeting_reported(context)
    if known is None:
        return []
    stated = meeting_facts([known], "starts_on", "place", "took_place")
    is_held = "yes" if known.tense is Tense.PAST else "no"
    sentence = clause("types.meeting", context.names(), stated, held=is_held, meetings=by_place([known]))
    return [Paragraph("meeting", (sentence,))]


@paragraph_type("meeting-attendance")
def attendance(context: Context) -> list[Paragraph]:
    """Which organizations and States were represented; without an entry, that there is none."""
    known = meeting_reported(context)
    if known is None or known.tense is not Tense.PAST:
        return []
    present = [each for each in context.record.read(_read_attendance) if each.meeting_id == known.meeting.pk]
    stated = facts("meetings", known.meeting, "attendance")
    if not present:
        return [Paragraph("attendance", (clause("types.no_attendance", {}, stated),))]
    names = [party_name(context.record, known.starts_on, each.organisation, each.state) for each in present]
    sentence = clause("types.attended", {}, stated, names=Listed(tuple(names)))
    return [Paragraph("attendance", (sentence,))]


@paragraph_type("meeting-agenda")
def agenda(context: Context) -> list[Paragraph]:
    """The items of its agenda."""
    known = meeting_reported(context)
    items = list(known.meeting.agenda_items.all()) if known else []
    if known is None or not items:
        return []
    lead = clause("types.agenda", {}, facts("meetings", known.meeting, "agenda_items"), count=len(items))
    parts = [part_clause("meetings", known.meeting, item, "title", "agenda_items") for item in items]
    return [Paragraph("agenda", (lead,), tuple(Subparagraph((part,)) for part in parts))]


@paragraph_type("meeting-actions")
def actions(context: Context) -> list[Block]:
    """What was agreed: each action, who is responsible, by when, and where it stands; or that nothing is on record."""
    known = meeting_reported(context)
    if known is None or known.tense is not Tense.PAST:
        return []
    points = [each for each in context.record.read(_read_actions) if each.meeting_id == known.meeting.pk]
    stated = facts("meetings", known.meeting, "action_points")
    if not points:
        return [Paragraph("actions", (clause("types.no_actions", {}, stated),))]
    lead = clause("types.actions", {}, stated, count=len(points))
    rows = [_row(context, each) for each in points]
    return [Paragraph("actions", (lead,)), follow_up_table(context, rows, "actions")]


def _row(context: Context, point: ActionPoint) -> FollowUpRow:
    return follow_up_row(context, "meetings", point.meeting, point, "action_points")


def _read_attendance(record: RecordSnapshot) -> list[Attendance]:
    rows = Attendance.objects.select_related("organisation", "state").prefetch_related("state__former_names")
    return list(rows.order_by("meeting", "organisation__slug", "state__slug"))


def _read_actions(record: RecordSnapshot) -> list[ActionPoint]:
    points = ActionPoint.objects.select_related("meeting", *(f"follow_up__{name}" for name in RESPONSIBLE))
    return list(points.prefetch_related("follow_up__responsible_state__former_names").order_by("meeting", "number"))


@paragraph_type("meeting-next")
def next_meeting(context: Context) -> list[Paragraph]:
    """When the Committee meets next, where that is scheduled."""
    known = meeting_reported(context)
    later = [each for each in context.record.planned_meetings(MeetingKind.COMMITTEE) if known and each != known]
    if not later:
        return []
    stated = meeting_facts(later[:1], "starts_on")
    sentence = clause("types.meets_next", context.names(), stated, meetings=by_place(later[:1]))
    return [Paragraph("next-meeting", (sentence,))]
