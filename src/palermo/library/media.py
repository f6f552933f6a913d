"""What a file is, told from its content: a name can say anything."""

import io
import zipfile
from pathlib import PurePath

from django.utils.translation import gettext as _
from pypdf import PdfReader

from palermo.core.refusals import Refused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The kinds of file that the library takes, with the endings their names may have.
ENDINGS = {
    "application/pdf": (".pdf",),
    WORD: (".docx",),
    EXCEL: (".xlsx",),
    "text/html": (".html", ".htm"),
    "text/plain": (".txt",),
}
_PARTS = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL}
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f")
# What a Word or Excel file may become when it is unpacked: one made to fill a machine becomes more.
MOST_UNPACKED_MB = 300
MOST_PARTS = 10_000


def media_type_of(content: bytes, name: str) -> str:
    """The media type of a file that the library takes.

    Raises
    ------
    Refused
        If it is of no such type, or its name says that it is another.
    """
    media_type = _pdf(content) or _office(content) or _text(content)
    if media_type is None:
        raise Refused(
            _(
                "The content of “%(name)s” is none of the kinds that the library takes. "
                "Choose a PDF, a Word file (.docx), an Excel file (.xlsx), plain text in UTF-8, or HTML."
            )
            % {"name": name}
        )
    if PurePath(name).suffix.lower() not in ENDINGS[media_type]:
        raise Refused(
            _(
                "“%(name)s” is named as one kind of file, but its content is another (%(found)s). "
                "Rename it or look again."
            )
            % {"name": name, "found": ENDINGS[media_type][0]}
        )
    if media_type in {WORD, EXCEL}:
        _check_unpacks(content, name)
    if media_type == "application/pdf":
        _check_opens(content, name)
    return media_type


def _check_unpacks(content: bytes, name: str) -> None:
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_MB * 1024 * 1024:
        raise Refused(
            _("“%(name)s” becomes larger than %(limit)d MB when it is unpacked, so it was not taken. Save it anew.")
            % {"name": name, "limit": MOST_UNPACKED_MB}
        )


def _check_opens(content: bytes, name: str) -> None:
    """Neither a reader with a right to it nor the search would get into a file under a password."""
    try:
        is_locked = PdfReader(io.BytesIO(content)).is_encrypted
    except Exception:
        return
    if is_locked:
        raise Refused(
            _("“%(name)s” is protected by a password or against copying. Save it without that, and choose it again.")
            % {"name": name}
        )


def check_size(size: int, limit_in_megabytes: int) -> None:
    """Refuse a file that is empty or too large.

    Raises
    ------
    Refused
        Saying how large it may be.
    """
    if size == 0:
        raise Refused(_("The file is empty. Look whether it was saved, and choose it again."))
    if size > limit_in_megabytes * 1024 * 1024:
        raise Refused(
            _("The file has %(size)d MB; the library takes files up to %(limit)d MB.")
            % {"size": -(-size // (1024 * 1024)), "limit": limit_in_megabytes}
        )


def _pdf(content: bytes) -> str | None:
    return "application/pdf" if content.startswith(b"%PDF-") else None


def _office(content: bytes) -> str | None:
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        return None
    # A file with a program inside is neither of the two.
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((media_type for part, media_type in _PARTS.items() if part in names), None)


def _text(content: bytes) -> str | None:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if _CONTROL & set(content):
        return None
    start = words.lstrip()[:15].lower()
    return "text/html" if start.startswith(("<!doctype html", "<html")) else "text/plain"
