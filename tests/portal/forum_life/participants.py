"""The 1,500 of the Forum: registered by their missions, accredited, badged, listed, checked in."""

import re
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.core import mail
from django.test import Client

from palermo.accounts.models import State
from palermo.config.example.people import PARTICIPANTS, PURPOSE, STATES, Participants
from palermo.core.languages import CODES
from palermo.registration.models import Accreditation, Participant, Registration
from palermo.registration.states import ParticipantCategory
from tests.factories.registrations import PDF
from tests.portal.filling import act, fill, link_in
from tests.portal.forum_life.life import FIRST, LAST, SLUG, Life

MISSIONS = ("aut", "bra", "tha")
AT_ONCE, BY_FORM = 100, 3
ADDRESS = f"/en/events/{SLUG}/registration"


def register(life: Life) -> None:
    """Three missions and an organization by forms, with credentials; the others as rows, accredited."""
    purpose = {f"purpose_{code}": PURPOSE[code] for code in CODES}
    terms = {"opens_on": "2008-09-01", "closes_on": "2008-10-03", "delete_on": "2009-01-15"}
    act(life.office, "open-registration", SLUG, categories=ParticipantCategory.values, **terms, **purpose)
    for slug in MISSIONS:
        _mission(life, slug)
    life.seen["seen by another mission"] = _people_of(life.delegate("bra"))
    _organisation(life)
    for person in Participant.objects.filter(registration__slug=SLUG):
        act(life.office, "accredit-participant", person.pk)
    others = State.objects.exclude(slug__in=MISSIONS).order_by("slug")[: STATES - len(MISSIONS)]
    Participants(now=settings.PALERMO_TODAY).fill(registration_of(life), states=list(others))


def registration_of(life: Life) -> Registration:
    return Registration.objects.select_related("event__activity").get(slug=SLUG)


def _mission(life: Life, slug: str) -> None:
    client, place = life.delegate(slug), f"state-{State.objects.get(slug=slug).pk}"
    for role in ("adviser", "alternate", "head"):
        names = {"family_name": f"{role.capitalize()}{slug}", "given_name": "Ana", "function": "Minister of Justice"}
        act(client, "register-participant", SLUG, place=place, role=role, is_listed="on", **names)
    letter = BytesIO(PDF)
    letter.name = f"credentials-{slug}.pdf"
    act(client, "hand-in-letter", SLUG, place=place, upload=letter)


def _people_of(client: Client) -> list[str]:
    page = client.get(f"/en/events/{SLUG}/participants/").content.decode()
    return sorted(set(re.findall(r"(?:Head|Alternate|Adviser)(?:aut|bra|tha)", page)))


def _organisation(life: Life) -> None:
    """It applies, is approved, and registers two by the link that was mailed."""
    asked = {"category": "organisation", "kind": "civil_society", "name": "A charity of the example"}
    contact = {"contact_name": "Contact", "contact_email": "charity@example.org", "about": "We shelter survivors."}
    fill(Client(), f"{ADDRESS}/apply/", **asked, **contact)
    application = Accreditation.objects.get(registration__slug=SLUG)
    act(life.office, "approve-application", application.pk, places="2")
    own = Client()
    own.get(link_in(mail.outbox[-1]))
    for name in ("Helperone", "Helpertwo"):
        fill(own, "/en/registration/open/", family_name=name, given_name="Rui", is_listed="on")


def badge_and_list(life: Life) -> None:
    """Badges for everybody, and the list released for all."""
    days = {"valid_from": FIRST.isoformat(), "valid_until": LAST.isoformat()}
    act(life.office, "issue-badges", SLUG, **days)
    act(life.office, "release-participants", SLUG, audience="public")


def check_in_everybody(life: Life) -> None:
    """Three at the desk by the form, all by a device that also sends those three: they are counted once."""
    for number in range(1, BY_FORM + 1):
        life.office.post(f"{ADDRESS}/check-in/", {"who": str(number)})
    for first in range(1, PARTICIPANTS + 1, AT_ONCE):
        arrivals = [_arrival(number) for number in range(first, first + AT_ONCE)]
        sent = {"arrivals": arrivals, "device": "Gate"}
        life.office.post(f"{ADDRESS}/check-in/arrivals/", sent, content_type="application/json")


def _arrival(number: int) -> dict[str, object]:
    at: datetime = settings.PALERMO_TODAY
    return {"key": str(UUID(int=number, version=4)), "number": number, "at": at.isoformat(), "token": ""}
