"""A paper as a Word document, of the same parts and styles as letters and reports."""

import io
from datetime import datetime, time

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.package import Package

from palermo.config.example.papers.paper import Block, BlockKind, Paper
from palermo.site.docx.archive import settled_zip
from palermo.site.docx.faces import Face, face_of
from palermo.site.docx.styles import styles
from palermo.site.docx.text import field, paragraph, run
from palermo.site.docx.xml import Element, related_element, storable, w

_INDENT = 567


def docx_of(paper: Paper) -> bytes:
    """The paper; the same paper gives the same bytes."""
    package, face = Package(), face_of(paper.language)
    _describe(package, paper)
    document = _part(package, "document", CT.WML_DOCUMENT_MAIN, w("document"))
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    document.relate_to(_part(package, "styles", CT.WML_STYLES, styles(face)), RT.STYLES)
    header = document.relate_to(_part(package, "header1", CT.WML_HEADER, _header(paper, face)), RT.HEADER)
    footer = document.relate_to(_part(package, "footer1", CT.WML_FOOTER, _footer()), RT.FOOTER)
    document.element.append(w("body", *_body(paper, face), _page(header, footer, face)))
    stream = io.BytesIO()
    package.save(stream)
    return settled_zip(stream.getvalue())


def _part(package: Package, name: str, content_type: str, root: Element) -> XmlPart:
    return XmlPart(PackURI(f"/word/{name}.xml"), content_type, root, package)


def _describe(package: Package, paper: Paper) -> None:
    """Nothing in the file may depend on the moment it is made."""
    core, moment = package.core_properties, datetime.combine(paper.day, time())
    core.title, core.subject, core.language = storable(paper.title)[:255], paper.mark, paper.language.tag
    core.author, core.last_modified_by, core.comments = "", "", ""
    core.created, core.modified, core.revision = moment, moment, 1


def _body(paper: Paper, face: Face) -> list[Element]:
    return [
        _line("BodyText", paper.kind, face),
        _line("Title", paper.title, face),
        *(_line("BodyText", f"{label}: {words}", face) for label, words in paper.facts),
        *(_block(block, face) for block in paper.blocks),
    ]


def _line(style: str, words: str, face: Face, *properties: Element) -> Element:
    return paragraph(style, [run(words, face)], *properties)


def _block(block: Block, face: Face) -> Element:
    if block.kind is BlockKind.HEADING:
        return _line("FrontHeading", block.words, face)
    if block.kind is BlockKind.ITEM:
        return _line("BodyText", f"– {block.words}", face, w("ind", left=_INDENT, hanging=_INDENT // 2))
    return _line("BodyText", block.words, face)


def _header(paper: Paper, face: Face) -> Element:
    return w("hdr", paragraph("Header", [run(paper.mark, face)]))


def _footer() -> Element:
    return w("ftr", paragraph("Footer", field("PAGE", "1")))


def _page(header: str, footer: str, face: Face) -> Element:
    return w(
        "sectPr",
        related_element("headerReference", header, type="default"),
        related_element("footerReference", footer, type="default"),
        w("pgSz", w=11906, h=16838),
        w("pgMar", top=1701, right=1587, bottom=1417, left=1587, header=737, footer=680, gutter=0),
        w("bidi") if face.right_to_left else None,
    )
