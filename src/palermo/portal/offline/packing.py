"""Writes a ZIP file entry by entry onto the disk, with the digest of each; the same entries give the same bytes."""

import hashlib
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

CHUNK = 1024 * 1024
FIRST_DAY = date(1980, 1, 1)
# What is packed inside already.
PACKED = (".pdf", ".docx", ".xlsx", ".zip", ".png", ".jpg")
LEVEL = 6


class Packer:
    """`sums` are the lines of SHA256SUMS for what was written so far."""

    def __init__(self, path: Path, day: date) -> None:
        self.zip = ZipFile(path, "w", compresslevel=LEVEL)
        self.day = max(day, FIRST_DAY)
        self.sums: list[str] = []
        self.names: set[str] = set()
        self.names_put: set[str] = set()

    def put(self, name: str, content: bytes | str) -> str:
        """Something that is in memory; gives its digest."""
        return self.copy(name, BytesIO(content.encode() if isinstance(content, str) else content))

    def copy(self, name: str, source: BinaryIO) -> str:
        """Something read piece by piece; gives its digest."""
        return self.stream(name, iter(lambda: source.read(CHUNK), b""))

    def stream(self, name: str, pieces: Iterable[bytes]) -> str:
        """Pieces as they come; gives the digest of all."""
        digest = hashlib.sha256()
        with self.zip.open(self._entry(name), "w", force_zip64=True) as target:
            for piece in pieces:
                digest.update(piece)
                target.write(piece)
        found = digest.hexdigest()
        self.sums.append(f"{found}  {name}\n")
        return found

    def close(self) -> None:
        self.zip.close()

    def _entry(self, name: str) -> ZipInfo:
        if name.lower() in self.names:
            raise ValueError(f"{name} would lie in the bundle twice.")
        self.names.add(name.lower())
        self.names_put.add(name)
        entry = ZipInfo(name, (self.day.year, self.day.month, self.day.day, 0, 0, 0))
        entry.compress_type = ZIP_STORED if name.lower().endswith(PACKED) else ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        return entry
