"""Events, what they produced, their programmes, screens, speakers' lists and preparations."""

from palermo.events.models.events import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.events.models.floor import FloorRequest, GroupLimit, SpeakersList
from palermo.events.models.items import ProgrammeItem, ProgrammePart
from palermo.events.models.logistics import LogisticsTask, ParticipantNeed
from palermo.events.models.programmes import Programme, ProgrammeDay, ProgrammePerson, Room
from palermo.events.models.releases import ProgrammeRelease
from palermo.events.models.screens import Screen, ScreenNotice

__all__ = [
    "Event",
    "FloorRequest",
    "GroupLimit",
    "LogisticsTask",
    "Outcome",
    "ParticipantNeed",
    "Programme",
    "ProgrammeDay",
    "ProgrammeItem",
    "ProgrammePart",
    "ProgrammePerson",
    "ProgrammeRelease",
    "Recommendation",
    "Rescheduling",
    "Room",
    "Screen",
    "ScreenNotice",
    "Showing",
    "SpeakersList",
]
