"""How language versions take in the files that lie beside their record, and give them out again."""

import mimetypes
import re
from hashlib import file_digest
from pathlib import Path, PurePath

from django.db import models

from palermo.library.models import AlternativeFormat, LanguageVersion, file_path
from palermo.library.states import FORMATS
from palermo.record.faults import Spot
from palermo.record.schema import Attachment

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
)
