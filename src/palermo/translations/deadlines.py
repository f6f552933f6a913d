"""By when a text is needed in its languages: one rule for each kind of record, all of them days still to come.

A meeting or a session, its agenda and all else of it: the day it begins. A document: the first meeting or session ahead
on whose agenda it is, or the target date of a text submitted to Member States with it. A text for Member States: its
target date while open. An event and its programme: the day it begins. A report in preparation: the session or meeting
it is for.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from palermo.audit.versioned_models import Model
from palermo.core.kinds import slug_of
from palermo.governance.models import Activity, AgendaItem, Endorsement, Meeting, MeetingPaper, Session
from palermo.governance.states.activities import ActivityKind, ActivityState
from palermo.governance.states.endorsements import EndorsementState
from palermo.library.models import Document
from palermo.programme.models import Programme
from palermo.reporting.models import Report
from palermo.reporting.states import ReportState

Root = tuple[str, int]
GIVEN_UP = (ActivityState.CANCELLED, ActivityState.GIVEN_UP)


def deadlines(today: date) -> dict[Root, date]:
    """The nearest day ahead for every record that has one, by twelve questions."""
    nearest: dict[Root, date] = {}
    for model, rows in _days(today):
        label = slug_of(model)
        for pk, day in rows:
            if pk and day and day >= today:
                nearest[label, pk] = min(day, nearest.get((label, pk), day))
    return nearest


def _days(today: date) -> Iterable[tuple[Model, Iterable[tuple[int | None, date | None]]]]:
    meetings = Meeting.objects.filter(starts_on__gte=today, cancelled_on=None).order_by()
    sessions = Session.objects.filter(starts_on__gte=today).order_by()
    texts = Endorsement.objects.filter(state=EndorsementState.OPEN, target_on__gte=today).order_by()
    events = Activity.objects.filter(kind=ActivityKind.EVENT, starts_on__gte=today).exclude(state__in=GIVEN_UP)
    programmes = Programme.objects.filter(event__activity__in=events.order_by()).order_by()
    papers = MeetingPaper.objects.filter(meeting__in=meetings, is_report=False).order_by()
    items = AgendaItem.documents.through.objects
    reports = Report.objects.filter(state=ReportState.PREPARED).order_by()
    return [
        (Meeting, meetings.values_list("pk", "starts_on")),
        (Session, sessions.values_list("pk", "starts_on")),
        (Endorsement, texts.values_list("pk", "target_on")),
        (Activity, events.order_by().values_list("pk", "starts_on")),
        (Programme, programmes.values_list("pk", "event__activity__starts_on")),
        (Document, texts.values_list("document", "target_on")),
        (Document, papers.values_list("document", "meeting__starts_on")),
        (Document, sessions.values_list("provisional_agenda", "starts_on")),
        (Document, _of_items(items.filter(agendaitem__meeting__in=meetings), "agendaitem__meeting__starts_on")),
        (Document, _of_items(items.filter(agendaitem__session__in=sessions), "agendaitem__session__starts_on")),
        (Report, reports.values_list("pk", "session__starts_on")),
        (Report, reports.values_list("pk", "meeting__starts_on")),
    ]


def _of_items(through: QuerySet, day: str) -> Iterable[tuple[int | None, date | None]]:
    return through.order_by().values_list("document", day)
