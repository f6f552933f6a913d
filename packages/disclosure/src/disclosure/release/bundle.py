"""A bundle: a ZIP file whose bytes depend on what is in it and on nothing else."""

import hashlib
import io
import json
import zipfile
from typing import Any

from disclosure.errors import InvalidData

MANIFEST, SIGNATURE = "manifest.json", "signature.json"
_LARGEST = 2**31


def pack(files: dict[str, bytes]) -> bytes:
    """Files as a ZIP: in order of names, stored as they are, all with the same date and mode."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def unpack(data: bytes, name: str) -> dict[str, bytes]:
    """The files of a ZIP, by name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len({e.filename for e in entries}) != len(entries) or sum(e.file_size for e in entries) > _LARGEST:
                raise InvalidData(f"{name} names a file twice or is too large to be a bundle.")
            return {entry.filename: archive.read(entry) for entry in entries}
    except zipfile.BadZipFile:
        raise InvalidData(f"{name} is not a bundle: it cannot be read as a ZIP file, or is damaged.") from None


def to_json(value: Any) -> bytes:
    """JSON that is the same every time: sorted, indented, with a line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def sha256(data: bytes) -> str:
    """A hash, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
