"""Reading a file of another system: which it is, and what it says. Nothing in it is trusted."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from palermo.core.apart.starting import Unreadable, read_apart
from palermo.events.exchange.faults import MOST, Faults, FileRefused, check_counts
from palermo.events.exchange.incoming import Incoming
from palermo.events.exchange.indico import read_event, read_timetable
from palermo.events.exchange.own import laid_over
from palermo.events.exchange.schedules import read_schedule

LARGEST_FILE = 10 * 1024 * 1024
READER = "palermo.events.exchange.reader"


class Reading(NamedTuple):
    """In which time zone hours are to be told, and which language the file's texts are in where it does not say."""

    time_zone: str
    language: str


def read_file(content: bytes, name: str, how: Reading) -> Incoming:
    """What a file says.

    Raises
    ------
    FileRefused
        With every sentence that says what is wrong with it.
    """
    if len(content) > LARGEST_FILE:
        found = f"{len(content):,}"
        told = {"name": name, "most": f"{LARGEST_FILE:,}", "found": found}
        raise FileRefused([_("%(name)s: expected at most %(most)s bytes, found %(found)s.") % told])
    faults = Faults()
    try:
        incoming = _read(content, name, how, faults)
    except OverflowError:
        faults.add(name, "dates that a calendar has", "one before its first or after its last year")
        faults.refuse_any()
    check_counts({what: getattr(incoming, what) for what in MOST}, name, faults)
    return incoming


def _read(content: bytes, name: str, how: Reading, faults: Faults) -> Incoming:
    told = _told(content, name, faults)
    if "schedule" in told:
        return laid_over(read_schedule, told, how, faults)
    results = told.get("results")
    if isinstance(results, list):
        return laid_over(read_event, told, how, faults)
    if isinstance(results, dict):
        return laid_over(read_timetable, told, how, faults)
    faults.add(name, "“schedule” or “results”", ", ".join(list(told)[:8]) or "an empty object")
    faults.refuse_any()
    raise AssertionError


def _told(content: bytes, name: str, faults: Faults) -> dict[str, Any]:
    try:
        found = read_apart(READER, content, name=name)
    except Unreadable as unreadable:
        raise FileRefused([str(unreadable)]) from None
    if "refused" in found:
        place, expected, instead = found["refused"]
        faults.add(f"{name}, {place}" if place else name, expected, instead)
        faults.refuse_any()
    told: dict[str, Any] = found["told"]
    return told
