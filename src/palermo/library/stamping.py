"""Puts into the margin of each page of a PDF whom it was given to, and when; apart from the site, in `stamp_line`."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from palermo.core.file_cache import keep_file
from palermo.core.languages import BY_CODE
from palermo.core.limited_process.starting import Limits, Unreadable, read_bytes_apart
from palermo.core.refusals import Refused

READER = "palermo.library.stamp_line"
# A book of a thousand pages takes some seconds, once a day for each reader.
LIMITS = Limits(seconds=20, clock=60, memory=640 * 1024**2, answer=128 * 1024**2, space=2 * 1024**3)
# What is kept for readers who come back on the same day, or ask piece by piece.
MOST_KEPT = 200 * 1024 * 1024

type Opener = Callable[[], BinaryIO | File]


class Stamp(NamedTuple):
    """The line for one reader on one day, and the language it is in."""

    words: str
    language: str


def stamped_file(open_file: Opener, digest: str, stamp: Stamp) -> Path:
    """Where the stamped file lies; made now unless it was made before. The same stamp gives the same bytes.

    Refused if the file cannot be stamped: broken, under a password, or signed, which a change would undo.
    """
    place = _folder() / stamp_key(digest, stamp)
    if not place.exists():
        with open_file() as file:
            keep_file(place, stamp_pdf(file.read(), stamp), MOST_KEPT)
    return place


def stamp_key(digest: str, stamp: Stamp) -> str:
    """Names a file as it is for one reader on one day."""
    return sha256("\n".join((digest, *stamp)).encode()).hexdigest()


def stamp_pdf(content: bytes, stamp: Stamp) -> bytes:
    """The PDF with the line on each of its pages. Refused if that cannot be done."""
    language = BY_CODE[stamp.language]
    try:
        return read_bytes_apart(
            READER,
            content,
            limits=LIMITS,
            may_wait=True,
            words=stamp.words,
            language=language.code,
            right_to_left=language.right_to_left,
        )
    except Unreadable as error:
        raise Refused(
            _(
                "This PDF cannot be marked with the reader’s name and is not available for download. "
                "Contact the secretariat."
            )
        ) from error


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "stamped"
