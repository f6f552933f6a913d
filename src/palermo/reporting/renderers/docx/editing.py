"""A Word file for editors: the report with marks by which its paragraphs are known again, and its comments."""

import io
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.package import Package
from lxml import etree

from palermo.reporting.renderers.docx.front import bookmark_of
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.spoken import Paragraph, Report, Table
from palermo.site.docx.archive import settled_zip
from palermo.site.docx.package import add_property
from palermo.site.docx.text import paragraph
from palermo.site.docx.xml import Element, storable, w, words

# The property of the file that names its export.
EXPORT_PROPERTY = "PalermoExport"
_TEXT = frozenset(
    {
        *("NumberedParagraph", "BoldParagraph", "BodyText", "Summary"),
        *("Subparagraph", "BoldSubparagraph", "LabelledSubparagraph", "Caption"),
    }
)
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
# Behind the bookmarks of sections.
_FIRST_MARK = 10_000


@dataclass(frozen=True)
class EditorComment:
    """A comment for the file: on which words (all where there are none), and on how manieth place they stand there."""

    id: int
    key: str
    on: str
    place: int
    words: str
    author: str
    at: datetime
    is_done: bool
    answers: int | None = None


def render_for_editing(
    report: Report, marks: Mapping[str, Sequence[str]], comments: Sequence[EditorComment], token: str
) -> bytes:
    """The report as a Word file in which paragraphs carry bookmarks; changes made to it are tracked.

    Parameters
    ----------
    report : Report
    marks : mapping
        For the key of each paragraph or table the names of the bookmarks of its lines.
    comments : sequence of EditorComment
        Each `key` is that of a paragraph.
    token : str
        What names the export.
    """
    package = Package.open(io.BytesIO(render_docx(replace(report, has_contents=False))))
    document = package.main_document_part
    placed = _mark_paragraphs(report, document.element.body, marks)
    document.part_related_by(RT.SETTINGS).element.find(qn("w:defaultTabStop")).addprevious(w("trackRevisions"))
    add_property(package, EXPORT_PROPERTY, token)
    if comments:
        for comment in comments:
            _place(comment, placed[comment.key])
        parts = [
            XmlPart(PackURI("/word/comments.xml"), CT.WML_COMMENTS, w("comments", *map(_comment, comments)), package),
            XmlPart(PackURI("/word/commentsExtended.xml"), _EXTENDED_TYPE, _extended(comments), package),
        ]
        for part, relation in zip(parts, (RT.COMMENTS, _EXTENDED), strict=True):
            document.relate_to(part, relation)
    stream = io.BytesIO()
    package.save(stream)
    return settled_zip(stream.getvalue())


def _mark_paragraphs(report: Report, body: Element, marks: Mapping[str, Sequence[str]]) -> dict[str, list[Element]]:
    """Bookmarks around the lines of each paragraph; gives these lines by its key.

    A table has one around its caption and one in its first heading, since it may lose either.
    """
    lines = iter([line for line in body.iter(qn("w:p")) if _style(line) in _TEXT])
    placed: dict[str, list[Element]] = {}
    number = _FIRST_MARK
    for block in _blocks(report):
        count = 1 if isinstance(block, Table) else 1 + len(block.subparagraphs)
        own = [next(lines) for _each in range(count)]
        placed[block.key] = own
        if isinstance(block, Table):
            cells = list(own[0].getnext().iter(qn("w:p")))
            placed[block.key] = [*own, *cells]
            own = [*own, *[cell for cell in cells if cell.find(qn("w:r")) is not None][:1]]
        for line, name in zip(own, marks[block.key], strict=False):
            number += 1
            start, end = w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)
            _properties(line).addnext(start)
            line.append(end)
    return placed


def _blocks(report: Report) -> list[Paragraph | Table]:
    return [*report.summary, *(block for section in report.sections for block in section.blocks)]


def heading_marks(report: Report) -> dict[str, str]:
    """The keys of sections by the bookmarks of their headings."""
    return {bookmark_of(section): section.key for section in report.sections}


def _style(line: Element) -> str:
    found = line.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val"), "") if found is not None else ""


def _properties(line: Element) -> Element:
    found: Element = line.find(qn("w:pPr"))
    return found


def _place(comment: EditorComment, lines: Sequence[Element]) -> None:
    """Put a comment around its words, or around all words where these are not to be found as they stand."""
    start, end = w("commentRangeStart", id=comment.id), w("commentRangeEnd", id=comment.id)
    call = w("r", w("commentReference", id=comment.id))
    found = _runs_of(comment.on, comment.place, lines) if comment.on else None
    if found:
        first, last = found
        first.addprevious(start)
        last.addnext(end)
    else:
        _properties(lines[0]).addnext(start)
        lines[-1].append(end)
    end.addnext(call)


def _runs_of(on: str, place: int, lines: Sequence[Element]) -> tuple[Element, Element] | None:
    for line in lines:
        text = "".join(_text(run) for run in line.iter(qn("w:r")))
        if on not in text:
            place -= text.count(on)
            continue
        at = -1
        for _each in range(min(place, text.count(on) - 1) + 1 if place >= 0 else 1):
            at = text.find(on, at + 1)
        return _cut(line, at, at + len(on))
    return None


def _cut(line: Element, start: int, end: int) -> tuple[Element, Element]:
    """Divide runs so that some begin and end exactly there; gives the first and the last between."""
    for edge in (start, end):
        at = 0
        for run in list(line.iter(qn("w:r"))):
            length = len(_text(run))
            if at < edge < at + length and len(run.findall(qn("w:t"))) == 1:
                _divide(run, edge - at)
            at += length
    inside, at = [], 0
    for run in line.iter(qn("w:r")):
        length = len(_text(run))
        if length and at < end and at + length > start:
            inside.append(run)
        at += length
    return inside[0], inside[-1]


def _divide(run: Element, at: int) -> None:
    second = deepcopy(run)
    for each, part in ((run, slice(None, at)), (second, slice(at, None))):
        text = each.find(qn("w:t"))
        each.replace(text, words(text.text[part]))
    run.addnext(second)


def _text(run: Element) -> str:
    signs = {qn("w:noBreakHyphen"): "-", qn("w:tab"): "\t"}
    return "".join(each.text or "" if each.tag == qn("w:t") else signs.get(each.tag, "") for each in run)


def _comment(comment: EditorComment) -> Element:
    made = w(
        "comment",
        *(paragraph("Normal", [w("r", words(line))]) for line in comment.words.split("\n")),
        id=comment.id,
        author=storable(comment.author),
        date=comment.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        initials="".join(name[0] for name in comment.author.split() if name)[:3],
    )
    list(made.iter(qn("w:p")))[-1].set(f"{{{_W14}}}paraId", _paragraph_id(comment.id))
    return made


def _paragraph_id(comment: int) -> str:
    return f"{0x10000000 + comment % 0x60000000:08X}"


def _extended(comments: Iterable[EditorComment]) -> Element:
    """Which comments are resolved, and which answer others."""
    root = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
    for comment in comments:
        each = etree.SubElement(root, f"{{{_W15}}}commentEx")
        each.set(f"{{{_W15}}}paraId", _paragraph_id(comment.id))
        if comment.answers is not None:
            each.set(f"{{{_W15}}}paraIdParent", _paragraph_id(comment.answers))
        each.set(f"{{{_W15}}}done", str(int(comment.is_done)))
    return root
