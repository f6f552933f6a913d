"""Reading a file of another system: which it is, and what it says. Nothing in it is trusted."""

import json
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from palermo.events.exchange.faults import Faults, FileRefused
from palermo.events.exchange.incoming import Incoming
from palermo.events.exchange.indico import read_event, read_timetable
from palermo.events.exchange.own import laid_over
from palermo.events.exchange.schedules import read_schedule
from palermo.events.exchange.xml import schedule_in

LARGEST_FILE = 10 * 1024 * 1024
MOST_ITEMS, MOST_PEOPLE = 2_000, 5_000
MARK = b"\xef\xbb\xbf"


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
    incoming = _read(content, name, how, faults)
    counts = {"items": (len(incoming.items), MOST_ITEMS), "people": (len(incoming.people), MOST_PEOPLE)}
    for what, (count, most) in counts.items():
        if count > most:
            faults.add(name, f"at most {most:,} {what}", f"{count:,}")
    faults.refuse_any()
    return incoming


def _read(content: bytes, name: str, how: Reading, faults: Faults) -> Incoming:
    started = content.removeprefix(MARK).lstrip()[:1]
    if started == b"<":
        return _schedule(schedule_in(content, name), how, faults)
    if started != b"{":
        faults.add(name, "schedule JSON, schedule XML or JSON of Indico's HTTP API", "another file")
        faults.refuse_any()
    told = _json(content, name)
    if "schedule" in told:
        return _schedule(told, how, faults)
    results = told.get("results")
    if isinstance(results, list):
        return laid_over(read_event, told, how, faults)
    if isinstance(results, dict):
        return laid_over(read_timetable, told, how, faults)
    faults.add(name, "“schedule” or “results”", ", ".join(list(told)[:8]) or "an empty object")
    faults.refuse_any()
    raise AssertionError


def _schedule(told: Any, how: Reading, faults: Faults) -> Incoming:
    return laid_over(read_schedule, told, how, faults)


def _json(content: bytes, name: str) -> dict[str, Any]:
    try:
        told = json.loads(content.removeprefix(MARK).decode())
    except UnicodeDecodeError as error:
        raise FileRefused([_says(name, "UTF-8", f"byte {error.start:,} is not")]) from None
    except RecursionError:
        raise FileRefused([_says(name, "JSON of a schedule", "objects within objects without end")]) from None
    except ValueError as error:
        raise FileRefused([_says(name, "JSON", str(error))]) from None
    # It began with a brace.
    assert isinstance(told, dict)
    return told


def _says(name: str, expected: str, found: str) -> str:
    faults = Faults()
    faults.add(name, expected, found)
    return faults.sentences[0]
