"""Steps that several acts on proposed persons take, each inside the transaction of its act."""

from dataclasses import dataclass
from datetime import date

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core.rows import next_number, save_row
from palermo.core.text import MultilingualText
from palermo.speakers.models import Speaker, SpeakerContact, SpeakerInterest, SurvivorDeclaration
from palermo.speakers.states import Party, SpeakerState

# Who acts by a link, as the log says it: nobody with an account.
BY_LINK = "the invited person, by their link"
# What the programme's own row of a person repeats of their record.
COPIED = ("name", "function", "organisation", "gender")


@dataclass(frozen=True)
class Declaration:
    """A declaration beside a person's record: of a conflict of interest, and of taking part as a survivor.

    `has_interest` is None and `survivor` empty where nothing was declared.
    """

    party: Party
    has_interest: bool | None = None
    interest: MultilingualText = MultilingualText()
    survivor: str = ""


def lock_speaker(speaker: Speaker) -> Speaker:
    """The speaker's record as it is now, locked until this act is done."""
    rows = Speaker.objects.select_for_update(of=("self",)).select_related("event__activity__mandate")
    return rows.order_by("pk").get(pk=speaker.pk)


def person_of(by: Actor) -> User | None:
    """Who acted, where that is a person."""
    return by if isinstance(by, User) else None


def save_contact(speaker: Speaker, email: str, language: str = "") -> None:
    """Keep the address and the language of somebody's mail, as far as they are given."""
    if not email and not language:
        return
    contact = SpeakerContact.objects.filter(speaker=speaker).first() or SpeakerContact(speaker=speaker)
    contact.email, contact.language = email or contact.email, language or contact.language
    save_row(contact)


def declare(speaker: Speaker, declared: Declaration) -> None:
    """Keep a declaration of interest beside the earlier ones, and one as a survivor in the place of the last."""
    if declared.has_interest is not None:
        interest = SpeakerInterest(
            speaker=speaker,
            number=next_number(speaker.interests),
            party=declared.party,
            has_interest=declared.has_interest,
            text=declared.interest,
        )
        save_row(interest)
    if declared.survivor:
        answers = {"answer": declared.survivor, "party": declared.party}
        SurvivorDeclaration.objects.update_or_create(speaker=speaker, defaults=answers)


def copy_into_programme(speaker: Speaker) -> None:
    """Copy a person's name and details into their rows in the programme."""
    for person in speaker.programme_people.all():
        for name in COPIED:
            setattr(person, name, getattr(speaker, name))
        person.state = speaker.from_state
        person.save()


def end_speaker(speaker: Speaker, to: SpeakerState, on: date, reason: MultilingualText, by: Actor) -> Speaker:
    """Take somebody out, whatever the way: the state, the day, the reason, and no public page any more."""
    speaker.state, speaker.ended_on, speaker.end_reason = to, on, reason
    speaker.published_at = speaker.published_by = None
    return complete_move(f"speaker.{to.value}", speaker, by, on=on.isoformat(), reason=dict(reason))


def complete_move(verb: str, speaker: Speaker, by: Actor, **details: object) -> Speaker:
    """Validate and save a speaker after a move, and record it in the log."""
    save_row(speaker)
    record(verb, speaker, by=by, **details)
    return speaker
