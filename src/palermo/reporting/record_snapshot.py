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

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Protocol

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.models import Place
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.events.models import Event, Outcome, Rescheduling, Showing
from palermo.events.queries.showings import standing_on
from palermo.events.states.events import EventKind
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
    Membership,
    ReportDue,
    Session,
)
from palermo.governance.states.activities import ActivityState, PartnerRole
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.decisions import NEVER_ADOPTED
from palermo.governance.states.endorsements import EndorsementState
from palermo.knowledge.models import Study
from palermo.reporting.models import RecordName
from palermo.reporting.tree import Question, Source
from palermo.toolkit.models import Edition, Tool

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
class EventSnapshot:
    """An event under the name and with the dates it had at the cut-off.

    `place` is not known of what was later moved; `was_renamed_later` says that its present name did not exist.
    """

    event: Event
    title: MultilingualText
    starts: PartialDate
    last_day: date
    tense: Tense
    was_renamed_later: bool
    outcomes: tuple[Outcome, ...]
    # The change, decided by the cut-off, to which it owes its present dates.
    last_move: Rescheduling | None = None

    @property
    def slug(self) -> str:
        """Its id in the record."""
        return self.event.activity.slug

    @property
    def has_exact_days(self) -> bool:
        """Whether both ends are days."""
        return self.starts.precision == "day"

    def partners(self, role: PartnerRole) -> list:
        """Those who have this part in it, in order."""
        return [partner for partner in self.event.activity.partners.all() if partner.role == role]


@dataclass(frozen=True)
class RecordSnapshot:
    """The record as at `cutoff`, as far as a report to `audience` may state it."""

    cutoff: date
    audience: str
    initiative: Initiative
    names: Mapping[tuple[str, str, str], RecordName]
    all_meetings: tuple[Meeting, ...]
    all_events: tuple[Event, ...]
    all_decisions: tuple[Decision, ...]
    all_mandates: tuple[Mandate, ...]
    all_guidance: tuple[Guidance, ...]
    all_endorsements: tuple[Endorsement, ...]
    all_memberships: tuple[Membership, ...]
    all_tools: tuple[Tool, ...]
    all_studies: tuple[Study, ...]
    all_contributions: tuple[DonorContribution, ...]
    all_reports_due: tuple[ReportDue, ...]
    all_sessions: tuple[Session, ...]

    def is_reached(self, day: date | None) -> bool:
        """Whether `day` lies at the cut-off or before it."""
        return day is not None and day <= self.cutoff

    @property
    def was_launched(self) -> bool:
        """Whether there was an initiative."""
        return self.is_reached(self.initiative.launched_on)

    def meetings(self, kind: MeetingKind) -> list[MeetingSnapshot]:
        """Meetings of a kind that were held, planned or overdue, in order of date, without those already cancelled."""
        meetings = [self._meeting(each) for each in self._statable(self.all_meetings) if each.kind == kind]
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

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the record leaves open at the cut-off."""
        return (*self._questions_of_meetings(), *self._questions_of_events())

    def _questions_of_meetings(self) -> Iterator[Question]:
        for meeting in self._statable(self.all_meetings):
            known = self._meeting(meeting)
            if self.is_reached(meeting.cancelled_on):
                continue
            source = Source("meetings", meeting.slug)
            if known.tense is Tense.OVERDUE:
                yield Question(source, _("The record does not say whether it took place."), blocks=True)
            elif known.tense is Tense.PLANNED and meeting.scheduled_on is None:
                yield Question(source, _("The record does not say since when it is scheduled."), blocks=False)

    def _questions_of_events(self) -> Iterator[Question]:
        for event in self.all_events:
            activity = event.activity
            if not (self._is_statable(activity) and activity.starts_on and activity.state in GOING_AHEAD):
                continue
            known, source = self._event(event), Source("events", activity.slug)
            if known.tense is Tense.OVERDUE and self.is_reached(activity.authorised_on):
                yield Question(source, _("The record does not say whether it took place."), blocks=True)
            elif known.tense is Tense.PLANNED and activity.scheduled_on is None:
                yield Question(source, _("The record does not say since when it is scheduled."), blocks=False)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Decisions adopted by then, oldest first."""
        adopted = (d for d in self._statable(self.all_decisions) if d.state not in NEVER_ADOPTED)
        return [decision for decision in adopted if self.is_reached(decision.adopted_on)]

    def endorsing_decisions(self, decision: Decision) -> list[Decision]:
        """Later decisions that endorsed this one."""
        return [other for other in self.decisions if other.endorses_id == decision.pk]

    @cached_property
    def mandates(self) -> list[Mandate]:
        """Mandates in force at the cut-off."""
        return [mandate for mandate in self._statable(self.all_mandates) if mandate.is_in_force_on(self.cutoff)]

    @cached_property
    def guidance(self) -> list[Guidance]:
        """Guidance given by then."""
        return [given for given in self._statable(self.all_guidance) if self.is_reached(given.given_on)]

    @cached_property
    def endorsements(self) -> list[Endorsement]:
        """Texts put to Member States by then."""
        return [put for put in self._statable(self.all_endorsements) if self.is_reached(put.put_on)]

    def is_closed(self, endorsement: Endorsement) -> bool:
        """Whether Member States had said yes or no."""
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
    def events(self) -> list[EventSnapshot]:
        """Events held, going on or planned, each as it was known then."""
        known = (
            event for event in self.all_events if self._is_statable(event.activity) and self._event_is_known(event)
        )
        return sorted((self._event(event) for event in known), key=lambda event: (event.starts.value, event.slug))

    def events_of(self, kind: EventKind) -> list[EventSnapshot]:
        """Events of one kind."""
        return [event for event in self.events if event.event.kind == kind]

    def parts_of(self, tool: Tool) -> list[EventSnapshot]:
        """Expert meetings and other events for a tool."""
        return [event for event in self.events if event.event.activity.part_of_id == tool.activity_id]

    @cached_property
    def tools(self) -> list[Tool]:
        """Tools under way or done."""
        return [tool for tool in self.all_tools if self._activity_is_known(tool.activity)]

    @cached_property
    def studies(self) -> list[Study]:
        """Studies under way or done."""
        return [study for study in self.all_studies if self._activity_is_known(study.activity)]

    def edition_tense(self, edition: Edition) -> Tense:
        """Out, or still to come."""
        return Tense.PAST if self.is_reached(edition.issued_on) else Tense.PLANNED

    @cached_property
    def contributions(self) -> list[DonorContribution]:
        """Contributions given by then."""
        return [gift for gift in self._statable(self.all_contributions) if self.is_reached(gift.given_on)]

    @cached_property
    def reports_due(self) -> list[ReportDue]:
        """Reports owed under a mandate in force and not yet submitted."""
        in_force = {mandate.pk for mandate in self.mandates}
        return [
            due
            for due in self._statable(self.all_reports_due)
            if due.mandate_id in in_force and not self._is_submitted(due)
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

    def _is_statable(self, record: HasAudience) -> bool:
        return record.audience in STATABLE[self.audience]

    def _statable[Record: HasAudience](self, records: Iterable[Record]) -> list[Record]:
        return [record for record in records if self._is_statable(record)]

    def _is_submitted(self, due: ReportDue) -> bool:
        return due.document is not None and self.is_reached(due.document.issued_on)

    def _activity_is_known(self, activity: Activity) -> bool:
        return self._is_statable(activity) and activity.state in GOING_AHEAD and self.is_reached(activity.authorised_on)

    def _event_is_known(self, event: Event) -> bool:
        """Whether it had been authorised, and took place or was scheduled; what moved later was scheduled before."""
        activity = event.activity
        if not (activity.starts_on and activity.state in GOING_AHEAD):
            return False
        if self._moved_later(event) is not None:
            return self.is_reached(activity.scheduled_on)
        if not self.is_reached(activity.authorised_on):
            return False
        return self._event(event).tense is Tense.PAST or self.is_reached(activity.scheduled_on)

    def _moved_later(self, event: Event) -> Rescheduling | None:
        """The first change that was decided only after the cut-off."""
        return next((move for move in event.reschedulings.all() if move.decided_on > self.cutoff), None)

    def _event(self, event: Event) -> EventSnapshot:
        move, moves = self._moved_later(event), list(event.reschedulings.all())
        activity = event.activity
        starts = move.previous_starts if move else activity.starts
        last_day = (move.previous_ends_on if move else activity.ends_on) or starts.value
        return EventSnapshot(
            event=event,
            title=move.previous_title if move else activity.title,
            starts=starts,
            last_day=last_day,
            tense=tense(
                starts.first_day,
                last_day,
                self.cutoff,
                is_confirmed=move is None and activity.state == ActivityState.COMPLETED,
            ),
            was_renamed_later=move is not None,
            last_move=next((each for each in reversed(moves) if self.is_reached(each.decided_on)), None),
            outcomes=tuple(out for out in self._statable(event.outcomes.all()) if self._is_standing(out)),
        )

    def _is_standing(self, outcome: Outcome) -> bool:
        return self.is_reached(outcome.produced_on) and not self.is_reached(outcome.withdrawn_on)


def read_snapshot(cutoff: date, audience: str) -> RecordSnapshot | None:
    """The record as at `cutoff`, or None where there is no initiative."""
    initiative = Initiative.objects.select_related(
        "treaty", "launched_at", "launched_by", "governing_body", "steering_committee"
    ).first()
    if initiative is None:
        return None
    names = {(name.kind, name.record_id, name.field): name for name in RecordName.objects.all()}
    rows = (*_bodies_and_meetings(cutoff), *_authority(), *_work(), *_papers())
    return RecordSnapshot(cutoff, audience, initiative, names, *rows)


def _bodies_and_meetings(cutoff: date) -> tuple[tuple, ...]:
    meetings = Meeting.objects.select_related("place").prefetch_related(
        "agenda_items", "briefings", "papers__document", Prefetch("changes", _changes())
    )
    events = Event.objects.select_related("activity", "place").prefetch_related(
        "activity__partners__organisation",
        "activity__partners__state__former_names",
        "reschedulings",
        _outcomes(cutoff),
    )
    return tuple(meetings), tuple(events)


def _changes() -> QuerySet[MeetingChange]:
    return MeetingChange.objects.select_related("previous_place").order_by("decided_on", "number")


def _outcomes(cutoff: date) -> Prefetch:
    showings = Showing.objects.filter(standing_on(cutoff)).select_related("forum__activity")
    return Prefetch(
        "outcomes",
        Outcome.objects.select_related("document").prefetch_related(Prefetch("showings", showings), "recommendations"),
    )


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


def _work() -> tuple[tuple, ...]:
    tools = Tool.objects.select_related("activity").prefetch_related("editions__presented_at")
    studies = Study.objects.select_related("activity")
    contributions = DonorContribution.objects.select_related("state", "organisation").prefetch_related(
        "state__former_names"
    )
    return tuple(tools), tuple(studies), tuple(contributions)


def _papers() -> tuple[tuple, ...]:
    due = ReportDue.objects.select_related("mandate", "responsible", "body", "session", "document")
    sessions = Session.objects.select_related("body", "place", "provisional_agenda").order_by("starts_on")
    sessions = sessions.prefetch_related("parts__place")
    return tuple(due), tuple(sessions)
