"""Speakers' lists as a kind of record."""

from palermo.core.kinds import RecordKind, register
from palermo.floor.models import FloorRequest, GroupLimit, SpeakersList

register(
    RecordKind(model=SpeakersList, slug="speakers-lists", part_of=("item",)),
    RecordKind(model=GroupLimit, slug="group-limits", part_of=("speakers_list",)),
    RecordKind(model=FloorRequest, slug="floor-requests", part_of=("speakers_list",)),
)
