"""Events as at the cut-off of a report: by the dates and under the names that were known then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.events.models import Event, Outcome, Rescheduling, Showing
from palermo.events.queries.showings import standing_on
from palermo.events.states.events import EventKind
from palermo.governance.models import Activity
from palermo.governance.states.activities import ActivityState, PartnerRole
from palermo.reporting.checks.record import statable
from palermo.reporting.context import Statable
from palermo.reporting.record_snapshot import RecordSnapshot, Tense, tense
from palermo.reporting.tree import Day, Days, Question, RecordText, Source


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


def title_of(event: EventSnapshot) -> RecordText:
    """An event's title at the cut-off."""
    return RecordText(event.title, Source("events", event.slug), "title")


def when(event: EventSnapshot) -> Day | Days:
    """An event's time: its days where they are known, otherwise as exactly as they are."""
    return Days(event.starts.value, event.last_day) if event.has_exact_days else Day(event.starts)


class EventsSnapshot:
    """The events of the record as at a cut-off."""

    def __init__(self, record: RecordSnapshot) -> None:
        self._record, self._events = record, tuple(_read_events(record.cutoff))

    @cached_property
    def events(self) -> list[EventSnapshot]:
        """Events held, going on or planned, each as it was known then."""
        known = (
            event for event in self._events if self._record.is_statable(event.activity) and self._event_is_known(event)
        )
        return sorted((self._event(event) for event in known), key=lambda event: (event.starts.value, event.slug))

    def events_of(self, kind: EventKind) -> list[EventSnapshot]:
        """Events of one kind."""
        return [event for event in self.events if event.event.kind == kind]

    def parts_of(self, activity: Activity) -> list[EventSnapshot]:
        """Expert meetings and other events that are part of an activity."""
        return [event for event in self.events if event.event.activity.part_of_id == activity.pk]

    def questions(self) -> Iterator[Question]:
        """What the record leaves open of events at the cut-off."""
        for event in self._events:
            activity = event.activity
            if not (activity.starts_on and self._record.activity_is_known(activity)):
                continue
            known, source = self._event(event), Source("events", activity.slug)
            if known.tense is Tense.OVERDUE:
                yield Question(source, _("Not confirmed that it took place."), blocks=True)
            elif known.tense is Tense.PLANNED and activity.scheduled_on is None:
                yield Question(source, _("Date of scheduling not recorded."), blocks=False)

    def statable(self) -> Iterator[Statable]:
        """Events that had been held and what they had produced, of every audience."""
        for event in self._events:
            if not (self._event_is_known(event) and self._event(event).tense is Tense.PAST):
                continue
            yield statable(self._record, Source("events", event.activity.slug), event.activity)
            for outcome in event.outcomes.all():
                if self._record.is_reached(outcome.produced_on):
                    withdrawn = self._record.is_reached(outcome.withdrawn_on)
                    of = Source("outcomes", outcome.slug)
                    yield statable(self._record, of, outcome, _("Withdrawn") if withdrawn else "")

    def _event_is_known(self, event: Event) -> bool:
        """Whether it had been authorized, and took place or was scheduled; what moved later was scheduled before."""
        activity = event.activity
        if not (activity.starts_on and self._record.goes_ahead(activity)):
            return False
        if self._moved_later(event) is not None:
            return self._record.is_reached(activity.scheduled_on)
        if not self._record.is_reached(activity.authorised_on):
            return False
        if self._record.is_reached(activity.scheduled_on):
            return True
        known = self._event(event).tense
        return known is Tense.PAST or (known is Tense.PRESENT and activity.state != ActivityState.AUTHORISED)

    def _moved_later(self, event: Event) -> Rescheduling | None:
        """The first change that was decided only after the cut-off."""
        return next((move for move in event.reschedulings.all() if move.decided_on > self._record.cutoff), None)

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
                self._record.cutoff,
                is_confirmed=move is None and activity.state == ActivityState.COMPLETED,
            ),
            was_renamed_later=move is not None,
            last_move=next((each for each in reversed(moves) if self._record.is_reached(each.decided_on)), None),
            outcomes=tuple(out for out in self._record.statable(event.outcomes.all()) if self._is_standing(out)),
        )

    def _is_standing(self, outcome: Outcome) -> bool:
        return self._record.is_reached(outcome.produced_on) and not self._record.is_reached(outcome.withdrawn_on)


def _read_events(cutoff: date) -> Iterator[Event]:
    events = Event.objects.select_related("activity", "place").prefetch_related(
        "activity__partners__organisation",
        "activity__partners__state__former_names",
        "reschedulings",
        _outcomes(cutoff),
    )
    yield from events


def _outcomes(cutoff: date) -> Prefetch:
    showings = Showing.objects.filter(standing_on(cutoff)).select_related("forum__activity")
    return Prefetch(
        "outcomes",
        Outcome.objects.select_related("document").prefetch_related(Prefetch("showings", showings), "recommendations"),
    )
