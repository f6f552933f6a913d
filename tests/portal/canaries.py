"""Records of every kind, audience and state, each with a word of its own that must not be read by others."""

from dataclasses import dataclass
from datetime import date

from palermo.core.audiences import Audience
from palermo.governance.models import Briefing, Initiative, MeetingPaper
from palermo.library.actions import set_file
from palermo.library.models import LanguageVersion
from palermo.reporting.models import Report
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.common import number, text
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document

DAY = date(2007, 7, 16)


@dataclass(frozen=True)
class Canary:
    """`word` stands in every text of a record of this kind, audience and state."""

    word: str
    kind: str
    audience: str
    state: str
    slug: str


class Cage:
    """All canaries, made by `fill`."""

    def __init__(self) -> None:
        self.canaries: list[Canary] = []

    def word(self, kind: str, audience: str, state: str) -> str:
        return f"canary{kind}{audience.replace('_', '')}{state}{number()}x"

    def keep(self, word: str, kind: str, audience: str, state: str, slug: str) -> None:
        self.canaries.append(Canary(word, kind, audience, state, slug))

    def slugs(self, *kinds: str) -> list[str]:
        return [canary.slug for canary in self.canaries if canary.kind in kinds]


def fill() -> Cage:
    """Every kind × audience × state, tied to one another and to open records wherever a relation allows it."""
    cage = Cage()
    Initiative.objects.create(slug="initiative", name=text("Initiative"), governing_body=make_body())
    for audience in Audience:
        _documents(cage, audience)
        _governance(cage, audience)
        _activities(cage, audience)
        _reports(cage, audience)
    return cage


def _documents(cage: Cage, audience: str) -> None:
    open_event = make_event("Open event with papers")
    open_meeting = make_meeting(audience=Audience.PUBLIC, on=DAY)
    for state in ("draft", "issued", "withdrawn"):
        word = cage.word("document", audience, state)
        document = make_document(
            word,
            words=word,
            audience=audience,
            state=state,
            symbol=f"E/CN.15/{word}",
            issued_on=DAY if state == "issued" else None,
            withdrawn_on=DAY if state == "withdrawn" else None,
        )
        version = LanguageVersion(document=document, language="fr")
        set_file(version, word.encode(), name=f"{word}.txt", media_type="text/plain")
        version.save()
        cage.keep(word, "document", audience, state, document.slug)
        open_event.activity.documents.add(document)
        make_outcome(open_event, "Open outcome", audience=Audience.PUBLIC, document=document)
        MeetingPaper.objects.create(meeting=open_meeting, document=document)
        make_decision("Open decision", document=document)
        make_endorsement("Open endorsement", audience=Audience.PUBLIC, document=document)


def _governance(cage: Cage, audience: str) -> None:
    for kind in ("consultation", "committee"):
        word = cage.word(kind, audience, "held")
        meeting = make_meeting(kind=kind, audience=audience, title=text(word), summary=text(word), on=DAY)
        Briefing.objects.create(meeting=meeting, number=1, topic=text(word))
        cage.keep(word, kind, audience, "held", meeting.slug)
        make_decision("Open decision of a meeting", adopted_at=meeting)
    for state in ("draft", "adopted"):
        word = cage.word("decision", audience, state)
        adopted = {"adopted_on": None} if state == "draft" else {}
        decision = make_decision(word, audience=audience, state=state, **adopted)
        cage.keep(word, "decision", audience, state, decision.slug)
        make_mandate("Open mandate", paragraph=decision.paragraphs.get())
        make_decision("Open decision that endorses", endorses=decision)
    word = cage.word("guidance", audience, "given")
    guidance = make_guidance(word, audience=audience, meeting=make_meeting(audience=Audience.PUBLIC, on=DAY))
    cage.keep(word, "guidance", audience, "given", guidance.slug)
    make_activity("Open activity", mandate=make_mandate("Open mandate", guidance=guidance))
    word = cage.word("endorsement", audience, "open")
    endorsement = make_endorsement(word, audience=audience, text=text(word))
    cage.keep(word, "endorsement", audience, "open", endorsement.slug)
    make_activity("Open activity", mandate=make_mandate("Open mandate", endorsement=endorsement))
    word = cage.word("mandate", audience, "inforce")
    mandate = make_mandate(word, audience=audience, text=text(word), due_on=DAY)
    cage.keep(word, "mandate", audience, "inforce", mandate.slug)
    make_event("Open event under a mandate", mandate=mandate)
    make_guidance("Open guidance under a mandate", audience=Audience.PUBLIC, under=mandate)


def _activities(cage: Cage, audience: str) -> None:
    for kind, make in (("event", make_event), ("tool", make_tool), ("study", make_study)):
        for state in ("proposed", "given_up", "authorised"):
            word = cage.word(kind, audience, state)
            record = make(word, audience=audience, state=state, summary=text(word))
            cage.keep(word, kind, audience, state, record.activity.slug)
            make_event("Open part of it", part_of=record.activity)
    word = cage.word("activity", audience, "authorised")
    activity = make_activity(word, audience=audience, mandate=make_mandate())
    cage.keep(word, "activity", audience, "authorised", activity.slug)
    word = cage.word("outcome", audience, "adopted")
    event = make_event("Open event with an outcome")
    make_outcome(event, word, recommendations=2, audience=audience)
    cage.keep(word, "outcome", audience, "adopted", event.activity.slug)


def _reports(cage: Cage, audience: str) -> None:
    word = cage.word("report", audience, "prepared")
    report = Report.objects.create(
        slug=f"report-{number()}", blueprint="progress", title=text(word), cutoff_on=date(2007, 1, 1), audience=audience
    )
    cage.keep(word, "report", audience, "prepared", report.slug)
