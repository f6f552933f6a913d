"""The directory of a ZIP file in the making, on the disk instead of in memory.

`zipfile` keeps one object for each entry until it closes the file, and writes the directory from them. It is given this
in place of its own list: it appends, counts, and goes through all once.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipInfo

# What writing an entry settles; the rest is the same for all or follows from the name.
_SETTLED = (
    "filename",
    "date_time",
    "compress_type",
    "create_system",
    "create_version",
    "extract_version",
    "flag_bits",
    "external_attr",
    "CRC",
    "compress_size",
    "file_size",
    "header_offset",
)


class Directory:
    """One line for each entry."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("w+", encoding="utf-8")
        self.count = 0

    def append(self, entry: ZipInfo) -> None:
        """An entry that was written."""
        self.file.write(f"{json.dumps([getattr(entry, name) for name in _SETTLED])}\n")
        self.count += 1

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[ZipInfo]:
        self.file.seek(0)
        for line in self.file:
            entry = ZipInfo()
            for name, value in zip(_SETTLED, json.loads(line), strict=True):
                setattr(entry, name, value)
            yield entry

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()


class NoNames(dict[str, ZipInfo]):
    """The entries by name, of which none is remembered: the packer sees to it that no name comes twice."""

    def __setitem__(self, name: str, entry: ZipInfo) -> None:
        return
