"""Events, what they produced, their programmes and who is registered for them."""

from palermo.events.models.events import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.events.models.items import ProgrammeItem, ProgrammePart
from palermo.events.models.participants import Accreditation, Badge, CheckIn, CredentialsLetter, Participant
from palermo.events.models.programmes import Programme, ProgrammeDay, ProgrammePerson, Room
from palermo.events.models.registrations import HeadCount, Registration, RegistrationCategory
from palermo.events.models.releases import ProgrammeRelease

__all__ = [
    "Accreditation",
    "Badge",
    "CheckIn",
    "CredentialsLetter",
    "Event",
    "HeadCount",
    "Outcome",
    "Participant",
    "Programme",
    "ProgrammeDay",
    "ProgrammeItem",
    "ProgrammePart",
    "ProgrammePerson",
    "ProgrammeRelease",
    "Recommendation",
    "Registration",
    "RegistrationCategory",
    "Rescheduling",
    "Room",
    "Showing",
]
