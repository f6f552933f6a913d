"""Registration of participants: accreditation, letters, badges, check-in."""

from palermo.registration.models.devices import DoorDevice
from palermo.registration.models.participants import Accreditation, Badge, CheckIn, CredentialsLetter, Participant
from palermo.registration.models.registrations import HeadCount, Registration, RegistrationCategory

__all__ = [
    "Accreditation",
    "Badge",
    "CheckIn",
    "CredentialsLetter",
    "DoorDevice",
    "HeadCount",
    "Participant",
    "Registration",
    "RegistrationCategory",
]
