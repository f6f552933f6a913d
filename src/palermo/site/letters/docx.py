"""A letter as a Word document, of the same parts and styles as reports."""

import io
from datetime import datetime, time

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.package import Package

from palermo.site.docx.archive import settled_zip
from palermo.site.docx.faces import Face, face_of
from palermo.site.docx.package import relate
from palermo.site.docx.styles import style, styles
from palermo.site.docx.tables import bare_table, cell, line, row
from palermo.site.docx.text import field, paragraph, run, tab
from palermo.site.docx.xml import Element, related_element, storable, w
from palermo.site.letters.letter import Grid, Letter, Section

_LABEL = 2800
# The width of the text on an upright page and on one that lies on its side, in twentieths of a point.
_UPRIGHT, _ON_ITS_SIDE = 8732, 14570
_LONGEST_PROPERTY = 255


def docx_of(letter: Letter) -> bytes:
    """The letter; the same letter gives the same bytes."""
    package, face = Package(), face_of(letter.language)
    _describe(package, letter)
    document = _part(package, "document", CT.WML_DOCUMENT_MAIN, w("document"))
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    foot = relate(document, "footer1", CT.WML_FOOTER, RT.FOOTER, _foot(letter, face)) if letter.is_wide else None
    document.relate_to(_part(package, "styles", CT.WML_STYLES, _styles(letter, face)), RT.STYLES)
    document.relate_to(_part(package, "settings", CT.WML_SETTINGS, _settings(face)), RT.SETTINGS)
    document.element.append(w("body", *_body(letter, face), _page(letter, face, foot)))
    stream = io.BytesIO()
    package.save(stream)
    return settled_zip(stream.getvalue())


def _part(package: Package, name: str, content_type: str, root: Element) -> XmlPart:
    return XmlPart(PackURI(f"/word/{name}.xml"), content_type, root, package)


def _describe(package: Package, letter: Letter) -> None:
    """Nothing in the file may depend on the moment it is made."""
    core, moment = package.core_properties, datetime.combine(letter.day, time())
    core.title, core.language = storable(letter.title)[:_LONGEST_PROPERTY], letter.language.tag
    core.author = storable(letter.author)[:_LONGEST_PROPERTY]
    core.last_modified_by, core.comments = "", ""
    core.created, core.modified, core.revision = moment, moment, 1


def _styles(letter: Letter, face: Face) -> Element:
    """The styles of reports; they count no second level of headings, which sections of a letter have."""
    made = styles(face)
    if letter.sections:
        layout = w("pPr", w("keepNext"), w("spacing", before=360, after=120), w("outlineLvl", val=1))
        look = w("rPr", face.fonts(heading=True), w("b"), w("bCs"))
        made.append(style("paragraph", "Heading2", "heading 2", layout, look))
    return made


def _settings(face: Face) -> Element:
    tags = dict(zip(("val", "eastAsia", "bidi"), face.tags().attrib.values(), strict=True))
    address = "http://schemas.microsoft.com/office/word"
    return w(
        "settings",
        w("zoom", percent=100),
        w("compat", w("compatSetting", name="compatibilityMode", uri=address, val=15)),
        w("themeFontLang", **tags),
    )


def _body(letter: Letter, face: Face) -> list[Element]:
    def text_line(words: str, look: str = "BodyText", *properties: Element) -> Element:
        return paragraph(look, [run(words, face)], *properties)

    def lines(words: tuple[str, ...], before: int) -> list[Element]:
        shown = enumerate(filter(None, words))
        return [text_line(each, "BodyText", w("spacing", before=0 if at else before, after=0)) for at, each in shown]

    title = text_line(letter.title, "Heading1", w("spacing", before=480, after=240), w("ind", left=0, firstLine=0))
    body = [
        *(text_line(words) for words in (letter.greeting, letter.opening) if words),
        *([_facts(letter, face), text_line("", "BodyText", w("spacing", before=0, after=0))] if letter.facts else []),
        *(text_line(words) for words in letter.paragraphs),
        *(part for section in letter.sections for part in _section(section, letter, face)),
    ]
    sender = [text_line(letter.sender, "TableHeading")] if letter.sender else []
    if letter.is_note_verbale:
        end = [text_line(letter.closing), *lines((letter.dated,), 480), *lines(letter.addressee, 720)]
        return [*lines((letter.warning, letter.reference), 0), title, *body, *end]
    end = [text_line("", "BodyText", w("spacing", before=0, after=0))]
    if letter.closing or letter.signature:
        end = [text_line(letter.closing, "BodyText", w("spacing", before=0, after=720)), text_line(letter.signature)]
    return [*sender, *lines((letter.dated, letter.reference), 0), *lines(letter.addressee, 480), title, *body, *end]


def _width(letter: Letter) -> int:
    return _ON_ITS_SIDE if letter.is_wide else _UPRIGHT


def _facts(letter: Letter, face: Face) -> Element:
    """What and where, as rows without borders; from the right in Arabic."""
    rows = [
        row(
            [
                cell(_LABEL, paragraph("TableHeading", [run(label, face)])),
                cell(_width(letter) - _LABEL, paragraph("TableText", [run(words, face)])),
            ]
        )
        for label, words in letter.facts
    ]
    properties = w(
        "tblPr",
        w("bidiVisual") if face.right_to_left else None,
        w("tblW", w=_width(letter), type="dxa"),
        w("tblLayout", type="fixed"),
    )
    grid = w("tblGrid", w("gridCol", w=_LABEL), w("gridCol", w=_width(letter) - _LABEL))
    return w("tbl", properties, grid, *rows)


def _section(section: Section, letter: Letter, face: Face) -> list[Element]:
    heading = paragraph("Heading2", [run(section.heading, face)])
    body = [paragraph("BodyText", [run(words, face)]) for words in section.paragraphs]
    # Two tables in a row would be one.
    table = [_table(section.table, letter, face), paragraph("TableText", [])] if section.table else []
    return [heading, *body, *table]


def _table(table: Grid, letter: Letter, face: Face) -> Element:
    widths = [_width(letter) * share // sum(table.shares) for share in table.shares]

    def cells(words: tuple[str, ...], look: str) -> list[Element]:
        return [
            cell(width, *(paragraph(look, [run(part, face)]) for part in each.split("\n")))
            for width, each in zip(widths, words, strict=True)
        ]

    rules = w("tblBorders", w("top", **line(8)), w("bottom", **line(8)), w("insideH", **line(2)))
    heads = row(cells(table.headings, "TableHeading"), heading=True)
    return bare_table(widths, [heads, *(row(cells(each, "TableText")) for each in table.rows)], face, rules)


def _foot(letter: Letter, face: Face) -> Element:
    """The title, and the number of the page at the other end."""
    end = w("tabs", w("tab", val="right", pos=_width(letter)))
    runs = [run(letter.title, face), tab(), *field("PAGE", "1")]
    return w("ftr", paragraph("Footer", runs, end, w("jc", val="left")))


def _page(letter: Letter, face: Face, foot: str | None) -> Element:
    if letter.is_wide:
        size = w("pgSz", w=16838, h=11906, orient="landscape")
        margins = w("pgMar", top=1134, right=1134, bottom=1134, left=1134, header=737, footer=567, gutter=0)
    else:
        size = w("pgSz", w=11906, h=16838)
        margins = w("pgMar", top=1701, right=1587, bottom=1417, left=1587, header=737, footer=680, gutter=0)
    return w(
        "sectPr",
        related_element("footerReference", foot, type="default") if foot else None,
        size,
        margins,
        w("bidi") if face.right_to_left else None,
    )
