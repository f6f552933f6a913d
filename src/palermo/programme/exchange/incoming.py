"""The content of a file of another system, in one form for all systems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from palermo.core.text import MultilingualText

NOTHING = MultilingualText()


class Loss(NamedTuple):
    """Something of the file that has no place here: the word that the file has for it, of which item, and what."""

    what: str
    item: str
    words: str = ""


@dataclass(frozen=True)
class InRoom:
    """A room. `key` is what the file calls it, `foreign_id` under which it is known when it comes again."""

    key: str
    foreign_id: str
    name: MultilingualText
    seats: int | None = None
    languages: tuple[str, ...] = ()
    slug: str = ""


@dataclass(frozen=True)
class InPerson:
    """Somebody who does something in an item."""

    key: str
    foreign_id: str
    name: MultilingualText
    function: MultilingualText = NOTHING
    organisation: MultilingualText = NOTHING
    state: str = ""
    slug: str = ""


@dataclass(frozen=True)
class InPart:
    """What somebody does, by the key of the person."""

    person: str
    role: str
    minutes: int | None = None
    is_confirmed: bool = False


@dataclass(frozen=True)
class InItem:
    """One item; without a day it has no place. Its room is given by the room's key.

    `kind` is empty where the file has no word for it that is known here.
    """

    key: str
    foreign_id: str
    kind: str
    title: MultilingualText
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    room: str = ""
    objective: MultilingualText = NOTHING
    themes: MultilingualText = NOTHING
    languages: tuple[str, ...] = ()
    parts: tuple[InPart, ...] = ()
    papers: tuple[str, ...] = ()
    slug: str = ""


type InRow = InRoom | InPerson | InItem


@dataclass(frozen=True)
class Incoming:
    """The content of a file. If it was written here, `event` is the id of its event, `as_of` the day of the version."""

    system: str
    title: str
    time_zone: str = ""
    days: Mapping[date, MultilingualText] = field(default_factory=dict)
    rooms: tuple[InRoom, ...] = ()
    people: tuple[InPerson, ...] = ()
    items: tuple[InItem, ...] = ()
    note: MultilingualText = NOTHING
    losses: tuple[Loss, ...] = ()
    event: str = ""
    as_of: date | None = None
