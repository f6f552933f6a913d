"""The record as at a cut-off date: what had happened, what was planned then, nothing that was decided later.

`read_snapshot` takes the whole initiative in a few queries; everything after that is arithmetic on what was read,
so a report costs the same number of queries however much the record holds.

A record comes into being on the last day its date can mean: a decision of "late November 2007" is not
stated before 30 November.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Protocol

from django.db.models import Prefetch

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
    Membership,
    ReportDue,
    Session,
)
from palermo.governance.states.activities import ActivityState, PartnerRole
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.decisions import NEVER_ADOPTED
from palermo.governance.states.endorsements import EndorsementState
from palermo.knowledge.models import Study
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


def tense(first: date, last: date, cutoff: date) -> Tense:
    """Over, going on, or still to come when `cutoff` was over."""
    if last <= cutoff:
        return Tense.PAST
    return Tense.PRESENT if first <= cutoff else Tense.PLANNED


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

    def meetings(self, kind: MeetingKind) -> list[Meeting]:
        """Meetings of a kind in order of date, without those already cancelled."""
        return [
            meeting
            for meeting in self._statable(self.all_meetings)
            if meeting.kind == kind and not self.is_reached(meeting.cancelled_on)
        ]

    def held_meetings(self, kind: MeetingKind) -> list[Meeting]:
        """Meetings of a kind that were over."""
        return [meeting for meeting in self.meetings(kind) if meeting.ends_on <= self.cutoff]

    def planned_meetings(self, kind: MeetingKind) -> list[Meeting]:
        """Meetings of a kind still to come; none while nothing was mandated, since nobody planned them then.

        One that is known to have been scheduled only later was not planned yet.
        """
        if not self.mandates:
            return []
        return [meeting for meeting in self.meetings(kind) if self._is_planned(meeting)]

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
            meeting.body_id == body.pk and self.is_reached(meeting.starts_on) for meeting in self.all_meetings
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

    def _is_planned(self, meeting: Meeting) -> bool:
        is_known = meeting.scheduled_on is None or self.is_reached(meeting.scheduled_on)
        return is_known and meeting.ends_on > self.cutoff

    def _is_statable(self, record: HasAudience) -> bool:
        return record.audience in STATABLE[self.audience]

    def _statable[Record: HasAudience](self, records: Iterable[Record]) -> list[Record]:
        return [record for record in records if self._is_statable(record)]

    def _is_submitted(self, due: ReportDue) -> bool:
        return due.document is not None and self.is_reached(due.document.issued_on)

    def _activity_is_known(self, activity: Activity) -> bool:
        return self._is_statable(activity) and activity.state in GOING_AHEAD and self.is_reached(activity.authorised_on)

    def _event_is_known(self, event: Event) -> bool:
        """What was moved after the cut-off had been planned before, whatever it stands under now."""
        if not (event.activity.starts_on and event.activity.state in GOING_AHEAD):
            return False
        return self.is_reached(event.activity.authorised_on) or (
            self._moved_later(event) is not None and bool(self.mandates)
        )

    def _moved_later(self, event: Event) -> Rescheduling | None:
        """The first change that was decided only after the cut-off."""
        return next((move for move in event.reschedulings.all() if move.decided_on > self.cutoff), None)

    def _event(self, event: Event) -> EventSnapshot:
        move = self._moved_later(event)
        activity = event.activity
        starts = move.previous_starts if move else activity.starts
        last_day = (move.previous_ends_on if move else activity.ends_on) or starts.value
        return EventSnapshot(
            event=event,
            title=move.previous_title if move else activity.title,
            starts=starts,
            last_day=last_day,
            tense=tense(starts.first_day, last_day, self.cutoff),
            was_renamed_later=move is not None,
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
    return RecordSnapshot(
        cutoff, audience, initiative, *_bodies_and_meetings(cutoff), *_authority(), *_work(), *_papers()
    )


def _bodies_and_meetings(cutoff: date) -> tuple[tuple, ...]:
    meetings = Meeting.objects.select_related("place").prefetch_related("agenda_items", "briefings", "papers__document")
    events = Event.objects.select_related("activity", "place").prefetch_related(
        "activity__partners__organisation",
        "activity__partners__state__former_names",
        "reschedulings",
        _outcomes(cutoff),
    )
    return tuple(meetings), tuple(events)


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
