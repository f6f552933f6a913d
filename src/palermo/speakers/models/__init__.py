"""Persons proposed as speakers, moderators and special invitees."""

from palermo.speakers.models.speakers import Speaker
from palermo.speakers.models.speaking import (
    SpeakerAdvice,
    SpeakerConsent,
    SpeakerContact,
    SpeakerInterest,
    SpeakerLink,
    SurvivorDeclaration,
    SurvivorOfficer,
)

__all__ = [
    "Speaker",
    "SpeakerAdvice",
    "SpeakerConsent",
    "SpeakerContact",
    "SpeakerInterest",
    "SpeakerLink",
    "SurvivorDeclaration",
    "SurvivorOfficer",
]
