"""The media type of a file, detected from its content: a name can say anything."""

from pathlib import PurePath
from typing import TypedDict

from django.utils.translation import gettext as _

from palermo.core.limited_process.starting import read_apart
from palermo.core.refusals import Refused
from palermo.library.probing import EXCEL, PACKED, PDF, PDF_MARK, WORD

PROBE = "palermo.library.probing"
# The kinds of file that the library takes, with the endings their names may have.
ENDINGS = {
    PDF: (".pdf",),
    WORD: (".docx",),
    EXCEL: (".xlsx",),
    "text/html": (".html", ".htm"),
    "text/plain": (".txt",),
}
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f")
# What a Word or Excel file may become when it is unpacked: one made to fill a machine becomes more.
MOST_UNPACKED_MB = 300
MOST_PARTS = 10_000


class Probe(TypedDict, total=False):
    """What is found inside of a PDF or a ZIP file; empty for others, into which one need not look."""

    media_type: str
    is_locked: bool
    parts: int
    unpacked: int


def media_type_of(content: bytes, name: str) -> str:
    """The media type of a file that the library takes.

    Refused if it is of no such type, its name says that it is another, or it cannot be looked into.
    """
    probe = _probe(content, name)
    media_type = probe.get("media_type") or _text(content)
    if media_type is None:
        raise Refused(
            _(
                "“%(name)s” is not an accepted file type. Choose a PDF, a Word file (.docx), an Excel file "
                "(.xlsx), plain text in UTF-8, or HTML."
            )
            % {"name": name}
        )
    if PurePath(name).suffix.lower() not in ENDINGS[media_type]:
        raise Refused(
            _("The name of “%(name)s” does not match its content (%(found)s). Rename the file or choose another.")
            % {"name": name, "found": ENDINGS[media_type][0]}
        )
    if probe:
        _check_unpacks(probe, name)
        _check_opens(probe, name)
    return media_type


def _probe(content: bytes, name: str) -> Probe:
    if not content.startswith((PDF_MARK, PACKED)):
        return {}
    probe: Probe = read_apart(PROBE, content, name=name, most_parts=MOST_PARTS)
    return probe


def _check_unpacks(probe: Probe, name: str) -> None:
    if probe["parts"] > MOST_PARTS or probe["unpacked"] > MOST_UNPACKED_MB * 1024 * 1024:
        raise Refused(
            _("“%(name)s” is larger than %(limit)d MB when unpacked. Save a smaller version.")
            % {"name": name, "limit": MOST_UNPACKED_MB}
        )


def _check_opens(probe: Probe, name: str) -> None:
    """Neither a reader with a right to it nor the search would get into a file under a password."""
    if probe["is_locked"]:
        raise Refused(
            _("“%(name)s” is protected by a password or against copying. Remove the protection and upload it again.")
            % {"name": name}
        )


def check_size(size: int, limit_in_megabytes: int) -> None:
    """Refuse a file that is empty or too large."""
    if size == 0:
        raise Refused(_("The file is empty. Choose another file."))
    if size > limit_in_megabytes * 1024 * 1024:
        raise Refused(
            _("The file is %(size)d MB; the maximum is %(limit)d MB.")
            % {"size": -(-size // (1024 * 1024)), "limit": limit_in_megabytes}
        )


def _text(content: bytes) -> str | None:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if _CONTROL & set(content):
        return None
    start = words.lstrip()[:15].lower()
    return "text/html" if start.startswith(("<!doctype html", "<html")) else "text/plain"
