"""What is done about the people registered for an event, and about those who send them.

The log says which number was registered, accredited or changed, by whom: never a name, since nothing leaves the log.
"""

import hashlib
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import get_language

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, next_number, save_row
from palermo.library.actions.versions import NewFile
from palermo.registration.actions.badges import revoke_badges
from palermo.registration.actions.registrations import lock_registration
from palermo.registration.models import Accreditation, CredentialsLetter, Participant
from palermo.registration.notices.accreditations import mail_accreditation
from palermo.registration.notices.listings import mail_listing
from palermo.registration.registrars import Registrar
from palermo.registration.rules import accreditations, participants
from palermo.registration.states import AccreditationState, ParticipantState, StatedBy

# What a badge shows: when it changes, the badge is another one.
SHOWN = frozenset({"honorific", "given_name", "family_name", "function"})
CHANGED = ("role", "order", "honorific", "given_name", "family_name", "function", "is_listed", "listing_email")
LISTING = frozenset({"is_listed", "listing_email"})
NAME = frozenset({"given_name", "family_name"})


@transaction.atomic
def register_participant(participant: Participant, *, by: Registrar) -> Participant:
    """Register somebody under the next number. `by` may be the accreditation whose link was used."""
    registration = lock_registration(participant.registration)
    participant.registration = registration
    if participant.accreditation and not participant.organisation_id:
        participant.organisation = participant.accreditation.organisation
    participants.check_can_register(by, participant)
    participant.number = next_number(registration.participants)
    participant.registered_at = clock.now()
    insert_row(participant)
    _log("participant.registered", participant, by, category=participant.category)
    _ask_themselves(participant)
    return participant


def _ask_themselves(participant: Participant) -> None:
    """Send the person the link by which they say whether they are listed, if an address is on record."""
    if participant.listing_email:
        mail_listing.enqueue(participant.pk, get_language() or "")


@transaction.atomic
def change_participant(participant: Participant, *, by: Registrar, **details: object) -> Participant:
    """Correct what is known of somebody. A badge that shows something else is revoked."""
    participant = _lock_participant(participant)
    participants.check_may_change_participant(by, participant)
    changed = sorted(name for name in CHANGED if name in details and getattr(participant, name) != details[name])
    # Under another name it may be another person, who is asked again.
    is_other = bool(NAME & set(changed))
    if not is_other and "is_listed" in changed:
        participants.check_listing_is_theirs(participant, is_listed=bool(details["is_listed"]))
    for name in changed:
        setattr(participant, name, details[name])
    asked_anew = _reset_listing_answer(participant, changed) if is_other or LISTING & set(changed) else []
    participants.check_is_only_head(participant)
    participant.full_clean()
    participant.save(update_fields=[*changed, *asked_anew])
    if is_other or "listing_email" in changed:
        _ask_themselves(participant)
    if SHOWN & set(changed):
        revoke_badges(participant)
    _log("participant.changed", participant, by, fields=changed)
    return participant


def _reset_listing_answer(participant: Participant, changed: list[str]) -> list[str]:
    """Reset the answer on the list to the sender's; with another name or address the link opens nothing any more."""
    participant.listing_stated_by, participant.listing_answered_at = StatedBy.SENDER, None
    if "listing_email" in changed or NAME & set(changed):
        participant.listing_digest = ""
    return ["listing_stated_by", "listing_answered_at", "listing_digest"]


@transaction.atomic
def answer_listing(participant: Participant, *, is_listed: bool, by: Actor) -> Participant:
    """Record a person's own answer whether they are named in the list of participants; the log has their number only.

    Refused if they do not come, or if the names are deleted.
    """
    participant = _lock_participant(participant)
    participants.check_can_answer_listing(participant)
    participant.is_listed, participant.listing_stated_by = is_listed, StatedBy.PERSON
    participant.listing_answered_at = clock.now()
    participant.full_clean()
    participant.save(update_fields=["is_listed", "listing_stated_by", "listing_answered_at"])
    _log("participant.listing_answered", participant, by, is_listed=is_listed)
    return participant


@transaction.atomic
def withdraw_participant(participant: Participant, *, by: Registrar) -> Participant:
    """Withdraw somebody who does not come after all; their badge holds no more."""
    participant = _lock_participant(participant)
    participants.check_can_withdraw_participant(by, participant)
    revoke_badges(participant)
    return _move(participant, ParticipantState.WITHDRAWN, by)


@transaction.atomic
def restore_participant(participant: Participant, *, by: Registrar) -> Participant:
    """Register again somebody who was withdrawn, under the same number; accreditation and badge are needed anew."""
    participant = _lock_participant(participant)
    participants.check_can_restore_participant(by, participant)
    participant.state, participant.decided_on = ParticipantState.REGISTERED, None
    participant.full_clean()
    participant.save(update_fields=["state", "decided_on"])
    _log("participant.restored", participant, by)
    return participant


@transaction.atomic
def accredit_participant(participant: Participant, *, by: Actor) -> Participant:
    """Accept that somebody comes in this capacity."""
    participant = _lock_participant(participant)
    participants.check_can_accredit(by, participant)
    return _move(participant, ParticipantState.ACCREDITED, by)


@transaction.atomic
def refuse_participant(participant: Participant, *, reason: str, by: Actor) -> Participant:
    """Refuse a participant, with a reason that is visible to those who registered them."""
    participant = _lock_participant(participant)
    participants.check_can_refuse_participant(by, participant)
    participant.reason = reason
    return _move(participant, ParticipantState.REFUSED, by)


def _move(participant: Participant, state: ParticipantState, by: Registrar) -> Participant:
    participant.state, participant.decided_on = state, clock.today()
    participant.full_clean()
    participant.save(update_fields=["state", "decided_on", "reason"])
    _log(f"participant.{state}", participant, by)
    return participant


@transaction.atomic
def hand_in_letter(letter: CredentialsLetter, *, file: NewFile, by: Actor) -> CredentialsLetter:
    """Take a letter of credentials, whose file was checked; those that came before it stay."""
    letter.registration = lock_registration(letter.registration)
    accreditations.check_can_hand_in(by, letter)
    letter.key, letter.received_at = uuid4(), clock.now()
    letter.file_name, letter.media_type, letter.size = file.name[:200], file.media_type, len(file.content)
    letter.sha256 = hashlib.sha256(file.content).hexdigest()
    letter.file.save(str(letter.key), ContentFile(file.content), save=False)
    insert_row(letter)
    for_whom = {"state": letter.state_for.slug if letter.state_for else "", "organisation": letter.organisation_id}
    record("letter.handed_in", letter.registration, by=by, **for_whom)
    return letter


@transaction.atomic
def apply_for_accreditation(accreditation: Accreditation, *, by: Actor) -> Accreditation:
    """Take the application of an organization or a medium to send people."""
    registration = accreditation.registration = lock_registration(accreditation.registration)
    accreditations.check_can_apply(registration, accreditation.category)
    accreditation.state, accreditation.asked_at = AccreditationState.APPLIED, clock.now()
    insert_row(accreditation)
    record("accreditation.applied", registration, by=by, accreditation=accreditation.pk)
    return accreditation


@transaction.atomic
def invite_organisation(accreditation: Accreditation, *, by: Actor) -> Accreditation:
    """Invite an organization: it is accredited, and gets the link by which it registers its people."""
    registration = accreditation.registration = lock_registration(accreditation.registration)
    accreditations.check_may_invite(by, registration)
    accreditation.state, accreditation.was_invited = AccreditationState.APPROVED, True
    accreditation.asked_at, accreditation.decided_on = clock.now(), clock.today()
    insert_row(accreditation)
    record("accreditation.invited", registration, by=by, accreditation=accreditation.pk)
    mail_accreditation.enqueue(accreditation.pk)
    return accreditation


@transaction.atomic
def approve_accreditation(accreditation: Accreditation, *, places: int | None, by: Actor) -> Accreditation:
    """Let an organization that applied send people, and mail it the link by which it registers them."""
    accreditation = _lock_accreditation(accreditation)
    accreditations.check_can_decide_accreditation(by, accreditation, AccreditationState.APPROVED)
    accreditation.places = places
    return _decide(accreditation, AccreditationState.APPROVED, by)


@transaction.atomic
def refuse_accreditation(accreditation: Accreditation, *, reason: str, by: Actor) -> Accreditation:
    """Refuse an application, with a reason that is mailed to the applicant."""
    accreditation = _lock_accreditation(accreditation)
    accreditations.check_can_decide_accreditation(by, accreditation, AccreditationState.REFUSED)
    accreditation.reason = reason
    return _decide(accreditation, AccreditationState.REFUSED, by)


def _decide(accreditation: Accreditation, state: AccreditationState, by: Actor) -> Accreditation:
    accreditation.state, accreditation.decided_on = state, clock.today()
    save_row(accreditation)
    record(f"accreditation.{state}", accreditation.registration, by=by, accreditation=accreditation.pk)
    mail_accreditation.enqueue(accreditation.pk)
    return accreditation


@transaction.atomic
def send_link(accreditation: Accreditation, *, by: Actor) -> Accreditation:
    """Send a new link: the one before opens nothing any more."""
    accreditation = _lock_accreditation(accreditation)
    accreditations.check_can_send_link(by, accreditation)
    record("accreditation.link_sent", accreditation.registration, by=by, accreditation=accreditation.pk)
    mail_accreditation.enqueue(accreditation.pk)
    return accreditation


def _lock_participant(participant: Participant) -> Participant:
    registration = lock_registration(participant.registration)
    locked = Participant.objects.select_related("accreditation", "state_for").get(pk=participant.pk)
    locked.registration = registration
    return locked


def _lock_accreditation(accreditation: Accreditation) -> Accreditation:
    registration = lock_registration(accreditation.registration)
    locked = Accreditation.objects.get(pk=accreditation.pk)
    locked.registration = registration
    return locked


def _log(verb: str, participant: Participant, by: Registrar, **details: object) -> None:
    """Record an act by the participant's number, which identifies no one once the name is deleted."""
    actor = f"accreditation {by.pk}" if isinstance(by, Accreditation) else by
    record(verb, participant.registration, by=actor, number=participant.number, **details)
