"""What is due: documents, endorsements, mandates, and what is followed up."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.speech.zones import zone_of
from palermo.core.text import plain
from palermo.events.queries.register import follow_ups_visible_to
from palermo.governance.models import Endorsement, FollowUp, Mandate, ReportDue, Session
from palermo.governance.queries.endorsements import endorsements_with_deadline
from palermo.governance.queries.follow_ups import answers_for
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.resources import reports_due_visible_to
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.endorsements import EndorsementState
from palermo.governance.states.follow_ups import SETTLED, FollowUpOrigin
from palermo.governance.states.mandates import MandateState
from palermo.logistics.models import LogisticsTask
from palermo.logistics.queries.tasks import late_tasks, tasks_visible_to
from palermo.logistics.states import TaskState
from palermo.outreach.models import Commitment
from palermo.portal.calendar.entries import CalendarEntry, Kind, Span
from palermo.portal.calendar.happening import inexact
from palermo.registration.queries.registrations import registrations_visible_to

DAY = timedelta(days=1)
LONGEST_WORDS = 120
REPORT_FIELDS = (
    *("slug", "subject", "due_on", "due_precision", "days_before", "audience", "document", "contribution"),
    *("session__name", "session__starts_on", "session__ends_on", "session__precision"),
    *("session__body__name", "session__body__short_name"),
)
MANDATE_FIELDS = (
    *("slug", "title", "state", "due_on", "due_precision", "audience"),
    *("due_session__starts_on", "due_session__ends_on", "due_session__precision"),
)
# What names an entry, and what that stands in: by one query.
NAMED = ("recommendation__outcome", "report_recommendation__report", "action_point__meeting", "commitment")
# Under which kind an entry stands, by its origin.
KINDS = {
    FollowUpOrigin.RECOMMENDATION: Kind.RECOMMENDATION,
    FollowUpOrigin.REPORT: Kind.RECOMMENDATION,
    FollowUpOrigin.ACTION_POINT: Kind.ACTION_POINT,
    FollowUpOrigin.COMMITMENT: Kind.COMMITMENT,
}
LONGEST_RULE = timedelta(days=366)
NOT_HELD = (ActivityState.CANCELLED, ActivityState.GIVEN_UP)


def reports(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Papers for bodies and reports to donors, by a date or so many days before a session opens.

    The rule is counted back from the session in Python: databases do not agree on how to take days from a date.
    """
    reports = reports_due_visible_to(viewer)
    if kind:
        reports = reports.filter(contribution__isnull=kind == Kind.DOCUMENT)
    first = date.min if span.late else span.since
    by_session = Q(due_on=None, session__starts_on__range=(first, span.until + LONGEST_RULE))
    reports = reports.filter(Q(due_on__range=(first, span.until)) | by_session)
    if span.late:
        reports = reports.filter(Q(document=None) | Q(due_on__gte=span.since) | Q(session__starts_on__gte=span.since))
    entries = (_report(each) for each in reports.select_related("session__body").only(*REPORT_FIELDS))
    wanted = [each for each in entries if _is_wanted(each, span)]
    return iter(sorted(wanted, key=lambda each: each.order)[: span.rows])


def _is_wanted(entry: CalendarEntry, span: Span) -> bool:
    return span.since <= entry.last <= span.until or (bool(span.late) and entry.is_late(span.today))


def _report(report: ReportDue) -> CalendarEntry:
    due = due_day(report)
    assert due is not None  # it has a date or a session, or no day would have found it
    return CalendarEntry(
        kind=Kind.DOCUMENT if report.contribution_id is None else Kind.DONOR,
        key=report.slug,
        record="reports-due",
        words=capfirst(plain(report.subject)),
        first=due.first_day,
        last=due.value,
        inexact=inexact(due),
        place=_before(report),
        audience=report.audience,
        is_open=report.document_id is None,
    )


def due_day(report: ReportDue) -> PartialDate | None:
    """When a report is due: its date, else so many days before its session opens, else the day on which that opens."""
    if report.due or report.session is None:
        return report.due
    opens = report.session.opens
    return PartialDate(opens.value - timedelta(days=report.days_before or 0), opens.precision)


def _before(report: ReportDue) -> str:
    """The session for which a report is due; empty where it is due on a date."""
    if report.session is None:
        return ""
    body = plain(report.session.body.short_name or report.session.body.name)
    return _("%(body)s, %(session)s") % {"body": body, "session": plain(report.session.name)}


def registrations(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """The last day of registration for events that were not cancelled; nobody is late once it has passed."""
    shown = registrations_visible_to(viewer).exclude(event__activity__state__in=NOT_HELD).filter(span.on("closes_on"))
    for each in shown.select_related("event__activity").order_by("closes_on", "slug")[: span.rows]:
        activity = each.event.activity
        yield CalendarEntry(
            kind=Kind.REGISTRATION,
            key=each.slug,
            record="registrations",
            words=activity.display_name(),
            first=each.closes_on,
            last=each.closes_on,
            address=reverse("registration", args=[activity.slug]),
            audience=activity.audience,
            is_open=each.closes_on >= span.today,
        )


def endorsements(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """When answers to a text are no longer counted; where no instant is on record, its target date."""
    endorsements = endorsements_with_deadline(viewer).exclude(state=EndorsementState.WITHDRAWN)
    # A day wider on both sides: which day an instant is on depends on the time zone in which it is shown.
    since, until = _instant(span.since - DAY), _instant(span.until + 2 * DAY)
    by_target = Q(ends_at=None, target_on__range=(span.since, span.until))
    late = endorsements.filter(Q(ends_at=None), state=EndorsementState.OPEN, target_on__lt=span.today)
    earliest = late.order_by("target_on", "slug").values("pk")[: span.late]
    wanted = Q(ends_at__range=(since, until)) | by_target | (Q(pk__in=earliest) if span.late else Q())
    endorsements = endorsements.filter(wanted).select_related("procedure").defer("text", "result_note")
    entries = (_endorsement(each, viewer) for each in endorsements.order_by("put_on", "slug"))
    return iter([each for each in entries if _is_wanted(each, span)][: span.rows])


def _endorsement(endorsement: Endorsement, viewer: Viewer) -> CalendarEntry:
    closes = _local_time(getattr(endorsement, "ends_at", None), endorsement.procedure.time_zone)
    day = PartialDate(closes.date()) if closes else endorsement.target
    return CalendarEntry(
        kind=Kind.ENDORSEMENT,
        key=endorsement.slug,
        record="endorsements",
        words=endorsement.display_name(),
        first=day.first_day,
        last=day.value,
        begins=closes,
        inexact=inexact(day),
        address=endorsement.get_absolute_url() if viewer.reads_member_states else "",
        audience=endorsement.audience,
        # Where a deadline decides, nobody is late once it has passed.
        is_open=endorsement.state == EndorsementState.OPEN and closes is None,
    )


def _local_time(at: datetime | None, zone: str) -> datetime | None:
    return at.astimezone(zone_of(zone) or UTC) if at else None


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def mandates(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Mandates on their due date, or on the day on which the session by which they are due opens."""
    visible = mandates_visible_to(viewer).annotate(day=Coalesce("due_on", "due_session__starts_on"))
    late = visible.filter(state=MandateState.IN_FORCE, day__lt=span.today).order_by("day", "pk")
    # Sessions are few: their days are looked up once, and the mandates found by them.
    by_session = Q(due_on=None, due_session__in=Session.objects.filter(span.on("starts_on")).values("pk"))
    mandates = span.first(visible.filter(span.due("due_on", late) | by_session), "day", "pk")
    mandates = mandates.select_related("due_session").order_by(Coalesce("due_on", "due_session__starts_on"), "slug")
    for each in mandates.only(*MANDATE_FIELDS):
        yield _mandate(each)


def _mandate(mandate: Mandate) -> CalendarEntry:
    due = mandate.due or (mandate.due_session.opens if mandate.due_session else None)
    assert due is not None  # it has a date or a session, or no day would have found it
    return CalendarEntry(
        kind=Kind.MANDATE,
        key=mandate.slug,
        record="mandates",
        words=mandate.display_name(),
        first=due.first_day,
        last=due.value,
        inexact=inexact(due),
        address=mandate.get_absolute_url(),
        audience=mandate.audience,
        is_open=mandate.state == MandateState.IN_FORCE,
    )


def follow_ups(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Recommendations that were taken over into the register, action points of meetings, and commitments."""
    return _follow_ups(follow_ups_visible_to(viewer), span, kind)


def own_follow_ups(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Those for which the viewer's State, organization or body is responsible."""
    return _follow_ups(follow_ups_visible_to(viewer).filter(answers_for(viewer)), span, kind)


def _follow_ups(visible: QuerySet[FollowUp], span: Span, kind: str) -> Iterator[CalendarEntry]:
    if kind:
        visible = visible.filter(origin__in=[origin for origin, own_kind in KINDS.items() if own_kind == kind])
    late = visible.exclude(state__in=SETTLED).filter(due_on__lt=span.today).order_by("due_on", "slug")
    entries = span.first(visible.filter(span.due("due_on", late)), "due_on", "slug").select_related(*NAMED)
    for each in entries.defer("note").order_by("due_on", "slug"):
        yield _follow_up(each)


def _follow_up(entry: FollowUp) -> CalendarEntry:
    due = entry.due
    assert due is not None  # it has a date, or no day would have found it
    return CalendarEntry(
        kind=KINDS[FollowUpOrigin(entry.origin)],
        key=entry.slug,
        record="follow-up",
        words=Truncator(plain(entry.wording) or entry.slug).chars(LONGEST_WORDS),
        first=due.first_day,
        last=due.value,
        inexact=inexact(due),
        address=entry.get_absolute_url(),
        audience=_audience_of(entry),
        is_open=not entry.is_settled,
    )


def _audience_of(entry: FollowUp) -> str:
    """That of what its origin stands in; a commitment has its own."""
    if isinstance(entry.origin_record, Commitment):
        return entry.origin_record.audience
    above = {"recommendation": "outcome", "report": "report", "action_point": "meeting"}
    origin = entry.origin_record
    return getattr(origin, above[entry.origin]).audience if origin else Audience.SECRETARIAT


def tasks(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Tasks of the preparations of events, for the secretariat."""
    if not viewer.is_secretariat:
        return
    yield from _tasks(tasks_visible_to(viewer), late_tasks(viewer, span.today), span)


def own_tasks(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Those that the viewer owns."""
    if not viewer.is_secretariat:
        return
    own = Q(owner=viewer.user_id)
    yield from _tasks(tasks_visible_to(viewer).filter(own), late_tasks(viewer, span.today).filter(own), span)


def _tasks(visible: QuerySet[LogisticsTask], late: QuerySet[LogisticsTask], span: Span) -> Iterator[CalendarEntry]:
    tasks = span.first(visible.exclude(state=TaskState.DROPPED).filter(span.due("due_on", late)), "due_on", "pk")
    for each in tasks.select_related("event__activity").order_by("due_on", "pk"):
        yield _task(each)


def _task(task: LogisticsTask) -> CalendarEntry:
    return CalendarEntry(
        kind=Kind.TASK,
        key=f"{task.event.activity.slug}-{task.slug}",
        record="logistics-tasks",
        words=plain(task.title),
        first=task.due_on,
        last=task.due_on,
        address=task.get_absolute_url(),
        place=task.event.display_name(),
        audience=Audience.SECRETARIAT,
        is_open=task.state == TaskState.OPEN,
    )
