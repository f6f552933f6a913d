"""Persons are proposed for an event, shared, advised on, listed and chosen."""

from datetime import date
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.actors import Actor
from palermo.accounts.models import State, User
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, next_number, save_row
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.library.actions.versions import NewFile
from palermo.speakers.models import Speaker, SpeakerAdvice, SurvivorOfficer
from palermo.speakers.models.speakers import cv_path
from palermo.speakers.proposing import (
    Declaration,
    complete_move,
    copy_into_programme,
    declare,
    end_speaker,
    lock_speaker,
    person_of,
    save_contact,
)
from palermo.speakers.rules import speakers
from palermo.speakers.states import SpeakerState


@transaction.atomic
def propose_speaker(
    speaker: Speaker, *, declared: Declaration, email: str = "", cv: NewFile | None = None, by: Actor
) -> Speaker:
    """Propose somebody for an event: nobody else sees it until the secretariat shares it.

    Refused if it is in the name of another delegation or agency, or if the event is over.
    """
    speakers.check_can_propose_speaker(by, speaker)
    # The lock gives two proposals at one time two numbers.
    event = Event.objects.select_for_update(of=("self",)).select_related("activity").get(pk=speaker.event_id)
    speakers.check_is_not_proposed_yet(speaker)
    speaker.slug = _free_slug(event)
    speaker.state, speaker.proposed_at, speaker.proposed_by = SpeakerState.PROPOSED, clock.now(), person_of(by)
    _take_cv(speaker, cv)
    insert_row(speaker)
    save_contact(speaker, email)
    declare(speaker, declared)
    record("speaker.proposed", speaker, by=by, event=event.activity.slug, role=speaker.role)
    return speaker


def _free_slug(event: Event) -> str:
    taken = set(event.speakers.values_list("slug", flat=True))
    start = event.activity.slug[:88]
    return next(slug for n in range(1, 100_000) if (slug := f"{start}-speaker-{n}") not in taken)


def _take_cv(speaker: Speaker, cv: NewFile | None) -> None:
    """Kept under the hash of its content, so that the same file is kept once."""
    if cv is None:
        return
    speaker.cv_name, speaker.cv_media_type = cv.name, cv.media_type
    speaker.cv_sha256 = sha256(cv.content).hexdigest()
    path, storage = cv_path(speaker, cv.name), speaker.cv_file.storage
    if not storage.exists(path):
        storage.save(path, ContentFile(cv.content))
    speaker.cv_file.name = path


@transaction.atomic
def change_speaker(
    speaker: Speaker,
    *,
    declared: Declaration,
    email: str = "",
    language: str = "",
    cv: NewFile | None = None,
    seen: str = "",
    by: Actor,
) -> Speaker:
    """Change what is written of a person; the programme, where they are in it, follows.

    Refused if others have it in their hands, or if somebody changed it meanwhile.
    """
    stored = lock_speaker(speaker)
    speakers.check_may_change_speaker(by, stored)
    if seen:
        check_is_unchanged(seen, fingerprint(stored))
    _take_cv(speaker, cv)
    save_row(speaker)
    save_contact(speaker, email, language)
    declare(speaker, declared)
    copy_into_programme(speaker)
    record("speaker.changed", speaker, by=by)
    return speaker


@transaction.atomic
def share_speaker(speaker: Speaker, *, by: Actor) -> Speaker:
    """Add a speaker to the long list, which Member States see and advise on."""
    speaker = lock_speaker(speaker)
    speakers.check_may_share_speaker(by, speaker)
    speaker.state, speaker.shared_at, speaker.shared_by = SpeakerState.LONG_LISTED, clock.now(), person_of(by)
    speaker.ended_on, speaker.end_reason = None, MultilingualText()
    return complete_move("speaker.shared", speaker, by)


@transaction.atomic
def short_list_speaker(speaker: Speaker, *, by: Actor) -> Speaker:
    """Put somebody on the short list, also a reserve who was not chosen at first."""
    speaker = lock_speaker(speaker)
    speakers.check_may_short_list(by, speaker)
    speaker.state, speaker.ended_on, speaker.end_reason = SpeakerState.SHORT_LISTED, None, MultilingualText()
    return complete_move("speaker.short_listed", speaker, by)


@transaction.atomic
def set_aside_speaker(speaker: Speaker, *, on: date, reason: MultilingualText, by: Actor) -> Speaker:
    """Record that somebody is not chosen, and why."""
    speaker = lock_speaker(speaker)
    speakers.check_may_set_aside_speaker(by, speaker)
    return end_speaker(speaker, SpeakerState.NOT_CHOSEN, on, reason, by)


@transaction.atomic
def take_back_speaker(speaker: Speaker, *, on: date, reason: MultilingualText, by: Actor) -> Speaker:
    """Those who proposed somebody take it back before anybody else saw it."""
    speaker = lock_speaker(speaker)
    speakers.check_may_take_back(by, speaker)
    return end_speaker(speaker, SpeakerState.TAKEN_BACK, on, reason, by)


@transaction.atomic
def choose_speaker(speaker: Speaker, *, on: date, reason: MultilingualText, by: Actor) -> Speaker:
    """Record the decision for somebody, under the mandate of the event.

    Refused if no mandate was in force on that day.
    """
    speaker = lock_speaker(speaker)
    speakers.check_can_choose_speaker(by, speaker, on)
    mandate = speaker.event.activity.mandate
    assert mandate
    speaker.state, speaker.decided_on, speaker.decided_under = SpeakerState.CHOSEN, on, mandate
    speaker.decision_reason = reason
    return complete_move("speaker.chosen", speaker, by, on=on.isoformat(), mandate=mandate.slug, reason=dict(reason))


@transaction.atomic
def advise_on_speaker(speaker: Speaker, *, by_state: State, kind: str, text: MultilingualText, by: Actor) -> Speaker:
    """A Member State advises on somebody; every Member State reads it."""
    speaker = lock_speaker(speaker)
    speakers.check_can_advise(by, speaker, by_state)
    number, now = next_number(speaker.advice), clock.now()
    advice = SpeakerAdvice(
        speaker=speaker,
        number=number,
        by_state=by_state,
        kind=kind,
        text=text,
        given_at=now,
        given_by=person_of(by),
    )
    insert_row(advice)
    record("speaker.advised_on", speaker, by=by, state=by_state.slug, kind=kind, number=number)
    return speaker


@transaction.atomic
def name_survivor_officer(event: Event, *, user: User, is_named: bool, by: Actor) -> Event:
    """Say which officer acts, at an event, on what persons declare as survivors, or does so no longer."""
    speakers.check_may_name_survivor_officer(by, event)
    named = SurvivorOfficer.objects.filter(event=event, user=user, until_on=None)
    if is_named and not named.exists():
        SurvivorOfficer.objects.create(event=event, user=user)
    elif not is_named:
        named.update(until_on=clock.today())
    record("event.survivor_officer", event.activity, by=by, officer=user.pk, is_named=is_named)
    return event
