"""By when a text is needed in its languages: one rule for each kind of record, all of them days still to come.

A meeting or a session, its agenda and all else of it: the day it begins. A document: the first meeting or session ahead
on whose agenda it is, or the target date of a text submitted to Member States with it. A text for Member States: its
target date while open. An event and its programme: the day it begins. A report in preparation: the session or meeting
it is for.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Value, When

from palermo.audit.versioned_models import Model
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.kinds import slug_of
from palermo.governance.models import Activity, AgendaItem, Endorsement, Meeting, MeetingPaper, Session
from palermo.governance.states.activities import ActivityKind, ActivityState
from palermo.governance.states.endorsements import EndorsementState
from palermo.library.models import Document
from palermo.programme.models import Programme
from palermo.reporting.models import Report
from palermo.reporting.states import ReportState

Root = tuple[str, int]
# Numbers of records, each with a day and how exactly it is known.
type Rows = Iterable[tuple[int | None, date | None, str]]
# The precision of a day of a meeting.
EXACTLY = Value(DatePrecision.DAY)
GIVEN_UP = (ActivityState.CANCELLED, ActivityState.GIVEN_UP)


def deadlines(today: date) -> dict[Root, PartialDate]:
    """The nearest date ahead, as exactly as it is known, for every record that has one, by twelve questions."""
    nearest: dict[Root, PartialDate] = {}
    for model, rows in _days(today):
        label = slug_of(model)
        for pk, day, precision in rows:
            if pk and day and day >= today and ((label, pk) not in nearest or day < nearest[label, pk].value):
                nearest[label, pk] = PartialDate(day, DatePrecision(precision))
    return nearest


def _days(today: date) -> Iterable[tuple[Model, Rows]]:
    meetings = Meeting.objects.filter(starts_on__gte=today, cancelled_on=None).order_by()
    sessions = Session.objects.filter(starts_on__gte=today).order_by()
    texts = Endorsement.objects.filter(state=EndorsementState.OPEN, target_on__gte=today).order_by()
    events = Activity.objects.filter(kind=ActivityKind.EVENT, starts_on__gte=today).exclude(state__in=GIVEN_UP)
    programmes = Programme.objects.filter(event__activity__in=events.order_by()).order_by()
    papers = MeetingPaper.objects.filter(meeting__in=meetings, is_report=False).order_by()
    items = AgendaItem.documents.through.objects.order_by()
    of_meetings = items.filter(agendaitem__meeting__in=meetings)
    of_sessions = items.filter(agendaitem__session__in=sessions)
    reports = Report.objects.filter(state=ReportState.PREPARED).order_by()
    in_sessions = reports.exclude(session=None)
    event, item = "event__activity__", "agendaitem__"
    return [
        (Meeting, meetings.values_list("pk", "starts_on", EXACTLY)),
        (Session, sessions.values_list("pk", _opening(), "precision")),
        (Endorsement, texts.values_list("pk", "target_on", "target_precision")),
        (Activity, events.order_by().values_list("pk", "starts_on", "starts_precision")),
        (Programme, programmes.values_list("pk", f"{event}starts_on", f"{event}starts_precision")),
        (Document, texts.values_list("document", "target_on", "target_precision")),
        (Document, papers.values_list("document", "meeting__starts_on", EXACTLY)),
        (Document, sessions.values_list("provisional_agenda", _opening(), "precision")),
        (Document, of_meetings.values_list("document", "agendaitem__meeting__starts_on", EXACTLY)),
        (Document, of_sessions.values_list("document", _opening(f"{item}session__"), f"{item}session__precision")),
        (Report, in_sessions.values_list("pk", _opening("session__"), "session__precision")),
        (Report, reports.values_list("pk", "meeting__starts_on", EXACTLY)),
    ]


def _opening(of_session: str = "") -> Case:
    """The day on which a session begins; where only a month or a part of one is known, its last day."""
    is_exact = {f"{of_session}precision": DatePrecision.DAY}
    return Case(When(**is_exact, then=f"{of_session}starts_on"), default=f"{of_session}ends_on")
