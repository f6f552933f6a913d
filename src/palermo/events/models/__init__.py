"""Events, what they produced, the programmes of those that have one, and who is proposed to speak there."""

from palermo.events.models.events import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.events.models.items import ProgrammeItem, ProgrammePart
from palermo.events.models.programmes import Programme, ProgrammeDay, ProgrammePerson, Room
from palermo.events.models.releases import ProgrammeRelease
from palermo.events.models.speakers import Speaker
from palermo.events.models.speaking import (
    SpeakerAdvice,
    SpeakerConsent,
    SpeakerContact,
    SpeakerInterest,
    SpeakerLink,
    SurvivorDeclaration,
    SurvivorOfficer,
)

__all__ = [
    "Event",
    "Outcome",
    "Programme",
    "ProgrammeDay",
    "ProgrammeItem",
    "ProgrammePart",
    "ProgrammePerson",
    "ProgrammeRelease",
    "Recommendation",
    "Rescheduling",
    "Room",
    "Showing",
    "Speaker",
    "SpeakerAdvice",
    "SpeakerConsent",
    "SpeakerContact",
    "SpeakerInterest",
    "SpeakerLink",
    "SurvivorDeclaration",
    "SurvivorOfficer",
]
