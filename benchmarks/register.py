"""A register of follow-up with a hundred thousand entries, made with a seed, beside whatever record there is.

Nine in ten are recommendations of 600 events, the others recommendations of reports and action points of the
Committee's meetings. Rows are made in bulk and the log is given one entry: this measures reading, not writing.
"""

import random
from datetime import date, timedelta
from itertools import batched, count

from django.db import transaction

from benchmarks.decade import AUDIENCES, WORDS
from palermo.accounts.models import Organisation, Place, State
from palermo.audit.actions import record
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.models import Event, Outcome, Recommendation
from palermo.governance.models import ActionPoint, Activity, Body, FollowUp, Mandate, Meeting, ProgressReport, Topic
from palermo.governance.states.follow_ups import SETTLED, FollowUpOrigin, FollowUpState, ProgressState
from palermo.reporting.models import Report, ReportRecommendation

SEED = 2007
START = date(2003, 2, 1)
EVENTS, OUTCOMES_EACH, REPORTS, MEETINGS = 600, 3, 40, 200
STATES = [FollowUpState.OPEN] * 5 + [FollowUpState.IN_PROGRESS] * 3 + [FollowUpState.DONE] * 6 + ["not_pursued"]
BATCH = 500


class Register:
    """Makes the rows; `chance` is the only source of variety."""

    def __init__(self, entries: int = 100_000, seed: int = SEED) -> None:
        self.chance = random.Random(seed)
        self.entries = entries
        self.numbers = count(1)
        self.organisations = list(Organisation.objects.all())
        self.states = list(State.objects.all())
        self.body = Body.objects.filter(kind="steering_committee").first() or Body.objects.first()

    @transaction.atomic
    def make(self) -> None:
        """Fill the database."""
        self.topics = [
            Topic.objects.create(slug=f"register-topic-{n}", name=self.text(n), order=n) for n in range(1, 13)
        ]
        outcomes, reports, meetings = self._outcomes(), self._reports(), self._meetings()
        of_events = self.entries * 9 // 10
        of_reports = (self.entries - of_events) // 2
        of_meetings = self.entries - of_events - of_reports
        self._fill(FollowUpOrigin.RECOMMENDATION, Recommendation, "outcome", outcomes, of_events)
        self._fill(FollowUpOrigin.REPORT, ReportRecommendation, "report", reports, of_reports)
        self._fill(FollowUpOrigin.ACTION_POINT, ActionPoint, "meeting", meetings, of_meetings)
        record("record.imported", self.topics[0], by="benchmark", entries=self.entries)

    def text(self, number: int) -> MultilingualText:
        return MultilingualText({code: f"{WORDS[code]} {number}" for code in CODES})

    def _day(self) -> date:
        return START + timedelta(days=self.chance.randrange(1800))

    def _outcomes(self) -> list[Outcome]:
        mandate, place = Mandate.objects.filter(audience="public").first(), Place.objects.first()
        activities = [
            Activity(
                slug=f"register-event-{n}",
                kind="event",
                title=self.text(n),
                state="completed",
                mandate=mandate,
                authorised_on=mandate.in_force_from,
                starts_on=(day := self._day()),
                ends_on=day,
                audience=self.chance.choice(AUDIENCES),
            )
            for n in range(EVENTS)
        ]
        Activity.objects.bulk_create(activities, BATCH)
        events = [Event(activity=activity, kind="regional", place=place) for activity in activities]
        Event.objects.bulk_create(events, BATCH)
        outcomes = [
            Outcome(
                slug=f"register-outcome-{event.pk}-{n}",
                event=event,
                order=n,
                kind="recommendations",
                title=self.text(n),
                produced_on=event.activity.starts_on,
                audience=self.chance.choice(AUDIENCES),
            )
            for event in events
            for n in range(OUTCOMES_EACH)
        ]
        return list(Outcome.objects.bulk_create(outcomes, BATCH))

    def _reports(self) -> list[Report]:
        reports = [
            Report(
                slug=f"register-report-{n}",
                blueprint="progress",
                title=self.text(n),
                cutoff_on=(day := self._day()),
                state="issued",
                issued_on=day,
                audience=self.chance.choice(AUDIENCES),
            )
            for n in range(REPORTS)
        ]
        return list(Report.objects.bulk_create(reports, BATCH))

    def _meetings(self) -> list[Meeting]:
        meetings = [
            Meeting(
                slug=f"register-meeting-{n}",
                kind="committee",
                starts_on=(day := self._day()),
                ends_on=day,
                audience=self.chance.choice(["steering_committee", "member_states"]),
            )
            for n in range(MEETINGS)
        ]
        return list(Meeting.objects.bulk_create(meetings, BATCH))

    def _fill(self, origin: FollowUpOrigin, model: type, field: str, parents: list, amount: int) -> None:
        for numbers in batched(range(amount), 10_000):
            entries = FollowUp.objects.bulk_create([self._entry(origin) for _ in numbers], BATCH)
            rows = [
                model(
                    **{field: parents[n % len(parents)]},
                    number=n // len(parents) + 1,
                    text=self.text(n),
                    follow_up=entry,
                )
                for n, entry in zip(numbers, entries, strict=True)
            ]
            model.objects.bulk_create(rows, BATCH)
            reports = [self._progress(entry) for entry in entries if entry.state != FollowUpState.OPEN]
            ProgressReport.objects.bulk_create(reports, BATCH)

    def _entry(self, origin: FollowUpOrigin) -> FollowUp:
        day, state = self._day(), self.chance.choice(STATES)
        entry = FollowUp(
            slug=f"register-{next(self.numbers)}",
            origin=origin,
            about=self.chance.choice(self.topics),
            taken_over_on=day,
            due_on=day + timedelta(days=self.chance.randrange(30, 900)) if self.chance.random() < 0.8 else None,
            state=state,
            state_on=None if state == FollowUpState.OPEN else day + timedelta(days=90),
        )
        draw = self.chance.random()
        entry.responsible_state = self.chance.choice(self.states) if draw < 0.6 else None
        entry.responsible_organisation = self.chance.choice(self.organisations) if 0.6 <= draw < 0.85 else None
        entry.responsible_body = self.body if 0.85 <= draw < 0.95 else None
        return entry

    def _progress(self, entry: FollowUp) -> ProgressReport:
        is_reviewed = entry.state in SETTLED or self.chance.random() < 0.9
        return ProgressReport(
            follow_up=entry,
            number=1,
            state_by=entry.responsible_state,
            organisation=entry.responsible_organisation,
            made_on=entry.state_on,
            claims=entry.state,
            text=self.text(1),
            state=ProgressState.ACCEPTED if is_reviewed else ProgressState.REPORTED,
            reviewed_on=entry.state_on if is_reviewed else None,
        )
