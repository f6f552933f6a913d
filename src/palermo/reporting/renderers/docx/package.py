"""The parts of the document put together: no template file, so nothing of another document comes along."""

from collections.abc import Sequence
from datetime import datetime, time

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.package import Package
from lxml import etree

from palermo.reporting.renderers import wording
from palermo.reporting.renderers.docx.body import sections
from palermo.reporting.renderers.docx.footnotes import footnotes
from palermo.reporting.renderers.docx.front import front
from palermo.reporting.renderers.docx.numbering import numbering, plan_numbering
from palermo.reporting.renderers.docx.pictures import relate_maps
from palermo.reporting.renderers.docx.text import settle_note_ids, spoken_runs
from palermo.reporting.spoken import Report, Spoken
from palermo.site.docx.archive import settled_zip
from palermo.site.docx.faces import Face, face_of
from palermo.site.docx.package import add_part, package_bytes, relate, settings
from palermo.site.docx.styles import styles
from palermo.site.docx.tables import TEXT_WIDTH
from palermo.site.docx.text import Style, field, paragraph, run, tab
from palermo.site.docx.xml import Element, related_element, storable, w

_STATISTICS = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
# Word's own limit.
_LONGEST_PROPERTY = 255
# As papers printed on both sides of a leaf: pages on the right, the first page, pages on the left.
_PAGES = ("default", "first", "even")
_MARGINS = {"header": (CT.WML_HEADER, RT.HEADER), "footer": (CT.WML_FOOTER, RT.FOOTER)}


def render_docx(report: Report) -> bytes:
    """The report as a Word document; the same report gives the same bytes."""
    package = Package()
    face = face_of(report.language)
    _describe(package, report)
    document = add_part(package, "document", CT.WML_DOCUMENT_MAIN, w("document"))
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    plan = plan_numbering(report)
    looks = styles(face, plan.by_style())
    looks.extend(plan.section_styles(face))
    relate(document, "styles", CT.WML_STYLES, RT.STYLES, looks)
    relate(document, "numbering", CT.WML_NUMBERING, RT.NUMBERING, numbering(report, plan, face))
    relate(document, "settings", CT.WML_SETTINGS, RT.SETTINGS, settings(face))
    margins = [
        *(_relate_margin(document, "header", page, _header(report, face, page)) for page in _PAGES),
        *(_relate_margin(document, "footer", page, _footer(page)) for page in _PAGES),
    ]
    content = [*front(report, face), *sections(report, plan, face), _page(margins, face)]
    document.element.append(w("body", *content))
    relate_maps(document, report)
    ids = settle_note_ids(document.element)
    relate(document, "footnotes", CT.WML_FOOTNOTES, RT.FOOTNOTES, footnotes(report, face, ids))
    return settled_zip(package_bytes(package))


def _relate_margin(document: XmlPart, kind: str, page: str, root: Element) -> Element:
    """The reference to the head or foot of pages of this kind."""
    content_type, relation = _MARGINS[kind]
    key = relate(document, f"{kind}{_PAGES.index(page) + 1}", content_type, relation, root)
    return related_element(f"{kind}Reference", key, type=page)


def _describe(package: Package, report: Report) -> None:
    """Title, language, symbol; dates are the cut-off, since nothing in the file may depend on the day it is made."""
    core = package.core_properties
    moment = datetime.combine(report.cutoff, time())
    core.title, core.subject = _property(report.title), _property(report.subtitle)
    core.author, core.last_modified_by, core.comments = _property(report.masthead.body_name), "", ""
    core.language, core.identifier = report.language.tag, report.masthead.symbol or ""
    core.created, core.modified, core.revision = moment, moment, 1
    package.relate_to(_statistics(package, report), RT.EXTENDED_PROPERTIES)


def _statistics(package: Package, report: Report) -> XmlPart:
    """The number of words, as stated on every page and in every file."""
    properties = etree.Element(f"{{{_STATISTICS}}}Properties", nsmap={None: _STATISTICS})
    etree.SubElement(properties, f"{{{_STATISTICS}}}Words").text = str(report.words)
    return XmlPart(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, properties, package)


def _property(words: Spoken) -> str:
    return storable(wording.plain(words))[:_LONGEST_PROPERTY]


def _header(report: Report, face: Face, page: str) -> Element:
    """The symbol, once there is one, at the outer edge; of an advance unedited version, that it is one at the inner.

    The first page has its masthead instead; left out, the rule of the running head would still be drawn.
    """
    symbol, status = report.masthead.symbol, report.masthead.status
    if page == "first" or not (symbol or status):
        return w("hdr", paragraph("Normal", []))
    # The asterisk of a reissue has no direction of its own: before this sign it goes with the symbol.
    ending = "\N{LEFT-TO-RIGHT MARK}" if symbol and face.right_to_left and not symbol[-1].isalnum() else ""
    outer = [run(f"{symbol}{ending}", face, Style.SYMBOL)] if symbol else []
    if not status:
        return w("hdr", paragraph("Header", outer, _outer_edge(page)))
    inner = spoken_runs(status, face)
    runs = [*outer, tab(), *inner] if page == "even" else [*inner, tab(), *outer]
    across = w("tabs", w("tab", val="right", pos=TEXT_WIDTH))
    return w("hdr", paragraph("Header", runs, across, w("jc", val="left")))


def _footer(page: str) -> Element:
    """The number of the page at the outer edge; the first page has none."""
    if page == "first":
        return w("ftr", paragraph("Normal", []))
    return w("ftr", paragraph("Footer", field("PAGE", "1"), _outer_edge(page)))


def _outer_edge(page: str) -> Element | None:
    """Left on pages on the left; the styles say right. Word reads both from the side where lines begin."""
    return w("jc", val="left") if page == "even" else None


def _page(margins: Sequence[Element], face: Face) -> Element:
    """An A4 page; the running head and the numbers of pages begin on the second."""
    return w(
        "sectPr",
        *margins,
        w("pgSz", w=11906, h=16838),
        w("pgMar", top=1474, right=1587, bottom=1417, left=1587, header=737, footer=680, gutter=0),
        w("titlePg"),
        w("bidi") if face.right_to_left else None,
    )
