"""What is recorded of a meeting of the Steering Committee."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State
from palermo.audit.actions import AuditEntry, record, record_all
from palermo.core import clock
from palermo.core.audiences import Audience, is_wider
from palermo.core.dates import PartialDate
from palermo.core.rows import insert_row, next_number
from palermo.core.text import MultilingualText
from palermo.governance.actions.follow_ups import open_entry
from palermo.governance.models import ActionPoint, Attendance, Meeting, MeetingPaper
from palermo.governance.rules import committee
from palermo.library.actions.documents import issue_document
from palermo.library.models import Document
from palermo.library.states import DocumentState


@transaction.atomic
def record_attendance(meeting: Meeting, *, present: Iterable[Organisation], by: Actor) -> Meeting:
    """Record which organizations were at a meeting. Recorded again, it is corrected; the log keeps both."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    committee.check_can_record_attendance(by, meeting)
    wanted = {organisation.pk: organisation for organisation in present}
    known = Organisation.objects.in_bulk(
        list(meeting.attendance.filter(organisation__isnull=False).values_list("organisation", flat=True))
    )
    added, removed = wanted.keys() - known.keys(), known.keys() - wanted.keys()
    meeting.attendance.filter(organisation__in=removed).delete()
    for pk in sorted(added):
        Attendance.objects.create(meeting=meeting, organisation=wanted[pk])
    record(
        "meeting.attendance_recorded",
        meeting,
        by=by,
        present=_slugs(wanted.values()),
        added=_slugs(wanted[pk] for pk in added),
        removed=_slugs(known[pk] for pk in removed),
    )
    return meeting


def _slugs(organisations: Iterable[Organisation]) -> list[str]:
    return sorted(organisation.slug for organisation in organisations)


@transaction.atomic
def add_action_point(
    meeting: Meeting, *, text: MultilingualText, owner: Organisation | State, due: PartialDate | None, by: Actor
) -> Meeting:
    """Record what a meeting agreed that somebody does, and open its entry in the register."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    committee.check_can_add_action_point(by, meeting)
    number = next_number(meeting.action_points)
    point = ActionPoint(meeting=meeting, number=number, text=text)
    insert_row(point)
    record("meeting.action_point_added", meeting, by=by, number=number, text=dict(text), owner=owner.slug)
    open_entry(point, on=clock.today(), responsible=owner, due=due, by=by)
    return meeting


@transaction.atomic
def release_report(paper: MeetingPaper, *, on: date, by: Actor) -> MeetingPaper:
    """Give the report of a meeting of the Committee to Member States; a draft is issued with it.

    Refused if it is no report, was released already, or the meeting was not held.
    """
    # Without what the row points at: PostgreSQL locks no row of an optional relation.
    paper = MeetingPaper.objects.select_for_update().order_by("pk").get(pk=paper.pk)
    document = Document.objects.select_for_update().get(pk=paper.document_id)
    paper.document = document
    committee.check_can_release_report(by, paper, on)
    before = document.audience_today
    if before == Audience.STEERING_COMMITTEE:
        document.audience = Audience.MEMBER_STATES
        # A day set for it to open to the public stays; one to open to Member States has come.
        if document.opens_to and not is_wider(document.opens_to, document.audience):
            document.opens_on, document.opens_to = None, ""
        document.save(update_fields=["audience", "opens_on", "opens_to"])
    if document.state == DocumentState.DRAFT:
        issue_document(document, on=on, by=by)
    paper.released_on = on
    paper.save(update_fields=["released_on"])
    details = {"on": on.isoformat(), "audience": [before, document.audience]}
    record_all(
        [
            AuditEntry("meeting.report_released", paper.meeting, {**details, "document": document.slug}),
            AuditEntry("document.released", document, {**details, "meeting": paper.meeting.slug}),
        ],
        by=by,
    )
    return paper
