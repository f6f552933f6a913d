"""Persons proposed for events, as rows: past every rule."""

from datetime import UTC, date, datetime

from palermo.events.models import Event
from palermo.speakers.models import Speaker, SpeakerAdvice, SpeakerContact, SurvivorDeclaration, SurvivorOfficer
from palermo.speakers.states import DECIDED, OUT
from tests.factories.accounts import make_state
from tests.factories.activities import make_event
from tests.factories.common import number, text

PROPOSED = datetime(2008, 1, 5, 9, tzinfo=UTC)
SHARED = datetime(2008, 1, 8, 9, tzinfo=UTC)
CHOSEN, INVITED, ANSWERED = date(2008, 1, 12), date(2008, 1, 14), date(2008, 1, 20)


def make_speaker(name: str = "Person", *, event: Event | None = None, state: str = "proposed", **fields) -> Speaker:
    """Somebody at a stage, with all that must be on record by then."""
    event = event or make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    return Speaker.objects.create(
        **{
            "slug": f"speaker-{number()}",
            "event": event,
            "name": text(name),
            "reason": text(f"{name} reason"),
            "topic": text(f"{name} topic"),
            "state": state,
            "proposed_at": PROPOSED,
            **_of_state(state, event),
            **fields,
        }
    )


def _of_state(state: str, event: Event) -> dict:
    of: dict = {}
    if state not in {"proposed", "taken_back"}:
        of["shared_at"] = SHARED
    if state in DECIDED or state == "declined":
        of |= {"decided_on": CHOSEN, "decided_under": event.activity.mandate}
    if state in {"invited", "accepted", "confirmed", "declined"}:
        of |= {"invited_on": INVITED, "answer_by_on": date(2008, 2, 10)}
    if state in {"accepted", "confirmed"}:
        of["answered_on"] = ANSWERED
    if state == "confirmed":
        of["confirmed_on"] = ANSWERED
    if state in OUT:
        of |= {"ended_on": ANSWERED, "end_reason": text("Reason")}
    return of


def make_published(name: str = "Published", **fields) -> Speaker:
    """A published speaker."""
    published = {"publication_consent": "given", "published_at": datetime(2008, 1, 25, 9, tzinfo=UTC)}
    biography = {"biography": text(f"{name} biography")}
    return make_speaker(name, state="confirmed", **{**biography, **published, **fields})


def make_advice(speaker: Speaker, words: str = "Advice", **fields) -> SpeakerAdvice:
    return SpeakerAdvice.objects.create(
        **{
            "speaker": speaker,
            "number": speaker.advice.count() + 1,
            "by_state": fields.pop("by_state", None) or make_state(),
            "kind": "comment",
            "text": text(words),
            "given_at": SHARED,
            **fields,
        }
    )


def make_contact(speaker: Speaker, email: str = "invited@example.org", language: str = "en") -> SpeakerContact:
    return SpeakerContact.objects.create(speaker=speaker, email=email, language=language)


def make_survivor(speaker: Speaker, answer: str = "yes") -> SurvivorDeclaration:
    return SurvivorDeclaration.objects.create(speaker=speaker, answer=answer, party="invitee")


def make_survivor_officer(event: Event, user) -> SurvivorOfficer:
    return SurvivorOfficer.objects.create(event=event, user=user, named_on=date(2008, 1, 1))
