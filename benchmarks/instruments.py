"""What Member States decide and what is done under it, by the tens of thousands, beside whatever record there is.

20,000 mandates from the paragraphs of 2,500 decisions, 50,000 activities under them, with the meetings, guidance,
texts submitted to Member States and reports due in proportion; made with a seed. Rows are made in bulk and the log is
given one entry: this measures reading, not writing.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from django.db import transaction

from benchmarks.decade import AUDIENCES, WORDS
from palermo.accounts.models import Organisation, Place, State
from palermo.audit.actions import record
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.models import (
    Activity,
    Body,
    Decision,
    Disposition,
    Endorsement,
    Guidance,
    Mandate,
    Meeting,
    NoteVerbale,
    OperativeParagraph,
    Partner,
    PointRaised,
    Procedure,
    ReportDue,
    Response,
    Session,
    TextVersion,
    Topic,
)
from palermo.knowledge.models import Study
from palermo.toolkit.models import Tool

SEED = 2008
START, DAYS = date(2003, 2, 1), 2600
PARAGRAPHS_EACH, BATCH = 8, 500
KINDS = ["event"] * 3 + ["tool"] * 3 + ["study"] * 2 + ["other"] * 2
STATES = ["proposed", "given_up", *["authorised"] * 2, *["under_way"] * 2, *["completed"] * 8, "cancelled"]
ENDED = ["fulfilled"] * 4 + ["lapsed", "withdrawn"]
MODELS = {"event": Event, "tool": Tool, "study": Study}


class Instruments:
    """Makes the rows; `chance` is the only source of variety."""

    def __init__(self, mandates: int = 20_000, activities: int = 50_000, seed: int = SEED) -> None:
        self.chance, self.numbers = random.Random(seed), count(1)
        self.how_many_mandates, self.how_many_activities = mandates, activities
        self.organisations = list(Organisation.objects.all())
        self.states, self.places = list(State.objects.all()), list(Place.objects.all())
        self.body = Body.objects.filter(kind="governing").first()
        self.agencies = list(Organisation.objects.filter(memberships__body__kind="committee").distinct())

    @transaction.atomic
    def make(self) -> None:
        """Fill the database."""
        self.topics = [
            Topic.objects.create(slug=f"instruments-topic-{n}", name=self.text(n), order=n) for n in range(40)
        ]
        sessions = self._sessions()
        mandates = self._mandates(sessions)
        activities = self._activities(mandates)
        self._dispositions(activities)
        meetings = self._meetings()
        self._guidance(meetings, mandates)
        self._texts_put(mandates)
        self._reports_due(sessions, mandates)
        self._changes(mandates[0])
        record("record.imported", self.body, by="a benchmark", seed=SEED)

    def text(self, number: int) -> MultilingualText:
        return MultilingualText({code: f"{WORDS[code]} {number}" for code in CODES})

    def day(self) -> date:
        return START + timedelta(days=self.chance.randrange(DAYS))

    def audience(self) -> str:
        return self.chance.choice(AUDIENCES)

    def _sessions(self) -> list[Session]:
        rows = [
            Session(
                slug=f"instruments-session-{n}",
                body=self.body,
                number=1000 + n,
                name=self.text(n),
                starts_on=START + timedelta(days=65 * n),
                ends_on=START + timedelta(days=65 * n + 5),
            )
            for n in range(40)
        ]
        return list(Session.objects.bulk_create(rows))

    def _mandates(self, sessions: list[Session]) -> list[Mandate]:
        decisions = Decision.objects.bulk_create(
            [self._decision(n) for n in range(self.how_many_mandates // PARAGRAPHS_EACH)], BATCH
        )
        paragraphs = [
            OperativeParagraph(decision=decision, number=n, text=self.text(n))
            for decision in decisions
            for n in range(1, PARAGRAPHS_EACH + 1)
        ]
        OperativeParagraph.objects.bulk_create(paragraphs, BATCH)
        return list(Mandate.objects.bulk_create([self._mandate(each, sessions) for each in paragraphs], BATCH))

    def _decision(self, n: int) -> Decision:
        return Decision(
            slug=f"instruments-decision-{n}",
            body=self.body,
            number=f"{100 + n // 50}/{n % 50 + 1}",
            order_key=f"{100 + n // 50:08}/{n % 50 + 1:08}",
            title=self.text(n),
            state="adopted",
            adopted_on=self.day(),
            audience=self.audience(),
        )

    def _mandate(self, paragraph: OperativeParagraph, sessions: list[Session]) -> Mandate:
        since, draw = paragraph.decision.adopted_on, self.chance.random()
        ended = self.chance.random() < 0.6
        return Mandate(
            slug=f"instruments-mandate-{next(self.numbers)}",
            title=self.text(1),
            text=paragraph.text,
            paragraph=paragraph,
            addressee_organisation=self.chance.choice(self.organisations),
            ask="act",
            in_force_from=since,
            due_on=since + timedelta(days=self.chance.randrange(100, 1500)) if draw < 0.7 else None,
            due_session=self.chance.choice(sessions) if draw > 0.6 else None,
            state=self.chance.choice(ENDED) if ended else "in_force",
            ended_on=since + timedelta(days=self.chance.randrange(400, 1500)) if ended else None,
            audience=self.audience(),
        )

    def _activities(self, mandates: list[Mandate]) -> list[Activity]:
        rows = [self._activity(self.chance.choice(mandates)) for _ in range(self.how_many_activities)]
        Activity.objects.bulk_create(rows, BATCH)
        for kind, model in MODELS.items():
            given = {"kind": "regional"} if kind == "event" else {"kind": "handbook"} if kind == "tool" else {}
            of_kind = [model(activity=each, **given) for each in rows if each.kind == kind]
            if kind == "event":
                for each in of_kind:
                    each.place = self.chance.choice(self.places)
            model.objects.bulk_create(of_kind, BATCH)
        partners = [
            Partner(activity=each, organisation=self.chance.choice(self.organisations), role="support")
            for each in rows[::2]
        ]
        Partner.objects.bulk_create(partners, BATCH)
        return rows

    def _activity(self, mandate: Mandate) -> Activity:
        number, state = next(self.numbers), self.chance.choice(STATES)
        starts = mandate.in_force_from + timedelta(days=self.chance.randrange(1000))
        has_mandate = state not in {"proposed", "given_up"} or self.chance.random() < 0.3
        return Activity(
            slug=f"instruments-activity-{number}",
            kind=self.chance.choice(KINDS),
            title=self.text(number),
            summary=self.text(number),
            lead=self.chance.choice(self.agencies or self.organisations),
            mandate=mandate if has_mandate else None,
            authorised_on=None if state in {"proposed", "given_up"} else mandate.in_force_from,
            proposed_on=mandate.in_force_from,
            state=state,
            starts_on=starts,
            ends_on=starts + timedelta(days=self.chance.randrange(1, 300)),
            audience=self.audience(),
        )

    def _dispositions(self, activities: list[Activity]) -> None:
        rows = [
            Disposition(
                mandate=each.mandate,
                activity=each,
                change="narrowed",
                decided_on=each.authorised_on + timedelta(days=50),
                fate="goes_on",
            )
            for each in activities[::20]
            if each.authorised_on
        ]
        Disposition.objects.bulk_create(rows, BATCH)

    def _meetings(self) -> list[Meeting]:
        kinds = ["consultation"] * 4 + ["committee", "briefing", "intersessional"]
        rows = [
            Meeting(
                slug=f"instruments-meeting-{n}",
                kind=self.chance.choice(kinds),
                starts_on=(day := self.day()),
                ends_on=day,
                starts_at=time(10),
                ends_at=time(13),
                time_zone="Europe/Vienna",
                place=self.chance.choice(self.places),
                audience=self.audience(),
            )
            for n in range(3000)
        ]
        Meeting.objects.bulk_create(rows, BATCH)
        points = [
            PointRaised(meeting=each, number=n, about=self.chance.choice(self.topics), text=self.text(n))
            for each in rows
            for n in (1, 2)
        ]
        PointRaised.objects.bulk_create(points, BATCH)
        notes = [
            NoteVerbale(
                slug=f"instruments-note-{n}",
                reference=f"CU {n}",
                kind="invitation",
                meeting=each,
                dated_on=each.starts_on - timedelta(days=30),
                text=self.text(n),
                state="issued",
                issued_on=each.starts_on - timedelta(days=30),
            )
            for n, each in enumerate(rows[::2])
        ]
        NoteVerbale.objects.bulk_create(notes, BATCH)
        return rows

    def _guidance(self, meetings: list[Meeting], mandates: list[Mandate]) -> None:
        rows = []
        for n in range(6000):
            meeting, answered = self.chance.choice(meetings), self.chance.random() < 0.5
            rows.append(
                Guidance(
                    slug=f"instruments-guidance-{n}",
                    meeting=meeting,
                    given_on=meeting.starts_on,
                    kind="advice",
                    about=self.chance.choice(self.topics) if n % 5 else None,
                    topic=self.text(n),
                    text=self.text(n),
                    under=self.chance.choice(mandates),
                    answer_kind="answer" if answered else "",
                    answer=self.text(n) if answered else MultilingualText(),
                    answered_on=meeting.starts_on if answered else None,
                    audience=self.audience(),
                )
            )
        Guidance.objects.bulk_create(rows, BATCH)

    def _texts_put(self, mandates: list[Mandate]) -> None:
        procedure = Procedure.objects.create(
            slug="instruments-silence", body=self.body, name=self.text(1), kind="silence", minimum_hours=72
        )
        rows = [self._text_put(n, procedure, mandates) for n in range(1000)]
        Endorsement.objects.bulk_create(rows, BATCH)
        versions = TextVersion.objects.bulk_create([self._version(each) for each in rows], BATCH)
        responses = [
            Response(
                version=version,
                number=n,
                state=self.chance.choice(self.states),
                kind=self.chance.choice(["approval", "comment"]),
                made_at=version.opens_at + timedelta(hours=n),
            )
            for version in versions
            for n in range(1, 21)
        ]
        Response.objects.bulk_create(responses, BATCH)

    def _text_put(self, n: int, procedure: Procedure, mandates: list[Mandate]) -> Endorsement:
        put, is_open = (date(2008, 1, 20), True) if n < 60 else (self.day(), False)
        return Endorsement(
            slug=f"instruments-text-{n}",
            body=self.body,
            title=self.text(n),
            procedure=procedure,
            put_on=put,
            target_on=put + timedelta(days=30),
            under=self.chance.choice(mandates),
            state="open" if is_open else "approved",
            result_on=None if is_open else put + timedelta(days=30),
            audience=self.chance.choice(["public", "member_states"]),
        )

    def _version(self, endorsement: Endorsement) -> TextVersion:
        opens = datetime.combine(endorsement.put_on, time(12), UTC)
        return TextVersion(
            endorsement=endorsement,
            number=1,
            text=endorsement.title,
            digest="0" * 64,
            opens_at=opens,
            closes_at=opens + timedelta(days=30),
        )

    def _reports_due(self, sessions: list[Session], mandates: list[Mandate]) -> None:
        rows = [
            ReportDue(
                slug=f"instruments-due-{n}",
                subject=self.text(n),
                mandate=self.chance.choice(mandates),
                body=self.body,
                session=self.chance.choice(sessions),
                days_before=70,
                responsible=self.chance.choice(self.organisations),
                audience=self.audience(),
            )
            for n in range(600)
        ]
        ReportDue.objects.bulk_create(rows, BATCH)

    def _changes(self, mandate: Mandate) -> None:
        """A mandate that was changed three hundred times, by the way on which versions are kept."""
        for n in range(300):
            mandate.conditions = self.text(n)
            mandate.save(update_fields=["conditions"])
            record("mandate.narrowed", mandate, by="a benchmark", number=n)
