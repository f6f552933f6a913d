"""The list of participants as a Word document."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from palermo.core.languages import active_language
from palermo.registration.web.listing import ListedPart, ListedPerson


def docx_of(title: str, parts: list[ListedPart]) -> bytes:
    """Headings for parts and parties, a paragraph for each person."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = active_language().tag
    document.styles["Normal"].font.size = Pt(10.5)
    _set_direction(document.add_heading(title, 1))
    for part in parts:
        _set_direction(document.add_heading(part.heading, 2))
        for party in part.parties:
            if party.name:
                _set_direction(document.add_heading(party.name, 3))
            for person in party.people:
                _write(document.add_paragraph(), person)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _write(paragraph: Paragraph, person: ListedPerson) -> None:
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.add_run(person.name).bold = bool(person.role)
    about = [each for each in (person.function, person.role) if each]
    if about:
        paragraph.add_run("\n" + " · ".join(about))
    _set_direction(paragraph)


def _set_direction(paragraph: Paragraph) -> None:
    """Set a paragraph from right to left where its language is written so."""
    if not active_language().right_to_left:
        return
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for run in paragraph.runs:
        mark = OxmlElement("w:rtl")
        mark.set(qn("w:val"), "1")
        run._r.get_or_add_rPr().append(mark)
