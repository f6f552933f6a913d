"""Writes a ZIP file entry by entry onto the disk, with the digest of each; the same entries give the same bytes."""

import hashlib
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from palermo.offline.directory import Directory, NoNames
from palermo.offline.ledger import Ledger

CHUNK = 1024 * 1024
FIRST_DAY = date(1980, 1, 1)
# What is packed inside already.
PACKED = (".pdf", ".docx", ".xlsx", ".zip", ".png", ".jpg")
LEVEL = 6


class Packer:
    """`sums` has the lines of SHA256SUMS for what was written so far, `count` how many they are."""

    def __init__(self, path: Path, day: date, ledger: Ledger) -> None:
        self.zip = ZipFile(path, "w", compresslevel=LEVEL)
        self.directory = Directory(path.with_suffix(".directory"))
        self.zip.filelist, self.zip.NameToInfo = cast(list[ZipInfo], self.directory), NoNames()
        self.sums = path.with_suffix(".sums").open("w+b")
        self.day, self.ledger = max(day, FIRST_DAY), ledger
        self.count = 0

    def write(self, name: str, content: bytes | str) -> str:
        """Write something that is in memory; gives its digest."""
        return self.copy(name, BytesIO(content.encode() if isinstance(content, str) else content))

    def copy(self, name: str, source: BinaryIO) -> str:
        """Write something read piece by piece; gives its digest."""
        return self.stream(name, iter(lambda: source.read(CHUNK), b""))

    def stream(self, name: str, pieces: Iterable[bytes]) -> str:
        """Write pieces as they come; gives the digest of all."""
        digest = hashlib.sha256()
        with self.zip.open(self._entry(name), "w", force_zip64=True) as target:
            for piece in pieces:
                digest.update(piece)
                target.write(piece)
        hexdigest = digest.hexdigest()
        self.sums.write(f"{hexdigest}  {name}\n".encode())
        self.count += 1
        return hexdigest

    def write_sums(self, name: str) -> str:
        """Write the sums of all that was written until now, as a file of the bundle; gives its digest."""
        self.sums.flush()
        with Path(self.sums.name).open("rb") as sums:
            return self.copy(name, sums)

    def has(self, name: str) -> bool:
        """Whether something was written under this name."""
        return self.ledger.has(name)

    def close(self) -> None:
        """Write the directory, and let go of the files."""
        self.zip.close()
        self.directory.close()
        self.sums.close()

    def _entry(self, name: str) -> ZipInfo:
        if not self.ledger.take(name):
            raise ValueError(f"{name} would lie in the bundle twice.")
        entry = ZipInfo(name, (self.day.year, self.day.month, self.day.day, 0, 0, 0))
        entry.compress_type = ZIP_STORED if name.lower().endswith(PACKED) else ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        return entry
