"""Events, what they produced, and the programmes of those that have one."""

from palermo.events.models.events import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.events.models.items import ProgrammeItem, ProgrammePart
from palermo.events.models.programmes import Programme, ProgrammeDay, ProgrammePerson, Room
from palermo.events.models.releases import ProgrammeRelease

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
]
