"""How an issued report takes in the files and texts that lie beside its record, and gives them out again."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

from django.core.files.base import ContentFile
from pydantic import ValidationError

from palermo.core.controls import CONTROL
from palermo.record.attachments import kept_in_field, sha256_of
from palermo.record.faults import Misread, Spot, quote_value
from palermo.record.schema import Attachment
from palermo.reporting.frozen import thaw
from palermo.reporting.models import IssuedFile, IssuedText, file_path
from palermo.reporting.states import Format

LARGEST_TEXT = 8 * 1024 * 1024
EXPECTED = "a report in one language, as it was issued, in JSON"
SURROGATES = ("\ud800", "\udfff")


def _take_file(file: IssuedFile, path: Path, spot: Spot) -> None:
    digest = sha256_of(path)
    if file.sha256 not in {"", digest}:
        raise spot.misread(f"the bytes whose sha256 is {file.sha256}", f"bytes whose sha256 is {digest}")
    file.sha256, file.size = digest, path.stat().st_size
    file.file = file_path(file, path.name)


def _take_text(text: IssuedText, path: Path, spot: Spot) -> None:
    text.content = parsed_json(path, spot, EXPECTED)
    try:
        thaw(text.content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise spot.misread(EXPECTED, quote_value(f"{where}: {first['msg']}" if where else first["msg"])) from None


def parsed_json(path: Path, spot: Spot, expected: str) -> object:
    """What a file of JSON holds.

    Raises
    ------
    Misread
        If it is too large, no JSON, or has what no database can hold.
    """
    if (size := path.stat().st_size) > LARGEST_TEXT:
        raise spot.misread(f"a file of at most {LARGEST_TEXT:,} bytes", f"{size:,}")
    try:
        value = json.loads(path.read_bytes().decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _no_json(error, spot, expected) from None
    for text in _texts(value):
        # What no database can hold, though JSON can write it.
        for character in text:
            if CONTROL.match(character) or SURROGATES[0] <= character <= SURROGATES[1]:
                raise spot.misread("text without control characters", f"U+{ord(character):04X}")
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _no_json(error: Exception, spot: Spot, expected: str) -> Misread:
    if isinstance(error, json.JSONDecodeError):
        return spot.misread(expected, f"{quote_value(error.msg)} on its line {error.lineno}")
    return spot.misread(
        expected, "levels without end" if isinstance(error, RecursionError) else quote_value(str(error))
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _bytes_of(text: IssuedText) -> bytes:
    # A database may keep the keys in another order.
    written = json.dumps(text.content, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{written}\n".encode()


ISSUED_FILE = Attachment(
    "file",
    "the file, which lies beside this one",
    take=_take_file,
    name=lambda file, record_id: f"{record_id}.{file.language}.{Format(file.format).extension}",
    content=lambda file: file.file,
    digest=lambda file: file.sha256,
    columns=("file", "sha256", "size"),
    is_required=True,
    kept_at=kept_in_field,
)
ISSUED_TEXT = Attachment(
    "file",
    "the text as JSON, which lies beside this one",
    take=_take_text,
    name=lambda text, record_id: f"{record_id}.{text.language}.json",
    content=lambda text: ContentFile(_bytes_of(text)),
    digest=lambda text: sha256(_bytes_of(text)).hexdigest(),
    columns=("content",),
    is_required=True,
)
