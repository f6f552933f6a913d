"""Puts a reader's line into the margin of each page of a PDF. Knows nothing of Django: `stamping` starts it as a
process with limits.

The line is set by typst, so names of every script are shaped as they should be, and laid over the pages as one object:
what the pages say, and how it is tagged, stays as it was.
"""

import io
import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

import typst
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    PdfObject,
)

from palermo.core.limited_process.reader import run
from palermo.site.fonts import installed_fonts

SIGNED = 1


class Stamp(NamedTuple):
    """The line as it is set: its words, the code of their language, and whether that runs from the right."""

    words: str
    language: str
    right_to_left: bool


def stamp_pages(content: bytes, words: str, language: str, right_to_left: bool) -> bytes:
    """The PDF with the line on each of its pages.

    Raises
    ------
    ValueError, or anything that pypdf raises at a broken file
        If it is locked, signed or empty.
    """
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted or _is_signed(reader) or not reader.pages:
        raise ValueError("locked, signed or empty")
    writer = PdfWriter(clone_from=reader)
    _lay_over(writer, Stamp(words, language, right_to_left))
    stamped = io.BytesIO()
    writer.write(stamped)
    return stamped.getvalue()


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
        end = _stream(writer, b"\nQ\n/Artifact BMC q %s cm %s Do Q EMC\n" % (_page_matrix(page, *size), name.encode()))
        page[NameObject("/Contents")] = ArrayObject([begin, *_contents(page), end])


def _size_as_seen(page: PageObject) -> tuple[float, float]:
    width, height = round(float(page.cropbox.width), 1), round(float(page.cropbox.height), 1)
    return (height, width) if page.rotation % 180 else (width, height)


def _page_matrix(page: PageObject, width: float, height: float) -> bytes:
    """The matrix that puts what is seen upright onto a page that is shown turned."""
    turn = page.rotation % 360
    right, up = {90: (height, 0.0), 180: (width, height), 270: (0.0, width)}.get(turn, (0.0, 0.0))
    put = Transformation().rotate(turn).translate(right + float(page.cropbox.left), up + float(page.cropbox.bottom))
    return " ".join(f"{number:.4f}" for number in put.ctm).encode()


def _contents(page: PageObject) -> list[PdfObject]:
    if "/Contents" not in page:
        return []
    contents = page.raw_get("/Contents")
    inner = contents.get_object()
    return list(inner) if isinstance(inner, ArrayObject) else [contents]


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
    contents = page.get_contents()
    assert contents is not None
    line.set_data(contents.get_data())
    line[NameObject("/Type")], line[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    line[NameObject("/BBox")] = ArrayObject([FloatObject(each) for each in (0, 0, width, height)])
    line[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return writer._add_object(line.flate_encode())


def _set_line(stamp: Stamp, width: float, height: float) -> bytes:
    inputs = {**stamp._asdict(), "width": width, "height": height}
    compiler = typst.Compiler(
        input=_template(),
        font_paths=installed_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"stamp": json.dumps(inputs, ensure_ascii=False)},
    )
    return cast(bytes, compiler.compile(format="pdf", pdf_tags=False, timestamp=0))


@cache
def _template() -> bytes:
    return files("palermo.library").joinpath("stamp.typ").read_bytes()


if __name__ == "__main__":
    run(stamp_pages)
