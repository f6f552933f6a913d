"""Logos of partners: drawn anew apart from the site, and kept under the digest of the drawing."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.core.file_cache import keep_once
from palermo.core.limited_process.starting import BUSY, Unreadable, read_bytes_apart
from palermo.core.refusals import Refused
from palermo.library.scanning import check_scanned

READER = "palermo.outreach.draw_logo"
MOST_MEGABYTES = 2
MEGABYTE = 1024 * 1024


def keep_logo(content: bytes, name: str) -> str:
    """Keep a logo and give its digest.

    Refused if the file is too large, is no picture of an accepted format, or is harmful.
    """
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise Refused(
            _("“%(name)s” has %(found).1f MB; the maximum is %(most)d MB. Upload a smaller image.")
            % {"name": name, "found": len(content) / MEGABYTE, "most": MOST_MEGABYTES}
        )
    check_scanned(content, name)
    try:
        drawn = read_bytes_apart(READER, content, name=name, most_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    except Unreadable as unreadable:
        if unreadable.reason == BUSY:
            raise
        raise Refused(
            _("“%(name)s” cannot be read as an image. Upload a PNG, JPEG, GIF or WebP file.") % {"name": name}
        ) from None
    digest = sha256(drawn).hexdigest()
    keep_once(Path(settings.MEDIA_ROOT) / place_of(digest), drawn)
    return digest


def logo_content(digest: str) -> bytes | None:
    """The picture of a logo as PNG; None where this installation has no such file."""
    try:
        return (Path(settings.MEDIA_ROOT) / place_of(digest)).read_bytes()
    except FileNotFoundError:
        return None


def place_of(digest: str) -> str:
    """The name of a logo in the folder of files."""
    return f"logos/{digest}.png"
