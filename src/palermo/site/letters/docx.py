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
from palermo.site.docx.styles import style, styles
from palermo.site.docx.text import paragraph, run
from palermo.site.docx.xml import Element, storable, w
from palermo.site.letters.letter import Letter

_LABEL, _FACT = 2800, 5932
_LONGEST_PROPERTY = 255


def docx_of(letter: Letter) -> bytes:
    """The letter; the same letter gives the same bytes."""
    package, face = Package(), face_of(letter.language)
    _describe(package, letter)
    document = _part(package, "document", CT.WML_DOCUMENT_MAIN, w("document"))
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    document.relate_to(_part(package, "styles", CT.WML_STYLES, _styles(letter, face)), RT.STYLES)
    document.relate_to(_part(package, "settings", CT.WML_SETTINGS, _settings(face)), RT.SETTINGS)
    document.element.append(w("body", *_body(letter, face), _page(face)))
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
    def line(words: str, style: str = "BodyText", *properties: Element) -> Element:
        return paragraph(style, [run(words, face)], *properties)

    def lines(words: tuple[str, ...], before: int) -> list[Element]:
        shown = enumerate(filter(None, words))
        return [line(each, "BodyText", w("spacing", before=0 if at else before, after=0)) for at, each in shown]

    title = line(letter.title, "Heading1", w("spacing", before=480, after=240), w("ind", left=0, firstLine=0))
    body = [
        *(line(words) for words in (letter.greeting, letter.opening) if words),
        *([_facts(letter, face), line("", "BodyText", w("spacing", before=0, after=0))] if letter.facts else []),
        *(line(words) for words in letter.paragraphs),
    ]
    for heading, paragraphs in letter.sections:
        body.append(line(heading, "Heading2"))
        body += [line(words) for words in paragraphs]
    sender = [line(letter.sender, "TableHeading")] if letter.sender else []
    if letter.is_note_verbale:
        end = [line(letter.closing), *lines((letter.dated,), 480), *lines(letter.addressee, 720)]
        return [*lines((letter.reference,), 0), title, *body, *end]
    end = [line(letter.closing, "BodyText", w("spacing", before=0, after=720)), line(letter.signature)]
    return [*sender, *lines((letter.dated, letter.reference), 0), *lines(letter.addressee, 480), title, *body, *end]


def _facts(letter: Letter, face: Face) -> Element:
    """What and where, as rows without borders; from the right in Arabic."""
    rows = [
        w(
            "tr",
            w("trPr", w("cantSplit")),
            _cell(_LABEL, label, "TableHeading", face),
            _cell(_FACT, words, "TableText", face),
        )
        for label, words in letter.facts
    ]
    properties = w(
        "tblPr",
        w("bidiVisual") if face.right_to_left else None,
        w("tblW", w=_LABEL + _FACT, type="dxa"),
        w("tblLayout", type="fixed"),
    )
    grid = w("tblGrid", w("gridCol", w=_LABEL), w("gridCol", w=_FACT))
    return w("tbl", properties, grid, *rows)


def _cell(width: int, words: str, style: str, face: Face) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), paragraph(style, [run(words, face)]))


def _page(face: Face) -> Element:
    return w(
        "sectPr",
        w("pgSz", w=11906, h=16838),
        w("pgMar", top=1701, right=1587, bottom=1417, left=1587, header=737, footer=680, gutter=0),
        w("bidi") if face.right_to_left else None,
    )
