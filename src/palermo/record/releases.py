"""How a released version of a programme takes in the JSON that lies beside its record, and gives it out again."""

import json
from datetime import date, time
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal, NotRequired, TypedDict

from django.core.files.base import ContentFile
from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.speech.hours import is_zone
from palermo.programme.models import ProgrammeRelease
from palermo.programme.schedule.content import FORMAT, digest_of
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.record.faults import Spot, quote_value
from palermo.record.frozen import parsed_json
from palermo.record.schema import Attachment

EXPECTED = "a version of a programme, as it was released, in JSON"


def _zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError("no time zone")
    return name


def _day(written: str) -> str:
    date.fromisoformat(written)
    return written


def _hour(written: str) -> str:
    time.fromisoformat(written)
    return written


Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$")]
Code = Literal[CODES]  # type: ignore[valid-type]
Text = dict[Code, str]
DayOf = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
HourOf = Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}$"), AfterValidator(_hour)]


class _Strict(TypedDict):
    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]


class _Day(_Strict):
    day: DayOf
    title: NotRequired[Text]


class _Room(_Strict):
    id: Slug
    name: Text
    capacity: NotRequired[int]
    languages: NotRequired[list[Code]]


class _Person(_Strict):
    id: Slug
    name: Text
    function: NotRequired[Text]
    organisation: NotRequired[Text]
    state: NotRequired[Slug]
    state_name: NotRequired[Text]
    speaker: NotRequired[Slug]


class _Part(_Strict):
    role: ItemRole
    is_confirmed: bool
    person: NotRequired[Slug]
    minutes: NotRequired[int]


class _Item(_Strict):
    id: Slug
    kind: ItemKind
    title: Text
    day: DayOf
    starts: HourOf
    ends: HourOf
    room: NotRequired[Slug]
    objective: NotRequired[Text]
    themes: NotRequired[Text]
    languages: NotRequired[list[Code]]
    parts: NotRequired[list[_Part]]
    papers: NotRequired[list[Slug]]


class _Content(_Strict):
    format: Literal[FORMAT]  # type: ignore[valid-type]
    event: Slug
    title: Text
    time_zone: Annotated[str, AfterValidator(_zone)]
    note: NotRequired[Text]
    days: list[_Day]
    rooms: list[_Room]
    people: list[_Person]
    items: list[_Item]


_SHAPE = TypeAdapter(_Content)


def _take(release: ProgrammeRelease, path: Path, spot: Spot) -> None:
    content = parsed_json(path, spot, EXPECTED)
    if fault := _fault(content, is_public=release.audience == Audience.PUBLIC):
        raise spot.misread(EXPECTED, quote_value(fault))
    assert isinstance(content, dict)
    digest = digest_of(content)
    if release.digest not in {"", digest}:
        raise spot.misread(f"the content whose digest is {release.digest}", f"content whose digest is {digest}")
    release.content, release.digest = content, digest


def _fault(content: object, *, is_public: bool) -> str:
    """What of the content is not as a version has it; nothing where all is."""
    try:
        valid = _SHAPE.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
    return _dangling_reference(valid) or (_unconfirmed_person(valid) if is_public else "")


def _dangling_reference(content: _Content) -> str:
    """A room or a person that an item names and the version does not have."""
    rooms, people = {room["id"] for room in content["rooms"]}, {person["id"] for person in content["people"]}
    for item in content["items"]:
        if item.get("room", "") not in {"", *rooms}:
            return f"{item['id']}: no room {item['room']}"
        for part in item.get("parts", []):
            if part.get("person", "") not in {"", *people}:
                return f"{item['id']}: no person {part['person']}"
    return ""


def _unconfirmed_person(content: _Content) -> str:
    """A person whom a version for the public names though they have not confirmed."""
    parts = [part for item in content["items"] for part in item.get("parts", [])]
    confirmed = {part.get("person") for part in parts if part["is_confirmed"]}
    early = [person["id"] for person in content["people"] if person["id"] not in confirmed]
    return f"{early[0]}, not confirmed, yet public" if early else ""


def _bytes_of(release: ProgrammeRelease) -> bytes:
    # A database may keep the keys in another order.
    return f"{json.dumps(release.content, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


RELEASED = Attachment(
    "file",
    "what it says, as JSON, which lies beside this file",
    take=_take,
    name=lambda release, record_id: f"{record_id}.{release.number}.json",
    content=lambda release: ContentFile(_bytes_of(release)),
    digest=lambda release: sha256(_bytes_of(release)).hexdigest(),
    columns=("content", "digest"),
    is_required=True,
)
