"""The programme of an event: its days, rooms, people and items, its released versions, and its screens."""

from palermo.programme.models.items import ProgrammeItem, ProgrammePart
from palermo.programme.models.programmes import Programme, ProgrammeDay, ProgrammePerson, Room
from palermo.programme.models.releases import ProgrammeRelease
from palermo.programme.models.screens import Screen, ScreenNotice

__all__ = [
    "Programme",
    "ProgrammeDay",
    "ProgrammeItem",
    "ProgrammePart",
    "ProgrammePerson",
    "ProgrammeRelease",
    "Room",
    "Screen",
    "ScreenNotice",
]
