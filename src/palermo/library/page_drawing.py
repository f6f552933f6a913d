"""Pages of a PDF as pictures, which every browser shows, on a phone too; drawn apart from the site, in `draw_page`."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.core.file_cache import keep_file
from palermo.core.limited_process.starting import MEGABYTE, Limits, Unreadable, read_bytes_apart
from palermo.core.refusals import Refused

READER = "palermo.library.draw_page"
LIMITS = Limits(seconds=20, clock=60, memory=640 * MEGABYTE, answer=64 * MEGABYTE, space=2048 * MEGABYTE)
# What is kept for readers who come back, and for those who come next.
MOST_KEPT = 200 * MEGABYTE


def picture_key(digest: str, page: int) -> str:
    """Names the picture of a page of the file with this digest."""
    return sha256(f"{digest}\n{page}".encode()).hexdigest()


def page_picture(read: Callable[[], bytes], digest: str, page: int) -> Path:
    """Where the picture of a page of a PDF lies; drawn now, from what `read` gives, unless it was before.

    Refused if it cannot be drawn: there is no such page, or the file is broken.
    """
    place = Path(settings.MEDIA_ROOT) / "drawn" / picture_key(digest, page)
    if not place.is_file():
        keep_file(place, _draw(read(), page), MOST_KEPT)
    return place


def _draw(content: bytes, page: int) -> bytes:
    with TemporaryDirectory() as folder:
        try:
            return read_bytes_apart(READER, content, limits=LIMITS, may_wait=True, page=page, folder=folder)
        except Unreadable as error:
            raise Refused(_("This page cannot be shown. Download the file.")) from error
