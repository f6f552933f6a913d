"""How a released version of a programme takes in the JSON that lies beside its record, and gives it out again."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from palermo.events.models import ProgrammeRelease
from palermo.events.programme.content import FORMAT, digest_of
from palermo.record.faults import Spot, quoted
from palermo.record.frozen import parsed_json
from palermo.record.schema import Attachment

EXPECTED = "a version of a programme, as it was released, in JSON"
LISTS = ("days", "rooms", "people", "items")


def _take(release: ProgrammeRelease, path: Path, spot: Spot) -> None:
    content = parsed_json(path, spot, EXPECTED)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise spot.misread(f"{EXPECTED}, whose format is {FORMAT}", _format(content))
    if lacking := [name for name in LISTS if not isinstance(content.get(name), list)]:
        raise spot.misread(f"{EXPECTED}, with lists of {', '.join(LISTS)}", f"no list of {lacking[0]}")
    found = digest_of(content)
    if release.digest not in {"", found}:
        raise spot.misread(f"the content whose digest is {release.digest}", f"content whose digest is {found}")
    release.content, release.digest = content, found


def _format(content: Any) -> str:
    return quoted(str(content.get("format"))) if isinstance(content, dict) else "something else"


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
