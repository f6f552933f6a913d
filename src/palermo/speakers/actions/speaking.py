"""What is done to a person who was chosen: invitation, answer, consents, confirmation, publication, replacement."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Model

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import next_number, save_row
from palermo.core.text import MultilingualText
from palermo.speakers.links import end_links, end_of_day, open_link
from palermo.speakers.models import Speaker, SpeakerConsent, SpeakerLink
from palermo.speakers.notices import mail_speaker_link
from palermo.speakers.proposing import (
    BY_LINK,
    Declaration,
    copy_into_programme,
    declare,
    end_speaker,
    lock_speaker,
    person_of,
    save_contact,
)
from palermo.speakers.rules import speaking
from palermo.speakers.states import ConsentKind, ConsentState, LinkPurpose, SpeakerState


@transaction.atomic
def invite_speaker(speaker: Speaker, *, answer_by: date, email: str = "", language: str = "en", by: Actor) -> Speaker:
    """Invite somebody who was chosen; where an address is given, by a mail with a link that is used once.

    Refused if the mandate is no longer in force, or if they would have no time to answer.
    """
    speaker = lock_speaker(speaker)
    speaking.check_can_invite_speaker(by, speaker, answer_by)
    speaker.state, speaker.invited_on, speaker.answer_by_on = SpeakerState.INVITED, clock.today(), answer_by
    speaker.save()
    save_contact(speaker, email, language if email else "")
    if hasattr(speaker, "contact"):
        _send(speaker, LinkPurpose.ANSWER)
    record("speaker.invited", speaker, by=by, answer_by=answer_by.isoformat())
    return speaker


@transaction.atomic
def send_speaker_link(speaker: Speaker, *, by: Actor) -> Speaker:
    """Send a new link; the one before opens nothing any more."""
    speaker = lock_speaker(speaker)
    speaking.check_may_send_link(by, speaker)
    to_answer = speaker.state == SpeakerState.INVITED
    _send(speaker, LinkPurpose.ANSWER if to_answer else LinkPurpose.CONSENT)
    record("speaker.link_sent", speaker, by=by)
    return speaker


def _send(speaker: Speaker, purpose: LinkPurpose) -> None:
    expires = end_of_day(speaker) if purpose == LinkPurpose.ANSWER else None
    mail_speaker_link.enqueue(open_link(speaker, purpose, expires).pk)


@transaction.atomic
def answer_by_link(
    link: SpeakerLink,
    *,
    accepts: bool,
    reason: MultilingualText,
    consents: Mapping[str, bool],
    biography: MultilingualText,
    declared: Declaration,
    by: Actor,
) -> Speaker:
    """An invited person accepts or declines by the link that only they have, which is used up by it.

    Refused if the link opens nothing any more.
    """
    speaker = lock_speaker(link.speaker)
    link = SpeakerLink.objects.select_for_update().get(pk=link.pk)
    link.speaker = speaker
    speaking.check_link_opens(link)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    speaker.answered_on, speaker.answered_by_link, speaker.answer_reason = clock.today(), True, reason
    if not accepts:
        return end_speaker(speaker, SpeakerState.DECLINED, clock.today(), reason, by)
    speaker.state, speaker.biography = SpeakerState.ACCEPTED, biography or speaker.biography
    speaker.save()
    record("speaker.accepted", speaker, by=by)
    declare(speaker, declared)
    for kind, is_given in consents.items():
        _consent(speaker, kind, ConsentState.GIVEN if is_given else ConsentState.WITHDRAWN, MultilingualText(), by)
    _send(speaker, LinkPurpose.CONSENT)
    return speaker


@transaction.atomic
def record_answer(
    speaker: Speaker,
    to: SpeakerState,
    *,
    on: date,
    reason: MultilingualText,
    declared: Declaration | None = None,
    by: Actor,
) -> Speaker:
    """The secretariat writes down what somebody answered by letter, by telephone, through their mission.

    Refused if they were not invited by then.
    """
    speaker = lock_speaker(speaker)
    speaking.check_can_record_answer(by, speaker, to, on)
    end_links(speaker, LinkPurpose.ANSWER)
    speaker.answered_on, speaker.answered_by_link, speaker.answer_reason = on, False, reason
    if to == SpeakerState.DECLINED:
        return end_speaker(speaker, to, on, reason, by)
    speaker.state = to
    speaker.save()
    if declared:
        declare(speaker, declared)
    record("speaker.accepted", speaker, by=by, on=on.isoformat(), reason=dict(reason))
    return speaker


@transaction.atomic
def declare_interest(speaker: Speaker, *, declared: Declaration, by: Actor) -> Speaker:
    """Keep what a person declares later, beside what they declared before."""
    speaker = lock_speaker(speaker)
    speaking.check_may_change_consent(by, speaker)
    declare(speaker, declared)
    record("speaker.interest_declared", speaker, by=by)
    return speaker


@transaction.atomic
def confirm_speaker(speaker: Speaker, *, by: Actor) -> Speaker:
    """Confirm a speaker who accepted: from now on the programme counts them as confirmed.

    Refused if they have not declared whether they have a conflict of interest.
    """
    speaker = lock_speaker(speaker)
    speaking.check_may_confirm_speaker(by, speaker)
    speaker.state, speaker.confirmed_on = SpeakerState.CONFIRMED, clock.today()
    speaker.save()
    record("speaker.confirmed", speaker, by=by)
    return speaker


@transaction.atomic
def change_consent(speaker: Speaker, *, kind: str, to: str, reason: MultilingualText, by: Actor) -> Speaker:
    """The secretariat writes down what somebody agreed to, or no longer agrees to."""
    speaker = lock_speaker(speaker)
    speaking.check_may_change_consent(by, speaker)
    _consent(speaker, kind, ConsentState(to), reason, by)
    return speaker


@transaction.atomic
def change_by_link(
    link: SpeakerLink, *, consents: Mapping[str, bool], biography: MultilingualText, by: Actor
) -> Speaker:
    """A person changes by their own link what they agree to, and their biography.

    Refused if the link opens nothing any more.
    """
    speaker = lock_speaker(link.speaker)
    link = SpeakerLink.objects.select_for_update().get(pk=link.pk)
    link.speaker = speaker
    speaking.check_link_opens(link)
    for kind, is_given in consents.items():
        _consent(speaker, kind, ConsentState.GIVEN if is_given else ConsentState.WITHDRAWN, MultilingualText(), by)
    if speaker.biography != biography:
        speaker.biography = biography
        speaker.save(update_fields=["biography"])
        record("speaker.biography_changed", speaker, by=by)
    return speaker


def _consent(speaker: Speaker, kind: str, to: ConsentState, reason: MultilingualText, by: Actor) -> None:
    """One consent, on the log with when and by whom; without the one to publication nothing stays published."""
    if speaker.consent(kind) == to:
        return
    setattr(speaker, f"{kind}_consent", to)
    if kind == ConsentKind.PUBLICATION and to != ConsentState.GIVEN:
        speaker.published_at = speaker.published_by = None
    speaker.save()
    SpeakerConsent.objects.create(
        speaker=speaker,
        number=next_number(speaker.consents),
        kind=kind,
        to=to,
        is_by_link=by == BY_LINK,
        changed_at=clock.now(),
        changed_by=person_of(by),
        reason=reason,
    )
    record("speaker.consent", speaker, by=by, kind=kind, to=to.value, reason=dict(reason))


@transaction.atomic
def publish_speaker(speaker: Speaker, *, by: Actor) -> Speaker:
    """Publish a speaker, with their biography. Refused if they are not confirmed, or have not agreed to it."""
    speaker = lock_speaker(speaker)
    speaking.check_may_publish_speaker(by, speaker)
    speaker.published_at, speaker.published_by = clock.now(), person_of(by)
    speaker.save()
    record("speaker.published", speaker, by=by)
    return speaker


@transaction.atomic
def unpublish_speaker(speaker: Speaker, *, by: Actor) -> Speaker:
    """Take somebody off every public page."""
    speaker = lock_speaker(speaker)
    speaking.check_may_unpublish_speaker(by, speaker)
    speaker.published_at = speaker.published_by = None
    speaker.save()
    record("speaker.unpublished", speaker, by=by)
    return speaker


@transaction.atomic
def withdraw_speaker(speaker: Speaker, *, on: date, reason: MultilingualText, by: Actor) -> Speaker:
    """Record that somebody does not take part any more, and why."""
    speaker = lock_speaker(speaker)
    speaking.check_may_withdraw_speaker(by, speaker)
    end_links(speaker, LinkPurpose.ANSWER)
    return end_speaker(speaker, SpeakerState.WITHDRAWN, on, reason, by)


@transaction.atomic
def replace_speaker(speaker: Speaker, *, substitute: Speaker, by: Actor) -> Speaker:
    """Let somebody else take the place of a person who declined or fell out; their parts in the programme pass over.

    Refused if the other was not chosen for the same event.
    """
    speaker, substitute = lock_speaker(speaker), lock_speaker(substitute)
    speaking.check_can_replace_speaker(by, speaker, substitute)
    substitute.substitute_for = speaker
    substitute.save(update_fields=["substitute_for"])
    passed = _pass_parts(speaker, substitute, by)
    record("speaker.replaced", speaker, by=by, substitute=substitute.slug, parts=passed)
    return substitute


def _pass_parts(speaker: Speaker, substitute: Speaker, by: Actor) -> int:
    person = speaker.programme_people.first()
    if person is None:
        return 0
    if not substitute.programme_people.exists():
        add_to_programme(substitute, by=by)
    other, passed = substitute.programme_people.get(), 0
    for part in person.parts.all():
        # Where the other does the same there already, one part is enough.
        if part.item.parts.filter(person=other, role=part.role).exists():
            part.delete()
        else:
            part.person, part.confirmed_on = other, None
            part.save()
        passed += 1
    return passed


@transaction.atomic
def add_to_programme(speaker: Speaker, *, person: Model | None = None, by: Actor) -> Speaker:
    """Tie somebody to the programme: to a person who stands there already, or to a new one.

    `person` is a row of the programme, which knows speakers and is not known here.
    """
    speaker = lock_speaker(speaker)
    speaking.check_may_add_to_programme(by, speaker)
    programme = speaker.event.programme
    row = person or programme.people.model(programme=programme, slug=speaker.slug)
    assert isinstance(row, programme.people.model)
    row.speaker, row.name = speaker, speaker.name
    save_row(row)
    # What was noted there by hand gives way to the record.
    for part in row.parts.exclude(confirmed_on=None):
        part.confirmed_on = None
        part.save()
    copy_into_programme(speaker)
    record("programme.changed", programme, by=by, what="added", person=row.slug)
    return speaker
