"""How language versions take in the files that lie beside their record, and give them out again."""

import mimetypes
import re
from hashlib import file_digest
from pathlib import Path, PurePath

from palermo.library.models import LanguageVersion, file_path
from palermo.record.faults import Spot
from palermo.record.schema import Attachment

# The types known to Python itself: the machine's own list differs from one to the next.
MEDIA_TYPES = mimetypes.MimeTypes(filenames=())
UNKNOWN_TYPE = "application/octet-stream"
SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
UNKNOWN_SUFFIX = ".bin"


def _take(version: LanguageVersion, path: Path, spot: Spot) -> None:
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
    suffix = PurePath(version.file_name).suffix.lower()
    return f"{record_id}.{version.language}{suffix if SUFFIX.fullmatch(suffix) else UNKNOWN_SUFFIX}"


VERSION_FILE = Attachment(
    "file",
    "its file, which lies beside this one",
    take=_take,
    name=version_name,
    content=lambda version: version.file,
    digest=lambda version: version.sha256,
    columns=("file", "sha256", "size"),
)
