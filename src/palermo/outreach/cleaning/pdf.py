"""PDF files without metadata: written anew, so that nothing is left of their earlier versions."""

import io
import re
from collections.abc import Iterator
from typing import cast
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from palermo.outreach.cleaning.findings import ATTACHMENTS, COMMENTS, SIGNATURE, FoundError
from palermo.outreach.cleaning.pictures import clean_picture

# What readers write onto a page. Links and fields of forms are part of what the page is.
_REMARKS = {
    *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline"),
    *("/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Popup", "/Redact", "/Sound"),
}
# Who wrote an object, when, and what programs keep of it for themselves.
_ASIDE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_ACCESSIBLE = re.compile(rb"""pdfuaid:part\s*(?:=\s*["']|>)\s*(\d)""")
_XMP = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>{part}</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def clean_pdf(content: bytes) -> bytes:
    """The pages of a PDF with their tags, links and title, without metadata, also of the pictures in them.

    A file that says that it is accessible (PDF/UA) goes on saying so.

    Raises
    ------
    FoundError
        If it has comments or attached files, or is signed.
    """
    reader = PdfReader(io.BytesIO(content))
    title = str((reader.metadata and reader.metadata.title) or "")
    part = _accessible_part(reader)
    writer = PdfWriter(clone_from=reader)
    found = {SIGNATURE} if _is_signed(writer.root_object) else set()
    for each in _dictionaries(writer):
        if "/EF" in each:
            found.add(ATTACHMENTS)
        if "/Rect" in each and each.get("/Subtype") in _REMARKS:
            found.add(COMMENTS)
        for name in _ASIDE:
            each.pop(NameObject(name), None)
        if isinstance(each, StreamObject) and each.get("/Subtype") == "/Image" and _is_jpeg(each):
            each._data = clean_picture(each._data)
    if found:
        raise FoundError(found)
    # What nothing points to any more is left behind.
    written = PdfWriter(clone_from=PdfReader(io.BytesIO(_bytes(writer))))
    written.metadata = {"/Title": title} if title else None
    if part:
        _say_accessible(written, title, part)
    return _bytes(written)


def _bytes(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _accessible_part(reader: PdfReader) -> str:
    """The part of PDF/UA to which the file says it conforms."""
    metadata = cast(DictionaryObject, reader.trailer["/Root"]).get("/Metadata")
    stream = metadata.get_object() if metadata is not None else None
    match = _ACCESSIBLE.search(stream.get_data()) if isinstance(stream, StreamObject) else None
    return match[1].decode() if match else ""


def _say_accessible(writer: PdfWriter, title: str, part: str) -> None:
    stream = DecodedStreamObject()
    stream.set_data(_XMP.format(part=part, title=escape(title)).encode())
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def _is_signed(root: DictionaryObject) -> bool:
    form = root.get("/AcroForm", DictionaryObject()).get_object()
    return bool(int(form.get("/SigFlags", 0)) & 1) or "/Perms" in root


def _is_jpeg(image: StreamObject) -> bool:
    filters = image.get("/Filter")
    named = filters.get_object() if filters is not None else None
    return named == "/DCTDecode" or (isinstance(named, ArrayObject) and list(named) == ["/DCTDecode"])


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, also those within others."""
    for each in writer._objects:
        waiting: list[PdfObject | None] = [each]
        while waiting:
            value = waiting.pop()
            if isinstance(value, IndirectObject):
                continue
            if isinstance(value, DictionaryObject):
                yield value
                waiting += value.values()
            elif isinstance(value, ArrayObject):
                waiting += value
