"""How a frozen version of a tool takes in its texts, which lie beside its record as JSON, and gives them out again."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.core.files.base import ContentFile
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from palermo.record.faults import Spot, quote_value
from palermo.record.frozen import parsed_json
from palermo.record.schema import Attachment
from palermo.toolkit.models import VersionText
from palermo.toolkit.states.texts import CHILDREN, PassageKind
from palermo.toolkit.texts.markup import MarkupError, parse, parse_table
from palermo.toolkit.texts.passages import Row, digest_rows, rows_from_json, rows_to_json

EXPECTED = "the passages of a version, as it was frozen, in JSON"


class _Passage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")
    kind: PassageKind
    parent: str = Field("", alias="in")
    text: str = ""
    document: str = ""
    missing: bool = False


_SHAPE = TypeAdapter(list[_Passage])


def _take(text: VersionText, path: Path, spot: Spot) -> None:
    content = parsed_json(path, spot, EXPECTED)
    if fault := _shape_fault(content):
        raise spot.misread(EXPECTED, quote_value(fault))
    assert isinstance(content, list)
    rows = rows_from_json(content)
    if fault := _row_fault(rows):
        raise spot.misread(EXPECTED, quote_value(fault))
    digest = digest_rows(rows)
    if text.digest not in {"", digest}:
        raise spot.misread(f"the passages whose digest is {text.digest}", f"passages whose digest is {digest}")
    text.content, text.digest = rows_to_json(rows), digest


def _shape_fault(content: object) -> str:
    try:
        _SHAPE.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
    return ""


def _row_fault(rows: Iterable[Row]) -> str:
    """What is wrong with the first passage that does not fit: its place, its key, or its marks."""
    kinds: dict[str, str] = {"": ""}
    for row in rows:
        # A passage below one that was removed stands in none: nobody reads it.
        holder = kinds.get(row.parent) if row.parent != "-" else None
        if row.key in kinds:
            return f"{row.key}: the key again"
        if holder is not None and row.kind not in CHILDREN[holder]:
            return f"{row.key}: {row.kind} in {holder or 'the text'}"
        kinds[row.key] = row.kind
        try:
            if row.kind == PassageKind.TABLE:
                parse_table(row.content)
            else:
                parse(row.content)
        except MarkupError as wrong:
            return f"{row.key}: the mark {wrong.mark} at character {wrong.at} has no end"
    return ""


def _bytes_of(text: VersionText) -> bytes:
    # A database may keep the keys in another order.
    return f"{json.dumps(text.content, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


VERSION_TEXT = Attachment(
    "file",
    "its passages as JSON, which lies beside this file",
    take=_take,
    name=lambda text, record_id: f"{record_id}.{text.language}.json",
    content=lambda text: ContentFile(_bytes_of(text)),
    digest=lambda text: sha256(_bytes_of(text)).hexdigest(),
    columns=("content", "digest"),
    is_required=True,
)
