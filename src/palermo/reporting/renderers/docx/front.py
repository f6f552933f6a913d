"""What stands before the first section: masthead, title, summary, contents."""

from docx.oxml.ns import qn

from palermo.core.languages import BY_CODE
from palermo.reporting.renderers import wording
from palermo.reporting.renderers.docx.text import spoken_runs
from palermo.reporting.spoken import Masthead, NoteCall, Paragraph, Report, Section, Spoken
from palermo.site.docx.faces import Face, face_of
from palermo.site.docx.tables import TEXT_WIDTH, bare_table, cell, line, row
from palermo.site.docx.text import field, paragraph, run, tab
from palermo.site.docx.xml import Element, w

_SIDE = 3300
_NUMBERS = 1400
_PAGES = 1200


def front(report: Report, face: Face) -> list[Element]:
    """Masthead, title, summary and contents, in the order of the page."""
    return [
        *masthead(report.masthead, face),
        *_line("Title", report.title, face),
        *_line("Subtitle", report.subtitle, face),
        *_summary(report, face),
        *(_contents(report, face) if report.has_contents else []),
    ]


def masthead(head: Masthead, face: Face) -> list[Element]:
    """Organization and symbol; under a rule the organ, and beside it distribution, date and languages.

    Above it stands that the paper is an advance unedited version.
    """
    widths = [TEXT_WIDTH - _SIDE, _SIDE]
    above = [_line("Organization", head.organization, face), _symbol_line(head, face)]
    below = [_line("Organ", head.organ, face), _particulars(head, face)]
    rows = [
        row([cell(width, *(lines or [paragraph("Masthead", [])])) for width, lines in zip(widths, part, strict=True)])
        for part in (above, below)
    ]
    borders = w("tblBorders", w("bottom", **line(18)), w("insideH", **line(4)))
    lines = (
        ("Subsidiary", head.subsidiary),
        ("Session", head.session),
        ("Masthead", head.place_and_dates),
        ("Masthead", head.agenda_item),
        ("AgendaItemTitle", head.agenda_item_title),
    )
    given = [(style, words) for style, words in lines if words]
    # The first line keeps its distance from the rule above it.
    return [
        *_line("DocumentStatus", head.status, face),
        *_line("Masthead", head.status_note, face),
        bare_table(widths, rows, face, borders),
        *(
            paragraph(style, spoken_runs(words, face), None if at else w("spacing", before=200, after=40))
            for at, (style, words) in enumerate(given)
        ),
    ]


def _symbol_line(head: Masthead, face: Face) -> list[Element]:
    """The symbol; the asterisk of a reissue is its last sign, and it is read from the left."""
    if not (head.symbol and head.symbol_line and face.right_to_left):
        return _line("DocumentSymbol", head.symbol_line, face)
    latin = face_of(BY_CODE["en"])
    is_marked = any(isinstance(part, NoteCall) for part in head.symbol_line)
    # An asterisk has no direction of its own: between the symbol and this sign it goes with the symbol.
    ending = [run("\N{LEFT-TO-RIGHT MARK}", latin)] if is_marked else []
    return [paragraph("DocumentSymbol", [*spoken_runs(head.symbol_line, latin), *ending])]


def _particulars(head: Masthead, face: Face) -> list[Element]:
    """In Arabic, Chinese and Russian papers these lines are in English, and read from the left."""
    lines = (head.distribution, head.date, head.version, head.original)
    if not head.particulars_language:
        return [made for words in lines for made in _line("Masthead", words, face)]
    english = face_of(BY_CODE[head.particulars_language])
    return [
        paragraph(
            "Masthead",
            [_foreign(part, english) for part in spoken_runs(words, english)],
            w("bidi", val=0) if face.right_to_left else None,
        )
        for words in lines
        if words
    ]


def _foreign(run_of_words: Element, face: Face) -> Element:
    """A run that says its own language."""
    properties = run_of_words.find(qn("w:rPr"))
    if properties is None:
        properties = w("rPr")
        run_of_words.insert(0, properties)
    properties.append(face.tags())
    return run_of_words


def bookmark_of(section: Section) -> str:
    """The name under which the contents find a section."""
    return f"section_{section.key}".replace("-", "_")[:40]


def _line(style: str, words: Spoken | None, face: Face) -> list[Element]:
    return [paragraph(style, spoken_runs(words, face))] if words else []


def _summary(report: Report, face: Face) -> list[Element]:
    if not report.summary:
        return []
    lines = [line for part in report.summary for line in _summary_lines(part, face)]
    return [paragraph("SummaryHeading", [run(report.labels.summary, face)]), *lines]


def _summary_lines(part: Paragraph, face: Face) -> list[Element]:
    under = [[run(f"{item.label} ", face), *spoken_runs(item.content, face)] for item in part.subparagraphs]
    return [paragraph("Summary", runs) for runs in (spoken_runs(part.content, face), *under)]


def _contents(report: Report, face: Face) -> list[Element]:
    widths = [TEXT_WIDTH - _NUMBERS - _PAGES, _NUMBERS, _PAGES]
    names = ["", report.labels.paragraphs, report.labels.page]
    heading = row(
        [cell(width, _heading(name, at, face)) for at, (width, name) in enumerate(zip(widths, names, strict=True))],
        heading=True,
    )
    last = len(report.sections)
    rows = [row(_entry(section, widths, face, keeps=at < last)) for at, section in enumerate(report.sections, start=1)]
    table = bare_table(widths, [heading, *rows], face, w("tblBorders"), report.labels.contents)
    return [paragraph("FrontHeading", [run(report.labels.contents, face)]), table]


def _heading(name: str, column: int, face: Face) -> Element:
    return paragraph("ContentsHeading", [run(name, face)] if name else [], w("keepNext"), w("jc", val=_side_of(column)))


def _side_of(column: int) -> str:
    return ("left", "center", "right")[column]


def _entry(section: Section, widths: list[int], face: Face, *, keeps: bool) -> list[Element]:
    """A line of the contents, which keeps to the next one: they stand on one page."""
    hanging = w("ind", left=face.heading_label, hanging=face.heading_label)
    tabs = w(
        "tabs", w("tab", val="left", pos=face.heading_label), w("tab", val="right", leader="dot", pos=widths[0] - 160)
    )
    title = [run(section.label, face), tab(), *spoken_runs(wording.without_notes(section.title), face), tab()]

    def keep() -> Element | None:
        return w("keepNext") if keeps else None

    page = field(f"PAGEREF {bookmark_of(section)} \\h", "…")
    span = run(wording.paragraph_span(section), face)
    return [
        cell(widths[0], paragraph("TableText", title, keep(), tabs, hanging)),
        cell(
            widths[1],
            paragraph("TableText", [span], keep(), w("jc", val=_side_of(1))),
        ),
        cell(widths[2], paragraph("TableText", page, keep(), w("jc", val=_side_of(2)))),
    ]
