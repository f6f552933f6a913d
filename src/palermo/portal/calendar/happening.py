"""What happens: sessions, meetings, events, training."""

from collections.abc import Iterator

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from palermo.accounts.models import Place
from palermo.accounts.viewer import Viewer
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.speech.zones import instant, zone_of
from palermo.core.text import plain
from palermo.governance.models import Activity, Meeting, Session, SessionPart
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.bodies import session_parts_visible_to, sessions_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.activities import ActivityKind, ActivityState
from palermo.outreach.models import CampaignAction
from palermo.outreach.queries.campaigns import campaign_actions_visible_to
from palermo.outreach.states.campaigns import ReportStatus
from palermo.portal.calendar.entries import CalendarEntry, Kind, Span
from palermo.toolkit.models import TrainingSession
from palermo.toolkit.queries.training import training_sessions_visible_to
from palermo.toolkit.states.training import TrainingStatus

MEETING_FIELDS = (
    *("slug", "kind", "title", "starts_on", "ends_on", "starts_at", "ends_at", "time_zone", "room"),
    *("cancelled_on", "audience", "place__name"),
)
EVENT_FIELDS = (
    *("slug", "kind", "title", "state", "audience", "starts_on", "starts_precision", "ends_on", "ends_precision"),
    "event__place__name",
)


def inexact(day: PartialDate | None) -> PartialDate | None:
    """The date where it is not known to the day."""
    return day if day and day.precision != DatePrecision.DAY else None


def sessions(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Sessions of bodies."""
    sessions = sessions_visible_to(viewer).filter(span.over("starts_on", "ends_on")).select_related("body", "place")
    for each in sessions.order_by("starts_on", "slug")[: span.rows]:
        yield _session(each, each, each.slug)
    parts = session_parts_visible_to(viewer).filter(span.over("starts_on", "ends_on"))
    for part in parts.select_related("session__body", "place").order_by("starts_on", "pk")[: span.rows]:
        yield _session(part.session, part, f"{part.session.slug}.{part.number}")


def _session(session: Session, part: Session | SessionPart, key: str) -> CalendarEntry:
    """A session, or a later part of it, on its days."""
    body = plain(session.body.short_name or session.body.name)
    starts = PartialDate(part.starts_on, DatePrecision(part.precision))
    return CalendarEntry(
        kind=Kind.SESSION,
        key=key,
        record="sessions",
        words=_("%(body)s, %(session)s") % {"body": body, "session": plain(part.name)},
        first=starts.first_day,
        last=part.ends_on,
        inexact=inexact(starts),
        place=_place(part.place),
    )


def meetings(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Meetings, those that were cancelled among them."""
    meetings = meetings_visible_to(viewer).filter(span.over("starts_on", "ends_on")).select_related("place")
    for each in meetings.only(*MEETING_FIELDS).order_by("starts_on", "starts_at", "slug")[: span.rows]:
        yield _meeting(each, viewer)


def _meeting(meeting: Meeting, viewer: Viewer) -> CalendarEntry:
    zone = zone_of(meeting.time_zone)
    begins = instant(meeting.starts_on, meeting.starts_at, zone)
    return CalendarEntry(
        kind=Kind.MEETING,
        key=meeting.slug,
        record="meetings",
        words=plain(meeting.title) or str(meeting.get_kind_display()),
        first=meeting.starts_on,
        last=meeting.ends_on,
        begins=begins,
        ends=instant(meeting.ends_on, meeting.ends_at, zone) if begins else None,
        # The pages of meetings are Member States' rooms, though what is public of them stands here.
        address=meeting.get_absolute_url() if viewer.reads_member_states else "",
        place=_(", ").join(filter(None, (_place(meeting.place), meeting.room))),
        audience=meeting.audience,
        is_cancelled=meeting.cancelled_on is not None,
    )


def events(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Events; one that was given up before it was authorized never stood in a calendar."""
    events = activities_visible_to(viewer).filter(kind=ActivityKind.EVENT).exclude(state=ActivityState.GIVEN_UP)
    events = events.alias(over_on=Coalesce("ends_on", "starts_on")).filter(span.over("starts_on", "over_on"))
    for each in events.select_related("event__place").only(*EVENT_FIELDS).order_by("starts_on", "slug")[: span.rows]:
        yield _event(each)


def _event(activity: Activity) -> CalendarEntry:
    starts = activity.starts
    assert starts is not None  # it has a beginning, or no day would have found it
    event = getattr(activity, "event", None)
    return CalendarEntry(
        kind=Kind.EVENT,
        key=activity.slug,
        record="activities",
        words=activity.display_name(),
        first=starts.first_day,
        last=max(activity.ends_on or starts.value, starts.value),
        inexact=inexact(starts),
        address=activity.get_absolute_url(),
        place=_place(event.place) if event else "",
        audience=activity.audience,
        is_cancelled=activity.state == ActivityState.CANCELLED,
    )


def training_sessions(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Training sessions, those that were cancelled among them."""
    sessions = training_sessions_visible_to(viewer).filter(span.over("starts_on", "ends_on"))
    tied = sessions.select_related("course__tool__activity", "place")
    for each in tied.order_by("starts_on", "slug")[: span.rows]:
        yield _training(each)


def _training(session: TrainingSession) -> CalendarEntry:
    """A session of training; of several days, its hour says only when the first begins."""
    is_one_day = session.starts_on == session.ends_on
    return CalendarEntry(
        kind=Kind.TRAINING,
        key=session.slug,
        record="training-sessions",
        words=session.course.display_name(),
        first=session.starts_on,
        last=session.ends_on,
        begins=instant(session.starts_on, session.begins_at, session.zone_info) if is_one_day else None,
        address=session.get_absolute_url(),
        place=_place(session.place) or _("online"),
        audience=session.audience,
        is_cancelled=session.status == TrainingStatus.CANCELLED,
    )


def campaign_actions(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """What is done in campaigns, once it is on record: screenings, exhibitions, awareness days."""
    actions = campaign_actions_visible_to(viewer).filter(status=ReportStatus.RECORDED)
    actions = actions.alias(over_on=Coalesce("ends_on", "starts_on")).filter(span.over("starts_on", "over_on"))
    tied = actions.select_related("campaign__activity", "place")
    for each in tied.order_by("starts_on", "pk")[: span.rows]:
        yield _campaign_action(each)


def _campaign_action(action: CampaignAction) -> CalendarEntry:
    starts = PartialDate(action.starts_on, DatePrecision(action.starts_precision))
    return CalendarEntry(
        kind=Kind.CAMPAIGN,
        key=f"{action.campaign.activity.slug}.{action.number}",
        record="campaign-actions",
        words=action.display_name(),
        first=starts.first_day,
        last=max(action.ends_on or starts.value, starts.value),
        inexact=inexact(starts),
        address=action.get_absolute_url(),
        place=_place(action.place),
        audience=action.campaign.activity.audience,
    )


def activities(viewer: Viewer, span: Span, kind: str = "") -> Iterator[CalendarEntry]:
    """Tools, studies and other activities on the day by which they are to be completed, or on which they begin."""
    open_states = [ActivityState.PROPOSED, ActivityState.AUTHORISED, ActivityState.UNDER_WAY]
    kinds = [kind for kind in ActivityKind if kind != ActivityKind.EVENT]
    activities = activities_visible_to(viewer).filter(kind__in=kinds).exclude(state=ActivityState.GIVEN_UP)
    activities = activities.alias(day=Coalesce("ends_on", "starts_on"))
    late = activities.filter(state__in=open_states, day__lt=span.today).order_by("day", "pk")
    activities = span.first(activities.filter(span.due("day", late)), "day", "pk")
    for each in activities.only(*EVENT_FIELDS[:-1]).order_by(Coalesce("ends_on", "starts_on"), "slug"):
        yield _activity(each, each.state in open_states)


def _activity(activity: Activity, is_open: bool) -> CalendarEntry:
    ends = activity.ends or activity.starts
    assert ends is not None  # it has an end or a beginning, or no day would have found it
    return CalendarEntry(
        kind=Kind.ACTIVITY,
        key=activity.slug,
        record="activities",
        words=activity.display_name(),
        first=ends.first_day,
        last=ends.value,
        inexact=inexact(ends),
        address=activity.get_absolute_url(),
        audience=activity.audience,
        is_cancelled=activity.state == ActivityState.CANCELLED,
        is_open=is_open,
    )


def _place(place: Place | None) -> str:
    return plain(place.name) if place else ""
