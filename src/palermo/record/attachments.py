"""How language versions take in the files that lie beside their record, and give them out again."""

import mimetypes
import re
from hashlib import file_digest
from pathlib import Path, PurePath
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import models

from palermo.library.models import AlternativeFormat, LanguageVersion, file_path
from palermo.library.states import FORMATS
from palermo.outreach.models import MaterialFile
from palermo.record.faults import Spot
from palermo.record.schema import AnyRow, Attachment, Kept

# The types known to Python itself: the machine's own list differs from one to the next.
MEDIA_TYPES = mimetypes.MimeTypes(filenames=())
for _media_type, _ending in FORMATS.items():
    MEDIA_TYPES.add_type(_media_type, f".{_ending}")
UNKNOWN_TYPE = "application/octet-stream"
SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
UNKNOWN_SUFFIX = ".bin"


def _take(version: LanguageVersion | AlternativeFormat, path: Path, spot: Spot) -> None:
    version.sha256, version.size = sha256_of(path), path.stat().st_size
    version.file_name = path.name
    version.media_type = MEDIA_TYPES.guess_type(path.name)[0] or UNKNOWN_TYPE
    version.file = file_path(version, path.name)


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def version_name(version: LanguageVersion, record_id: str) -> str:
    """The name of a language version's file: `<id>.<language>.<suffix>`."""
    return f"{record_id}.{version.language}{_suffix(version.file_name)}"


def alternative_name(alternative: AlternativeFormat, record_id: str) -> str:
    """The name of such a file in another format, which no other file of the document has.

    The file of the version may, by mistake, have the same suffix.
    """
    version, suffix = alternative.version, _suffix(alternative.file_name)
    also = ".other" if suffix == _suffix(version.file_name) else ""
    return f"{record_id}.{version.language}{also}{suffix}"


def _take_material(file: MaterialFile, path: Path, spot: Spot) -> None:
    file.digest, file.size = sha256_of(path), path.stat().st_size


def _material_name(file: MaterialFile, record_id: str) -> str:
    return f"{record_id}.{file.language}.{file.number}{_suffix(file.name)}"


def _material_place(file: MaterialFile) -> Kept:
    """Files of material are kept by their digests; equal files are one."""
    return Kept(FileSystemStorage(), f"material/{file.digest[:2]}/{file.digest}")


class _KeptFile(File):
    """A file that is opened where it is kept, when it is written beside its record."""

    def __init__(self, kept: Kept) -> None:
        super().__init__(None, kept.name)
        self.kept = kept

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> File:  # type: ignore[override]
        """The file, for reading."""
        return self.kept.storage.open(self.kept.name, mode or "rb")


def kept_in_field(row: AnyRow) -> Kept:
    """Where the file of a row is kept whose field `file` says so."""
    return Kept(row.file.storage, row.file.name)


def file_name_of(row: models.Model, record_id: str) -> str:
    """What the file of such a row is called beside its record; nothing for any other row."""
    if isinstance(row, LanguageVersion):
        return version_name(row, record_id)
    return alternative_name(row, record_id) if isinstance(row, AlternativeFormat) else ""


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return suffix if SUFFIX.fullmatch(suffix) else UNKNOWN_SUFFIX


VERSION_FILE = Attachment(
    "file",
    "its file, which lies beside this one",
    take=_take,
    name=version_name,
    content=lambda version: version.file,
    digest=lambda version: version.sha256,
    columns=("file", "sha256", "size"),
    kept_at=kept_in_field,
)

ALTERNATIVE_FILE = Attachment(
    "file",
    "the file, which lies beside this one",
    take=_take,
    name=alternative_name,
    content=lambda alternative: alternative.file,
    digest=lambda alternative: alternative.sha256,
    columns=("file", "sha256", "size"),
    is_required=True,
    kept_at=kept_in_field,
)

MATERIAL_FILE = Attachment(
    "file",
    "the file, which lies beside this one",
    take=_take_material,
    name=_material_name,
    content=lambda file: _KeptFile(_material_place(file)),
    digest=lambda file: file.digest,
    columns=("digest", "size"),
    is_required=True,
    kept_at=_material_place,
)
