"""What the rows of a registration are called, and where they are shown."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.core.templatetags.texts import plain
from palermo.events.models import (
    Accreditation,
    Badge,
    CheckIn,
    CredentialsLetter,
    DoorDevice,
    Participant,
    Registration,
)
from palermo.events.registration.parties import party_words


def registration_name(registration: Registration) -> str:
    """By its event."""
    return _("Registration: %(event)s") % {"event": plain(registration.event.activity.title)}


def registration_address(registration: Registration) -> str:
    """What everybody is told of it."""
    return reverse("registration", args=[registration.event.activity.slug])


def people_address(registration: Registration, at: str = "") -> str:
    """Who is registered, for those who may know."""
    return reverse("registration_people", args=[registration.event.activity.slug]) + at


REGISTRATION_NAMES: dict[type[Model], Callable[[Any], str]] = {
    Registration: registration_name,
    Participant: lambda participant: participant.name,
    CredentialsLetter: lambda letter: _("Letter of credentials: %(party)s") % {"party": party_words(letter)},
    Accreditation: lambda accreditation: accreditation.name,
    Badge: lambda badge: badge.participant.name,
    CheckIn: lambda check_in: check_in.participant.name,
    DoorDevice: lambda device: device.name,
}
REGISTRATION_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    Registration: registration_address,
    Participant: lambda each: people_address(each.registration, f"#participant-{each.number}"),
    CredentialsLetter: lambda letter: people_address(letter.registration, "#letters"),
    Accreditation: lambda each: people_address(each.registration, "#organisations"),
    Badge: lambda badge: people_address(badge.participant.registration, f"#participant-{badge.participant.number}"),
    DoorDevice: lambda device: reverse("door_devices", args=[device.registration.event.activity.slug]),
    CheckIn: lambda each: reverse("check_in", args=[each.participant.registration.event.activity.slug]),
}
