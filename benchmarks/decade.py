"""A record a hundred times larger than the demonstration: a decade of an initiative, made with a seed.

700 events with outcomes and recommendations, 1,600 consultations with briefings and guidance, 5,000 documents with a
text in each language, 300 decisions with mandates, 900 tools and studies. Rows are made in bulk and the log is given
one entry: this measures reading, not writing.
"""

import random
from datetime import date, timedelta
from itertools import count

from django.db import transaction

from palermo.accounts.models import Organisation, Place
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.models import Event, Outcome, Recommendation
from palermo.governance.models import (
    Activity,
    Body,
    Briefing,
    Decision,
    Guidance,
    Mandate,
    Meeting,
    MeetingPaper,
    OperativeParagraph,
)
from palermo.knowledge.models import Study
from palermo.library.models import Document, LanguageVersion
from palermo.toolkit.models import Edition, Tool

SEED = 2007
START = date(2008, 2, 1)
WORDS = {
    "ar": "توصية بشأن منع الاتجار بالأشخاص وحماية الضحايا",
    "zh": "关于预防人口贩运和保护受害人的建议",
    "en": "Recommendation on preventing trafficking in persons and protecting its victims",
    "fr": "Recommandation relative à la prévention de la traite des personnes et à la protection des victimes",
    "ru": "Рекомендация о предупреждении торговли людьми и защите пострадавших",
    "es": "Recomendación sobre la prevención de la trata de personas y la protección de las víctimas",
}
AUDIENCES = [Audience.PUBLIC] * 6 + [Audience.MEMBER_STATES] * 3 + [Audience.STEERING_COMMITTEE, Audience.SECRETARIAT]


class Decade:
    """Makes the rows; `chance` is the only source of variety."""

    def __init__(self, seed: int = SEED) -> None:
        self.chance = random.Random(seed)
        self.numbers = count(1)
        self.places = list(Place.objects.all())
        self.organisations = list(Organisation.objects.all())
        self.body = Body.objects.filter(kind="governing").first()

    def text(self, number: int, times: int = 1) -> MultilingualText:
        return MultilingualText({code: f"{' '.join([WORDS[code]] * times)} {number}" for code in CODES})

    def day(self) -> date:
        return START + timedelta(days=self.chance.randrange(3650))

    @transaction.atomic
    def make(
        self, documents: int = 5000, meetings: int = 1600, decisions: int = 300, events: int = 700, works: int = 900
    ) -> None:
        """The whole decade, or so much of it."""
        papers = self.documents(documents)
        held = self.meetings(meetings, papers)
        mandates = self.decisions(decisions)
        self.guidance(held, mandates)
        self.events(events, mandates, papers)
        self.tools_and_studies(works, mandates)
        record("benchmark.decade", self.body, by="a benchmark", seed=SEED)

    def documents(self, number: int) -> list[Document]:
        rows = [
            Document(
                slug=f"decade-document-{i}",
                symbol=f"E/CN.15/{2008 + i % 10}/CRP.{i}",
                title=self.text(i),
                kind="note",
                audience=self.chance.choice(AUDIENCES),
                state="issued",
                dated_on=self.day(),
                issued_on=START,
            )
            for i in range(number)
        ]
        made = Document.objects.bulk_create(rows, batch_size=500)
        texts = [
            LanguageVersion(document=document, language=code, text=f"{WORDS[code]} " * 40)
            for document in made
            for code in CODES
        ]
        LanguageVersion.objects.bulk_create(texts, batch_size=500)
        return made

    def meetings(self, number: int, documents: list[Document]) -> list[Meeting]:
        rows = []
        for i in range(number):
            day = self.day()
            rows.append(
                Meeting(
                    slug=f"decade-meeting-{i}",
                    kind="consultation",
                    place=self.chance.choice(self.places),
                    starts_on=day,
                    ends_on=day,
                    summary=self.text(i),
                )
            )
        made = Meeting.objects.bulk_create(rows, batch_size=500)
        Briefing.objects.bulk_create(
            [Briefing(meeting=m, number=n, topic=self.text(n), text=self.text(n, 3)) for m in made for n in (1, 2, 3)],
            batch_size=500,
        )
        MeetingPaper.objects.bulk_create(
            [MeetingPaper(meeting=m, document=self.chance.choice(documents)) for m in made], batch_size=500
        )
        return made

    def decisions(self, number: int) -> list[Mandate]:
        decisions = Decision.objects.bulk_create(
            Decision(
                slug=f"decade-decision-{i}",
                body=self.body,
                number=f"{17 + i // 30}/{i % 30 + 1}",
                title=self.text(i),
                state="adopted",
                adopted_on=START + timedelta(days=i * 12),
                audience=Audience.PUBLIC,
            )
            for i in range(number)
        )
        paragraphs = OperativeParagraph.objects.bulk_create(
            [OperativeParagraph(decision=d, number=n, text=self.text(n, 2)) for d in decisions for n in range(1, 9)]
        )
        rows = [
            Mandate(
                slug=f"decade-mandate-{i}",
                title=self.text(i),
                paragraph=paragraph,
                addressee_organisation=self.chance.choice(self.organisations),
                ask="act",
                in_force_from=paragraph.decision.adopted_on,
                due_on=paragraph.decision.adopted_on + timedelta(days=365),
                audience=Audience.PUBLIC,
            )
            for i, paragraph in enumerate(paragraphs[::2])
        ]
        return Mandate.objects.bulk_create(rows, batch_size=500)

    def guidance(self, meetings: list[Meeting], mandates: list[Mandate]) -> None:
        rows = [
            Guidance(
                slug=f"decade-guidance-{i}",
                meeting=meeting,
                given_on=meeting.starts_on,
                kind="advice",
                topic=self.text(i),
                text=self.text(i, 3),
                under=self.chance.choice(mandates),
            )
            for i, meeting in enumerate(meetings)
        ]
        Guidance.objects.bulk_create(rows, batch_size=500)

    def activities(self, kind: str, number: int, mandates: list[Mandate]) -> list[Activity]:
        rows = []
        for _ in range(number):
            i, start, mandate = next(self.numbers), self.day(), self.chance.choice(mandates)
            rows.append(
                Activity(
                    slug=f"decade-{kind}-{i}",
                    kind=kind,
                    title=self.text(i),
                    summary=self.text(i, 3),
                    lead=self.chance.choice(self.organisations),
                    mandate=mandate,
                    authorised_on=mandate.in_force_from,
                    state="completed",
                    starts_on=start,
                    ends_on=start + timedelta(days=2),
                    audience=Audience.PUBLIC,
                )
            )
        return Activity.objects.bulk_create(rows, batch_size=500)

    def events(self, number: int, mandates: list[Mandate], documents: list[Document]) -> None:
        activities = self.activities("event", number, mandates)
        events = Event.objects.bulk_create(
            [
                Event(activity=a, kind="regional", place=self.chance.choice(self.places), theme=a.title)
                for a in activities
            ]
        )
        through = Activity.documents.through
        through.objects.bulk_create(
            [through(activity=a, document=d) for a in activities for d in self.chance.sample(documents, 3)],
            batch_size=500,
        )
        outcomes = Outcome.objects.bulk_create(
            Outcome(
                slug=f"decade-outcome-{event.pk}",
                event=event,
                kind="recommendations",
                title=self.text(event.pk),
                text=self.text(event.pk, 3),
                produced_on=event.activity.ends_on,
                audience=Audience.PUBLIC,
            )
            for event in events
        )
        Recommendation.objects.bulk_create(
            [Recommendation(outcome=o, number=n, text=self.text(n, 2)) for o in outcomes for n in range(1, 9)],
            batch_size=500,
        )

    def tools_and_studies(self, number: int, mandates: list[Mandate]) -> None:
        tools = Tool.objects.bulk_create(
            [Tool(activity=a, kind="handbook", aim=a.summary) for a in self.activities("tool", number // 2, mandates)]
        )
        Edition.objects.bulk_create([Edition(tool=t, order=1, state="final", due_on=t.activity.ends_on) for t in tools])
        Study.objects.bulk_create(
            [Study(activity=a, aim=a.summary) for a in self.activities("study", number // 2, mandates)]
        )
