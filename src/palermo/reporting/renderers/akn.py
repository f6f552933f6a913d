"""A report as Akoma Ntoso 3.0, the OASIS standard for such papers, in the profile of the United Nations (AKN4UN).

Numbered paragraphs have the same identifiers in every language, made of the numbers that every other format shows:
`para_11` is paragraph 11, `para_22__subpara_b` the second subparagraph of paragraph 22.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from string import ascii_lowercase

from lxml import etree

from palermo.core.languages import BY_CODE
from palermo.reporting.renderers import wording
from palermo.reporting.spoken import Footnote, Masthead, NoteCall, Paragraph, Report, Run, Section, Spoken, Table
from palermo.site.akn import LANGUAGES, NAMESPACE, XML, add_element, add_words, new_element
from palermo.site.docx.text import Style

# For what the standard has no place for: the cut-off and the number of words.
OWN_NAMESPACE = "urn:palermo:report"
_COUNTRY, _KIND = "un", "report"
_MAIN = "/!main"
_SOURCE = "#body"


def render_akn(report: Report) -> bytes:
    """The report as an XML file; the same report gives the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    notes = {note.sign: note for note in (*report.marked_notes, *report.footnotes)}
    paper = _Paper(notes)
    document = add_element(root, "doc", name=_KIND, contains="originalVersion")
    document.append(_meta(report))
    document.append(paper.preface(report))
    if report.summary:
        document.append(paper.summary(report))
    document.append(paper.main_body(report))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False))


def work_uri(report: Report) -> str:
    """The address of the paper in all languages: `/akn/un/doc/report/BODY/DATE/SYMBOL`."""
    head = report.masthead
    return _address(head.body, _dated(report), head.symbol or report.blueprint)


def changed_uri(report: Report) -> str:
    """The address of the paper that this one changes."""
    head = report.masthead
    return _address(head.body, head.changes_on or report.cutoff, head.changes)


def _address(body: str, dated: date, number: str) -> str:
    # An asterisk says that the paper was reissued; it is no part of the address.
    number = number.rstrip("*").replace("/", "-")
    return "/akn/" + "/".join((_COUNTRY, "doc", _KIND, *([body] if body else []), dated.isoformat(), number))


def expression_uri(report: Report, language: str) -> str:
    """The address of the paper in one language, as at its date."""
    return f"{work_uri(report)}/{LANGUAGES[language]}@{_dated(report).isoformat()}"


def _dated(report: Report) -> date:
    """The day of issue; until then, the cut-off."""
    return report.masthead.issued_on or report.cutoff


# Metadata


def _meta(report: Report) -> etree._Element:
    meta = new_element("meta")
    identification = add_element(meta, "identification", source=_SOURCE)
    identification.append(_work(report))
    identification.append(_expression(report))
    identification.append(_manifestation(report))
    if report.masthead.issued_on:
        day = report.masthead.issued_on.isoformat()
        add_element(meta, "publication", date=day, name="issued", showAs=wording.plain(report.masthead.distribution))
    references = add_element(meta, "references", source=_SOURCE)
    if report.masthead.changes:
        # The document that this one changes.
        add_element(references, "activeRef", href=changed_uri(report), showAs=report.masthead.changes)
    name = report.masthead.body or "body"
    add_element(
        references,
        "TLCOrganization",
        eId="body",
        href=f"/akn/ontology/organization/{_COUNTRY}.{name}",
        showAs=wording.plain(report.masthead.body_name),
    )
    add_element(references, "TLCRole", eId="author", href="/akn/ontology/role/author", showAs="author")
    meta.append(_own(report))
    return meta


def _own(report: Report) -> etree._Element:
    own = new_element("proprietary", source=_SOURCE)
    facts = {"blueprint": report.blueprint, "cutoff": report.cutoff.isoformat(), "words": str(report.words)}
    if report.masthead.status:
        facts["status"] = "advance unedited version"
    for name, text in facts.items():
        etree.SubElement(own, f"{{{OWN_NAMESPACE}}}{name}", nsmap={"palermo": OWN_NAMESPACE}).text = text
    return own


def _core(tag: str, this: str, uri: str, report: Report) -> etree._Element:
    """The metadata common to the work, its version in a language and its file."""
    element = new_element(tag)
    add_element(element, "FRBRthis", value=this)
    add_element(element, "FRBRuri", value=uri)
    if tag == "FRBRWork" and report.masthead.symbol:
        add_element(element, "FRBRalias", value=report.masthead.symbol, name="symbol")
    name = "issued" if report.masthead.issued_on else "cutoff"
    add_element(element, "FRBRdate", date=_dated(report).isoformat(), name=name)
    add_element(element, "FRBRauthor", href=_SOURCE, as_="#author")
    return element


def _work(report: Report) -> etree._Element:
    uri = work_uri(report)
    work = _core("FRBRWork", uri + _MAIN, uri, report)
    add_element(work, "FRBRcountry", value=_COUNTRY)
    add_element(work, "FRBRsubtype", value=_KIND)
    add_element(work, "FRBRnumber", value=report.masthead.symbol or report.blueprint)
    add_element(work, "FRBRname", value=wording.plain(report.title))
    add_element(work, "FRBRprescriptive", value="false")
    return work


def _expression(report: Report) -> etree._Element:
    code, original = report.language.code, report.masthead.original_language
    uri = expression_uri(report, code)
    expression = _core("FRBRExpression", uri + _MAIN, uri, report)
    add_element(expression, "FRBRlanguage", language=LANGUAGES[code])
    if original and original != code:
        add_element(
            expression,
            "FRBRtranslation",
            href=expression_uri(report, original),
            fromLanguage=LANGUAGES[original],
            authoritative="true",
            by=_SOURCE,
        )
    return expression


def _manifestation(report: Report) -> etree._Element:
    uri = expression_uri(report, report.language.code)
    manifestation = _core("FRBRManifestation", f"{uri}{_MAIN}.akn", f"{uri}.akn", report)
    add_element(manifestation, "FRBRformat", value="application/akn+xml")
    return manifestation


# Text


class _Paper:
    """The paper with its notes, each of which stands where it is called."""

    def __init__(self, notes: dict[str, Footnote]) -> None:
        self._notes = notes

    def preface(self, report: Report) -> etree._Element:
        """Masthead and title."""
        head = report.masthead
        preface = new_element("preface", **{f"{{{XML}}}lang": BY_CODE[report.language.code].tag})
        masthead = add_element(preface, "container", name="masthead", eId="preface__container_1")
        for name, words in _masthead_lines(head):
            self._line(masthead, name, words, head)
        self._fill(add_element(add_element(preface, "longTitle"), "p"), report.title, inside="docTitle")
        if report.subtitle:
            self._fill(add_element(preface, "p", class_="subtitle"), report.subtitle)
        return preface

    def _line(self, masthead: etree._Element, name: str, words: Spoken, head: Masthead) -> None:
        attributes = {"date": head.issued_on.isoformat()} if name == "date" and head.issued_on else {}
        paragraph = add_element(masthead, "p", class_=name)
        if head.particulars_language and name in _PARTICULARS:
            paragraph.set(f"{{{XML}}}lang", head.particulars_language)
        self._fill(paragraph, words, inside=_PREFACE_ELEMENTS.get(name), **attributes)

    def summary(self, report: Report) -> etree._Element:
        """The summary under its heading."""
        preamble = new_element("preamble", **{f"{{{XML}}}lang": report.language.tag})
        box = add_element(preamble, "container", name="summary", eId="preamble__container_1")
        add_element(box, "p", class_="heading").text = report.labels.summary
        for paragraph in report.summary:
            self._fill(add_element(box, "p"), paragraph.content)
            for item in paragraph.subparagraphs:
                self._fill(add_element(box, "p"), (Run(f"{item.label} "), *item.content))
        return preamble

    def main_body(self, report: Report) -> etree._Element:
        """The sections."""
        body = new_element("mainBody", **{f"{{{XML}}}lang": report.language.tag})
        for at, section in enumerate(report.sections, start=1):
            body.append(self._section(section, f"sec_{at}", report))
        return body

    def _section(self, section: Section, key: str, report: Report) -> etree._Element:
        element = new_element("section", eId=key)
        if section.title:
            add_element(element, "num").text = section.label
            self._fill(add_element(element, "heading"), section.title)
        unnumbered, tables = 0, 0
        for block in section.blocks:
            if isinstance(block, Table):
                tables += 1
                element.append(self._table(block, key, tables))
            elif block.number is None:
                unnumbered += 1
                element.append(self._paragraph(block, f"{key}__para_nn-{unnumbered}", report))
            else:
                element.append(self._paragraph(block, f"para_{block.number}", report))
        return element

    def _paragraph(self, block: Paragraph, key: str, report: Report) -> etree._Element:
        element = new_element("paragraph", eId=key)
        if block.number is not None:
            add_element(element, "num").text = wording.number_mark(report.language, block.number)
        bold = "b" if block.emphasis else None
        self._fill(
            add_element(add_element(element, "intro" if block.subparagraphs else "content"), "p"),
            block.content,
            inside=bold,
        )
        for letter, item in zip(ascii_lowercase, block.subparagraphs, strict=False):
            under = add_element(element, "subparagraph", eId=f"{key}__subpara_{letter}")
            add_element(under, "num").text = item.label
            self._fill(add_element(add_element(under, "content"), "p"), item.content, inside=bold)
        return element

    def _table(self, block: Table, section: str, at: int) -> etree._Element:
        key = f"{section}__hcontainer_{at}"
        element = new_element("hcontainer", name="table", eId=key)
        table = add_element(add_element(element, "content"), "table", eId=f"{key}__table_1")
        self._fill(add_element(table, "caption"), block.caption)
        numbers = wording.number_columns(block)
        for tag, cells in (("th", block.headings), *(("td", row) for row in block.rows)):
            row = add_element(table, "tr")
            for column, cell in enumerate(cells):
                kind = {"class": "number"} if column in numbers else {}
                self._fill(add_element(add_element(row, tag, **kind), "p"), cell)
        return element

    def _fill(
        self, element: etree._Element, words: Iterable[Run | NoteCall], *, inside: str | None = None, **attributes: str
    ) -> None:
        """Set words into an element, or into a new one inside it."""
        if inside is not None:
            element = add_element(element, inside, **attributes)
        for part in words:
            if isinstance(part, NoteCall):
                element.append(self._note(part))
            elif part.style is Style.PLAIN:
                add_words(element, part.text)
            elif part.style is Style.EMPHASIS:
                add_words(add_element(element, "i"), part.text)
            elif part.style is Style.RAISED:
                add_words(add_element(element, "sup"), part.text)
            else:
                add_words(add_element(element, "inline", name=part.style.value), part.text)

    def _note(self, call: NoteCall) -> etree._Element:
        note = new_element(
            "authorialNote", eId=f"authorialNote_{call.anchor}", marker=call.printed_sign, placement="bottom",
        )  # fmt: skip
        self._fill(add_element(note, "p"), self._notes[call.sign].content)
        return note


_PARTICULARS = frozenset({"distribution", "date", "version", "original"})
# Lines of the masthead for which the standard has an element.
_PREFACE_ELEMENTS = {"organization": "docAuthority", "symbol": "docNumber", "date": "docDate", "session": "session"}


def _masthead_lines(head: Masthead) -> Iterator[tuple[str, Spoken]]:
    lines = {
        "status": head.status,
        "status-note": head.status_note,
        "organization": head.organization,
        "symbol": head.symbol_line,
        "organ": head.organ,
        "distribution": head.distribution,
        "date": head.date,
        "version": head.version,
        "original": head.original,
        "subsidiary": head.subsidiary,
        "session": head.session,
        "place-and-dates": head.place_and_dates,
        "agenda-item": head.agenda_item,
        "agenda-item-title": head.agenda_item_title,
    }
    yield from ((name, words) for name, words in lines.items() if words)
