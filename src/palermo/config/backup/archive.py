"""The archive of a backup: a ZIP file with a manifest that names every entry with its size and digest.

It is written aside and gets its name when it is whole; it is read entry by entry, and what is not just as the manifest
says is refused. Nothing of Django is needed to read it, since there may be no installation yet.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from palermo.core.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files/"
AT_ONCE = 1 << 20
# What a reader of ZIP files says of one that is damaged, each library below it in its own way.
DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, UnicodeDecodeError)

Progress = Callable[[int, int], None]


class ArchiveEntry(NamedTuple):
    """The size of a file in the archive, and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup holds, and of which moment: what the restored installation is compared with."""

    palermo: str
    made_at: str
    database: str
    kind: str
    log_sequence: int
    log_digest: str
    migrations: list[str]
    tables: dict[str, int]
    missing: list[str] = field(default_factory=list)
    entries: dict[str, ArchiveEntry] = field(default_factory=dict)
    format: int = FORMAT


class Writer:
    """Adds entries to an archive and notes what they are."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.entries: dict[str, ArchiveEntry] = {}

    def add(self, name: str, path: Path, *, compress: bool = False) -> None:
        """A file under a name."""
        with path.open("rb") as source:
            self._add(name, source, compress)

    def add_bytes(self, name: str, content: bytes) -> None:
        """A few bytes under a name."""
        with tempfile.SpooledTemporaryFile(len(content) + 1) as source:
            source.write(content)
            source.seek(0)
            self._add(name, source, True)

    def _add(self, name: str, source: IO[bytes], compress: bool) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        with self.packed.open(info, "w", force_zip64=True) as target:
            self.entries[name] = _copy(source, target)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest as the last entry."""
        manifest.entries = self.entries
        written = json.dumps({**asdict(manifest), "entries": manifest.entries}, indent=1, ensure_ascii=False)
        self.packed.writestr(zipfile.ZipInfo(MANIFEST), written.encode(), zipfile.ZIP_DEFLATED)


def _copy(source: IO[bytes], target: IO[bytes], most: int | None = None) -> ArchiveEntry:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(AT_ONCE):
        size += len(piece)
        if most is not None and size > most:
            break
        digest.update(piece)
        target.write(piece)
    return ArchiveEntry(size, digest.hexdigest())


@contextmanager
def new_archive(place: Path) -> Iterator[tuple[Writer, Path]]:
    """Write an archive that gets its name at the end, readable by its owner alone; in place of no other file.

    Gives the writer, and where the archive lies until then. Refused if there is a file of that name, or no folder for
    it.
    """
    check_is_free(place)
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", allowZip64=True) as packed:
            yield Writer(packed), aside
        _name_finally(aside, place)
    finally:
        aside.unlink(missing_ok=True)


def check_is_free(place: Path) -> None:
    """Refuse to write over a file. Refused if something of that name is there, or no folder is."""
    if not place.parent.is_dir():
        raise Refused(f"Folder not found: {place.parent}. Create it first, on another disk if possible.")
    if place.exists() or place.is_symlink():
        raise Refused(f"{place} already exists and is not overwritten. Choose another name.")


def _name_finally(aside: Path, place: Path) -> None:
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        # Fails where somebody else has made a file of that name meanwhile.
        os.link(aside, place)
    except FileExistsError:
        check_is_free(place)
    except OSError:
        # A file system without links, such as that of a memory stick.
        check_is_free(place)
        aside.rename(place)


@contextmanager
def open_archive(place: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive and its manifest.

    Refused if it is no backup, is damaged, or of a form that this version does not know.
    """
    if not place.is_file():
        raise Refused(f"File not found: {place}.")
    try:
        with zipfile.ZipFile(place) as packed:
            yield packed, _manifest_of(place, packed)
    except DAMAGE as error:
        raise Refused(f"{place.name} is damaged or is not a Palermo backup: {error}. Nothing was restored.") from error


def _manifest_of(place: Path, packed: zipfile.ZipFile) -> Manifest:
    try:
        fields = json.loads(packed.read(MANIFEST))
        if fields["format"] != FORMAT:
            raise Refused(
                f"{place.name} is a backup in format {fields['format']!r}; this version reads format {FORMAT}. "
                "Restore it with the version that created it."
            )
        fields["entries"] = {
            name: ArchiveEntry(int(size), str(sha256)) for name, (size, sha256) in fields["entries"].items()
        }
        manifest = Manifest(**fields)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(f"{place.name} is not a Palermo backup: its {MANIFEST} is missing or empty.") from error
    _check_names(place, packed, manifest)
    return manifest


def _check_names(place: Path, packed: zipfile.ZipFile, manifest: Manifest) -> None:
    """The entries are those of the manifest, each once, and each a plain file."""
    expected = sorted([MANIFEST, *manifest.entries])
    if sorted(packed.namelist()) != expected:
        raise Refused(f"{place.name} is damaged: its entries do not match its {MANIFEST}.")
    # The upper half of these bits is a file's mode; a symbolic link is one of its kinds.
    if any((info.external_attr >> 16) & 0o170000 not in {0, 0o100000} or info.is_dir() for info in packed.infolist()):
        raise Refused(f"{place.name} contains entries that are not regular files. Nothing was restored.")


def check_written(place: Path, manifest: Manifest) -> None:
    """Read an archive that was written once more, and compare every entry with what went into it.

    Refused if an entry is not what it should be: the disk does not keep what it is given.
    """
    with open_archive(place) as (packed, _manifest):
        for name, entry in manifest.entries.items():
            with packed.open(name) as source:
                digest = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]  # it has `readinto`
            if digest != entry.sha256:
                raise Refused(f"The entry {name!r} cannot be read back from the archive. Choose another disk.")


def unpack(packed: zipfile.ZipFile, manifest: Manifest, into: Path, names: dict[str, str], progress: Progress) -> None:
    """Lay every entry into a new folder, some by another name, and compare each with the manifest.

    Refused if one is not what the manifest says, or would lie outside the folder, or there is no room.
    """
    wanted = sum(entry.size for entry in manifest.entries.values())
    if wanted > (free := shutil.disk_usage(into).free):
        raise Refused(
            f"Not enough space in {into.parent}: {wanted:,} bytes needed, {free:,} free. Nothing was restored."
        )
    inside = into.resolve()
    for done, (name, entry) in enumerate(manifest.entries.items(), 1):
        path = (inside / names.get(name, name)).resolve()
        if not path.is_relative_to(inside) or path == inside:
            raise Refused(f"The entry {name!r} leads outside the folder. Nothing was restored.")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with packed.open(name) as source, path.open("xb") as target:
            written = _copy(source, target, most=entry.size)
        path.chmod(0o600)
        if written != entry:
            raise Refused(f"The entry {name!r} is damaged: it does not match {MANIFEST}. Nothing was restored.")
        progress(done, len(manifest.entries))
