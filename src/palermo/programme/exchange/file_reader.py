"""Reading a file of another system: which it is, and what it says. Nothing in it is trusted."""

from django.utils.translation import gettext as _

from palermo.core.limited_process.starting import Unreadable, read_apart
from palermo.programme.exchange.common import Reading
from palermo.programme.exchange.faults import MOST, Faults, FileRefused, check_counts
from palermo.programme.exchange.incoming import Incoming
from palermo.programme.exchange.indico import read_event, read_timetable
from palermo.programme.exchange.own import read_with_own_content
from palermo.programme.exchange.schedules import read_schedule

LARGEST_FILE = 10 * 1024 * 1024
READER = "palermo.programme.exchange.reader"


def read_file(content: bytes, name: str, reading: Reading) -> Incoming:
    """What a file says.

    Raises
    ------
    FileRefused
        With every sentence that says what is wrong with it.
    """
    if len(content) > LARGEST_FILE:
        values = {"name": name, "most": f"{LARGEST_FILE:,}", "found": f"{len(content):,}"}
        raise FileRefused([_("%(name)s: expected at most %(most)s bytes, found %(found)s.") % values])
    faults = Faults()
    try:
        incoming = _read_incoming(content, name, reading, faults)
    except OverflowError:
        faults.add(name, "dates that a calendar has", "one before its first or after its last year")
        faults.refuse_any()
    check_counts({what: getattr(incoming, what) for what in MOST}, name, faults)
    return incoming


def _read_incoming(content: bytes, name: str, reading: Reading, faults: Faults) -> Incoming:
    data = _read_data(content, name, faults)
    if "schedule" in data:
        return read_with_own_content(read_schedule, data, reading, faults)
    results = data.get("results")
    if isinstance(results, list):
        return read_with_own_content(read_event, data, reading, faults)
    if isinstance(results, dict):
        return read_with_own_content(read_timetable, data, reading, faults)
    faults.add(name, "“schedule” or “results”", ", ".join(list(data)[:8]) or "an empty object")
    faults.refuse_any()
    raise AssertionError


def _read_data(content: bytes, name: str, faults: Faults) -> dict[str, object]:
    try:
        answer = read_apart(READER, content, name=name)
    except Unreadable as unreadable:
        raise FileRefused([str(unreadable)]) from None
    if "refused" in answer:
        place, expected, instead = answer["refused"]
        faults.add(f"{name}, {place}" if place else name, expected, instead)
        faults.refuse_any()
    data: dict[str, object] = answer["content"]
    return data
