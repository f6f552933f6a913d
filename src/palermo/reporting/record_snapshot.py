"""The record as at a cut-off date: what had happened, what was planned then, nothing that was decided later.

Two times are known of a thing: when it happened or is due, and since when that was known. What lies before the cut-off
is over only if the record says that it took place; else it "was scheduled for" its day, and an officer is asked. What
lies after it is planned only from the day on which it was scheduled, by the dates that were known at the cut-off.

`read_snapshot` takes the whole initiative in a few queries; everything after that is arithmetic on what was read,
so a report costs the same number of queries however much the record holds.

A record comes into being on the last day its date can mean: a decision of "late November 2007" is not
stated before 30 November.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Protocol

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.models import Place
from palermo.accounts.states import READS, Role
from palermo.core.audiences import Audience, is_wider
from palermo.governance.models import (
    Activity,
    Body,
    Decision,
    DonorContribution,
    Endorsement,
    Guidance,
    Initiative,
    Mandate,
    Meeting,
    MeetingChange,
    MeetingPaper,
    Membership,
    ReportDue,
    Session,
)
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.decisions import NEVER_ADOPTED
from palermo.governance.states.endorsements import EndorsementState
from palermo.reporting.models import RecordName
from palermo.reporting.tree import Question, Source

# What a report for an audience may state. Consultations and guidance are stated in general terms to the
# public too, as papers of the United Nations do; who may follow the link to them is another matter.
STATABLE: dict[str, frozenset[str]] = {
    Audience.PUBLIC: frozenset({Audience.PUBLIC, Audience.MEMBER_STATES}),
    Audience.MEMBER_STATES: frozenset({Audience.PUBLIC, Audience.MEMBER_STATES}),
    Audience.STEERING_COMMITTEE: frozenset({Audience.PUBLIC, Audience.MEMBER_STATES, Audience.STEERING_COMMITTEE}),
    Audience.SECRETARIAT: frozenset(Audience),
}

GOING_AHEAD = frozenset({ActivityState.AUTHORISED, ActivityState.UNDER_WAY, ActivityState.COMPLETED})


class Tense(Enum):
    """The tense in which something is reported at the cut-off date."""

    PAST = "past"
    PRESENT = "present"
    PLANNED = "planned"
    # Its day has passed, and the record does not say that it took place.
    OVERDUE = "overdue"


def tense(first: date, last: date, cutoff: date, *, is_confirmed: bool = True) -> Tense:
    """Over, going on, still to come when `cutoff` was over, or passed without a word that it took place."""
    if last <= cutoff:
        return Tense.PAST if is_confirmed else Tense.OVERDUE
    return Tense.PRESENT if first <= cutoff else Tense.PLANNED


@dataclass(frozen=True)
class MeetingSnapshot:
    """A meeting on the days and at the place that were known at the cut-off."""

    meeting: Meeting
    starts_on: date
    ends_on: date
    place: Place | None
    tense: Tense

    @property
    def slug(self) -> str:
        """Its id in the record."""
        return self.meeting.slug


class HasAudience(Protocol):
    """A record that is for an audience."""

    audience: str


@dataclass(frozen=True)
class RecordSnapshot:
    """The record as at `cutoff`, as far as a report to `audience` may state it."""

    cutoff: date
    audience: str
    initiative: Initiative
    names: Mapping[tuple[str, str, str], RecordName]
    all_meetings: tuple[Meeting, ...]
    all_decisions: tuple[Decision, ...]
    all_mandates: tuple[Mandate, ...]
    all_guidance: tuple[Guidance, ...]
    all_endorsements: tuple[Endorsement, ...]
    all_memberships: tuple[Membership, ...]
    all_contributions: tuple[DonorContribution, ...]
    all_reports_due: tuple[ReportDue, ...]
    all_sessions: tuple[Session, ...]
    _read: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    def read[T](self, reader: Callable[[RecordSnapshot], T]) -> T:
        """What a slice above reads of its own records as at the cut-off; read once."""
        if reader not in self._read:
            self._read[reader] = reader(self)
        return self._read[reader]  # type: ignore[return-value]  # what the reader gave

    def activity_is_known(self, activity: Activity) -> bool:
        """Whether an activity had been authorized and was going ahead, and the report may state it."""
        return self.is_statable(activity) and self.had_begun(activity)

    def had_begun(self, activity: Activity) -> bool:
        """Whether an activity had been authorized and was going ahead, whatever its audience."""
        return self.goes_ahead(activity) and self.is_reached(activity.authorised_on)

    def goes_ahead(self, activity: Activity) -> bool:
        """Whether an activity was authorized and not called off, as far as was known at the cut-off."""
        if activity.state == ActivityState.CANCELLED:
            return activity.cancelled_on is not None and not self.is_reached(activity.cancelled_on)
        return activity.state in GOING_AHEAD

    def is_reached(self, day: date | None) -> bool:
        """Whether `day` lies at the cut-off or before it."""
        return day is not None and day <= self.cutoff

    @property
    def was_launched(self) -> bool:
        """Whether there was an initiative."""
        return self.is_reached(self.initiative.launched_on)

    def meetings(self, kind: MeetingKind) -> list[MeetingSnapshot]:
        """Meetings of a kind that were held, planned or overdue, in order of date, without those already cancelled."""
        meetings = [self._meeting(each) for each in self.statable(self.all_meetings) if each.kind == kind]
        return sorted((each for each in meetings if self._is_known(each)), key=lambda each: (each.starts_on, each.slug))

    def held_meetings(self, kind: MeetingKind) -> list[MeetingSnapshot]:
        """Meetings of a kind that took place."""
        return [each for each in self.meetings(kind) if each.tense is Tense.PAST]

    def planned_meetings(self, kind: MeetingKind) -> list[MeetingSnapshot]:
        """Meetings of a kind still to come, or going on."""
        return [each for each in self.meetings(kind) if each.tense in (Tense.PLANNED, Tense.PRESENT)]

    def overdue_meetings(self, kind: MeetingKind) -> list[MeetingSnapshot]:
        """Meetings of a kind that were scheduled for a day that has passed, of which the record says no more."""
        return [each for each in self.meetings(kind) if each.tense is Tense.OVERDUE]

    def is_released(self, paper: MeetingPaper) -> bool:
        """Whether Member States had a paper of a meeting: from the day of its release; where the record has none, from
        the issue of a document that they read."""
        document = paper.document
        if self.is_reached(document.withdrawn_on):
            return False
        if paper.released_on:
            return self.is_reached(paper.released_on)
        return self.is_reached(document.issued_on) and document.audience_on(self.cutoff) in READS[Role.DELEGATE]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the record leaves open at the cut-off."""
        return tuple(self._questions_of_meetings())

    def _questions_of_meetings(self) -> Iterator[Question]:
        for meeting in self.statable(self.all_meetings):
            known = self._meeting(meeting)
            if self.is_reached(meeting.cancelled_on):
                continue
            source = Source("meetings", meeting.slug)
            if known.tense is Tense.OVERDUE:
                yield Question(source, _("Not confirmed that it took place."), blocks=True)
            elif known.tense is Tense.PLANNED and meeting.scheduled_on is None:
                yield Question(source, _("Date of scheduling not recorded."), blocks=False)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Decisions adopted by then, oldest first."""
        adopted = (d for d in self.statable(self.all_decisions) if d.state not in NEVER_ADOPTED)
        return [decision for decision in adopted if self.is_reached(decision.adopted_on)]

    def endorsing_decisions(self, decision: Decision) -> list[Decision]:
        """Later decisions that endorsed this one."""
        return [other for other in self.decisions if other.endorses_id == decision.pk]

    @cached_property
    def mandates(self) -> list[Mandate]:
        """Mandates in force at the cut-off."""
        return [mandate for mandate in self.statable(self.all_mandates) if mandate.is_in_force_on(self.cutoff)]

    @cached_property
    def guidance(self) -> list[Guidance]:
        """Guidance given by then."""
        return [given for given in self.statable(self.all_guidance) if self.is_reached(given.given_on)]

    @cached_property
    def endorsements(self) -> list[Endorsement]:
        """Texts submitted to Member States by then."""
        return [put for put in self.statable(self.all_endorsements) if self.is_reached(put.put_on)]

    def is_closed(self, endorsement: Endorsement) -> bool:
        """Whether Member States had decided."""
        return endorsement.state != EndorsementState.OPEN and self.is_reached(endorsement.result_on)

    def members(self, body: Body) -> list[Membership]:
        """Who belonged to a body; a seat without dates is one for as long as the body is known."""
        return [
            seat
            for seat in self.all_memberships
            if seat.body_id == body.pk
            and (seat.since_on is None or self.is_reached(seat.since_on))
            and not self.is_reached(seat.until_on)
        ]

    def is_known(self, body: Body) -> bool:
        """Whether anything on record shows that a body was there: a mandate addressed to it, or a meeting held."""
        return any(mandate.addressee_body_id == body.pk for mandate in self.mandates) or any(
            meeting.body_id == body.pk and meeting.took_place and self.is_reached(meeting.starts_on)
            for meeting in self.all_meetings
        )

    @cached_property
    def contributions(self) -> list[DonorContribution]:
        """Contributions given by then."""
        return [gift for gift in self.statable(self.all_contributions) if self.is_reached(gift.given_on)]

    @cached_property
    def reports_due(self) -> list[ReportDue]:
        """Reports owed under a mandate in force and not yet submitted."""
        in_force = {mandate.pk for mandate in self.mandates}
        return [
            due
            for due in self.statable(self.all_reports_due)
            if due.mandate_id in in_force and self._is_known_to_be_due(due) and not self._is_submitted(due)
        ]

    def next_session(self, body: Body) -> Session | None:
        """The first session of a body that was still to come."""
        coming = (session for session in self.all_sessions if session.body_id == body.pk)
        return next((session for session in coming if session.starts_on > self.cutoff), None)

    def _meeting(self, meeting: Meeting) -> MeetingSnapshot:
        """The meeting as it was planned before it was moved, if that was decided only after the cut-off."""
        move = next((each for each in meeting.changes.all() if each.decided_on > self.cutoff), None)
        first, last = (move.previous_starts_on, move.previous_ends_on) if move else (meeting.starts_on, meeting.ends_on)
        place = move.previous_place if move else meeting.place
        is_confirmed = meeting.took_place and move is None
        return MeetingSnapshot(meeting, first, last, place, tense(first, last, self.cutoff, is_confirmed=is_confirmed))

    def _is_known(self, known: MeetingSnapshot) -> bool:
        if self.is_reached(known.meeting.cancelled_on):
            return False
        return known.tense is Tense.PAST or self.is_reached(known.meeting.scheduled_on)

    def is_statable(self, record: HasAudience) -> bool:
        """Whether a report to this audience may state the record."""
        return record.audience in STATABLE[self.audience]

    def is_quotable(self, record: HasAudience) -> bool:
        """Whether a report to this audience may give the record's own words and numbers: all its readers have them."""
        return not is_wider(self.audience, record.audience)

    def statable[Record: HasAudience](self, records: Iterable[Record]) -> list[Record]:
        """Those records that a report to this audience may state."""
        return [record for record in records if self.is_statable(record)]

    def _is_known_to_be_due(self, due: ReportDue) -> bool:
        return due.scheduled_on is None or self.is_reached(due.scheduled_on)

    def _is_submitted(self, due: ReportDue) -> bool:
        return due.document is not None and self.is_reached(due.document.issued_on)


def read_snapshot(cutoff: date, audience: str) -> RecordSnapshot | None:
    """The record as at `cutoff`, or None where there is no initiative."""
    initiative = Initiative.objects.select_related(
        "treaty", "launched_at", "launched_by", "governing_body", "steering_committee"
    ).first()
    if initiative is None:
        return None
    names = {(name.kind, name.record_id, name.field): name for name in RecordName.objects.all()}
    rows = (*_meetings(), *_authority(), *_contributions(audience), *_papers(audience))
    return RecordSnapshot(cutoff, audience, initiative, names, *rows)


def _meetings() -> tuple[tuple, ...]:
    meetings = Meeting.objects.select_related("place").prefetch_related(
        "agenda_items", "briefings", "papers__document", Prefetch("changes", _changes())
    )
    return (tuple(meetings),)


def _changes() -> QuerySet[MeetingChange]:
    return MeetingChange.objects.select_related("previous_place").order_by("decided_on", "number")


def _authority() -> tuple[tuple, ...]:
    decisions = Decision.objects.prefetch_related("paragraphs").order_by("adopted_on", "slug")
    mandates = Mandate.objects.select_related("paragraph__decision", "addressee_body", "addressee_organisation")
    endorsements = Endorsement.objects.select_related("put_at").order_by("put_on", "slug")
    return (
        tuple(decisions),
        tuple(mandates),
        tuple(Guidance.objects.select_related("meeting")),
        tuple(endorsements),
        tuple(Membership.objects.select_related("organisation")),
    )


def _named_donors(audience: str, path: str = "") -> Q:
    """That a report to these readers may name the donor: one that is not acknowledged, only a report to officers."""
    return Q() if audience == Audience.SECRETARIAT else ~Q(**{f"{path}terms__is_acknowledged": False})


def _contributions(audience: str) -> tuple[tuple, ...]:
    contributions = DonorContribution.objects.filter(_named_donors(audience)).select_related("state", "organisation")
    return (tuple(contributions.prefetch_related("state__former_names")),)


def _papers(audience: str) -> tuple[tuple, ...]:
    due = ReportDue.objects.filter(_named_donors(audience, "contribution__"))
    due = due.select_related("mandate", "responsible", "body", "session", "document")
    sessions = Session.objects.select_related("body", "place", "provisional_agenda").order_by("starts_on")
    sessions = sessions.prefetch_related("parts__place")
    return tuple(due), tuple(sessions)
