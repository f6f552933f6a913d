"""Registrations of events and the people in them, as rows: past every rule."""

import hashlib
from datetime import UTC, date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile

from palermo.accounts.models import State
from palermo.events.models import Event
from palermo.registration.actions.badges import issue_badges
from palermo.registration.models import (
    Accreditation,
    Badge,
    CheckIn,
    CredentialsLetter,
    Participant,
    Registration,
    RegistrationCategory,
)
from palermo.registration.states import ParticipantCategory
from tests.factories.accounts import make_state
from tests.factories.activities import make_event
from tests.factories.common import number, text

FIRST, LAST = date(2008, 2, 13), date(2008, 2, 15)
NOON = datetime(2008, 1, 20, 12, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def make_registration(event: Event | None = None, *, categories=tuple(ParticipantCategory), **fields) -> Registration:
    """Open in January 2008 for a Forum in February, in every category."""
    event = event or make_event("Forum", kind="forum", starts_on=FIRST, ends_on=LAST)
    terms = {"opens_on": date(2008, 1, 1), "closes_on": date(2008, 2, 10), "delete_on": date(2008, 5, 15)}
    made = Registration.objects.create(
        **{"slug": event.activity.slug, "event": event, "purpose": text("Badges and a list"), **terms, **fields}
    )
    RegistrationCategory.objects.bulk_create(RegistrationCategory(registration=made, category=c) for c in categories)
    return made


def make_participant(registration: Registration, family_name: str = "Person", **fields) -> Participant:
    """An adviser of a State, accredited, unless the fields say otherwise."""
    given = {"category": "delegation", "state": "accredited", "decided_on": date(2008, 1, 21), **fields}
    if given["category"] == "delegation":
        given = {"role": "adviser", **given}
        given.setdefault("state_for", State.objects.first() or make_state())
    if given["state"] == "registered":
        given["decided_on"] = None
    return Participant.objects.create(
        registration=registration,
        number=registration.participants.count() + 1,
        family_name=family_name,
        registered_at=NOON,
        **given,
    )


def make_accreditation(registration: Registration, name: str = "Charity", **fields) -> Accreditation:
    """An application, unless the fields say otherwise."""
    given = {"category": "organisation", "kind": "civil_society", "contact_name": "Contact", "state": "applied"}
    given |= {"contact_email": f"contact{number()}@example.org", "asked_at": NOON, **fields}
    if given["state"] != "applied":
        given.setdefault("decided_on", date(2008, 1, 21))
    return Accreditation.objects.create(registration=registration, name=name, **given)


def make_letter(registration: Registration, state: State | None = None, content: bytes = PDF, **fields):
    """A letter of credentials with its file."""
    made = CredentialsLetter(
        key=uuid4(),
        registration=registration,
        state_for=state,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        received_at=NOON,
        **{"file_name": "letter.pdf", "media_type": "application/pdf", **fields},
    )
    made.file.save(str(made.key), ContentFile(content), save=False)
    made.save()
    return made


def make_badges(registration: Registration, *participants: Participant) -> list[Badge]:
    """Valid on the days of the event."""
    return issue_badges(
        registration, valid_from=FIRST, valid_until=LAST, participants=participants or None, by="the test"
    )


def make_check_in(participant: Participant, **fields) -> CheckIn:
    given = {"key": uuid4(), "at": NOON, "received_at": NOON, "device": "Desk 1", "result": "counted", **fields}
    return CheckIn.objects.create(participant=participant, **given)
