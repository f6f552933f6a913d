"""Puts into the margin of each page of a PDF whom it was given to, and when.

The line is set by typst, so names of every script are shaped as they should be, and laid over the pages as one object:
what the pages say, and how it is tagged, stays as it was.
"""

import io
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from django.conf import settings
from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, IndirectObject, NameObject

from palermo.core.kept_files import keep_file
from palermo.core.languages import BY_CODE
from palermo.core.refusals import Refused
from palermo.core.typesetting import set_pdf

# What is kept for readers who come back on the same day, or ask piece by piece.
MOST_KEPT = 200 * 1024 * 1024
SIGNED = 1
# The drawing of a line is no file of its own, so nobody reads its date; a fixed one gives the same bytes each time.
EPOCH = date(1970, 1, 1)


class Stamp(NamedTuple):
    """The line for one reader on one day, and the language it is in."""

    words: str
    language: str


def stamped(open_file: Callable[[], BinaryIO], digest: str, stamp: Stamp) -> Path:
    """Where the stamped file lies; made now unless it was made before. The same stamp gives the same bytes.

    Raises
    ------
    Refused
        If the file cannot be stamped: broken, under a password, or signed, which a change would undo.
    """
    place = _folder() / stamp_key(digest, stamp)
    if not place.exists():
        with open_file() as file:
            keep_file(place, put_stamp(file.read(), stamp), MOST_KEPT)
    return place


def stamp_key(digest: str, stamp: Stamp) -> str:
    """Names a file as it is for one reader on one day."""
    return sha256("\n".join((digest, *stamp)).encode()).hexdigest()


def put_stamp(content: bytes, stamp: Stamp) -> bytes:
    """The PDF with the line on each of its pages.

    Raises
    ------
    Refused
        If that cannot be done.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or _is_signed(reader) or not reader.pages:
            raise _refusal()
        writer = PdfWriter(clone_from=reader)
        _lay_over(writer, stamp)
        made = io.BytesIO()
        writer.write(made)
    except Refused:
        raise
    except Exception as error:  # a broken file makes pypdf raise anything
        raise _refusal() from error
    return made.getvalue()


def _refusal() -> Refused:
    return Refused(
        _("This PDF cannot be marked with its reader's name, so it is not given out here. Ask the secretariat for it.")
    )


def _is_signed(reader: PdfReader) -> bool:
    root = cast(DictionaryObject, reader.trailer["/Root"])
    form = root.get("/AcroForm", DictionaryObject()).get_object()
    return bool(int(form.get("/SigFlags", 0)) & SIGNED) or "/Perms" in root


def _lay_over(writer: PdfWriter, stamp: Stamp) -> None:
    lines: dict[tuple[float, float], tuple[str, IndirectObject]] = {}
    begin = _stream(writer, b"q\n")
    for page in writer.pages:
        size = _size_as_seen(page)
        if size not in lines:
            lines[size] = f"/ReaderStamp{len(lines)}", _line(writer, stamp, *size)
        name, line = lines[size]
        _resources(page)[NameObject(name)] = line
        end = _stream(writer, b"\nQ\n/Artifact BMC q %s cm %s Do Q EMC\n" % (_placed(page, *size), name.encode()))
        page[NameObject("/Contents")] = ArrayObject([begin, *_contents(page), end])


def _size_as_seen(page: PageObject) -> tuple[float, float]:
    width, height = round(float(page.cropbox.width), 1), round(float(page.cropbox.height), 1)
    return (height, width) if page.rotation % 180 else (width, height)


def _placed(page: PageObject, width: float, height: float) -> bytes:
    """The matrix that puts what is seen upright onto a page that is shown turned."""
    turn = page.rotation % 360
    right, up = {90: (height, 0.0), 180: (width, height), 270: (0.0, width)}.get(turn, (0.0, 0.0))
    put = Transformation().rotate(turn).translate(right + float(page.cropbox.left), up + float(page.cropbox.bottom))
    return " ".join(f"{number:.4f}" for number in put.ctm).encode()


def _contents(page: PageObject) -> list[Any]:
    if "/Contents" not in page:
        return []
    held = page.raw_get("/Contents")
    inner = held.get_object()
    return list(inner) if isinstance(inner, ArrayObject) else [held]


def _resources(page: PageObject) -> DictionaryObject:
    """The objects that a page may show, as a list of its own: others may share the one it had."""
    had = page.get("/Resources", DictionaryObject()).get_object()
    shown = DictionaryObject(had.get("/XObject", DictionaryObject()).get_object())
    own = DictionaryObject(had)
    own[NameObject("/XObject")] = shown
    page[NameObject("/Resources")] = own
    return shown


def _stream(writer: PdfWriter, content: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return writer._add_object(stream)


def _line(writer: PdfWriter, stamp: Stamp, width: float, height: float) -> IndirectObject:
    """The line for pages of one size, as an object that each of them shows."""
    page = PdfReader(io.BytesIO(_set_line(stamp, width, height))).pages[0]
    line = DecodedStreamObject()
    line.set_data(cast(Any, page.get_contents()).get_data())
    line[NameObject("/Type")], line[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    line[NameObject("/BBox")] = ArrayObject([FloatObject(each) for each in (0, 0, width, height)])
    line[NameObject("/Resources")] = cast(Any, page["/Resources"]).clone(writer)
    return writer._add_object(line.flate_encode())


def _set_line(stamp: Stamp, width: float, height: float) -> bytes:
    language = BY_CODE[stamp.language]
    told = {
        "words": stamp.words,
        "language": language.code,
        "right_to_left": language.right_to_left,
        "width": width,
        "height": height,
    }
    return set_pdf(_template(), told, name="stamp", dated=EPOCH, is_tagged=False)


@cache
def _template() -> bytes:
    return files("palermo.library").joinpath("stamp.typ").read_bytes()


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "stamped"
