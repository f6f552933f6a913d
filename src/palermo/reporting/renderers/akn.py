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
from palermo.site.docx.text import Style
from palermo.site.docx.xml import storable

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# For what the standard has no place for: the cut-off and the number of words.
OWN_NAMESPACE = "urn:palermo:report"
# ISO 639-2, terminological.
_LANGUAGES = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
_COUNTRY, _KIND = "un", "report"
_MAIN = "/!main"
_SOURCE = "#body"


def render_akn(report: Report) -> bytes:
    """The report as an XML file; the same report gives the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    notes = {note.sign: note for note in (*report.marked_notes, *report.footnotes)}
    paper = _Paper(notes)
    document = _add(root, "doc", name=_KIND, contains="originalVersion")
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
    return f"{work_uri(report)}/{_LANGUAGES[language]}@{_dated(report).isoformat()}"


def _dated(report: Report) -> date:
    """The day of issue; until then, the cut-off."""
    return report.masthead.issued_on or report.cutoff


# Elements


def _element(tag: str, **attributes: str) -> etree._Element:
    given = {name.rstrip("_"): storable(text) for name, text in attributes.items()}
    return etree.Element(f"{{{NAMESPACE}}}{tag}", given)


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    child = _element(tag, **attributes)
    parent.append(child)
    return child


def _add_words(element: etree._Element, words: str) -> None:
    """Words after whatever the element holds already."""
    words = storable(words)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


# Metadata


def _meta(report: Report) -> etree._Element:
    meta = _element("meta")
    identification = _add(meta, "identification", source=_SOURCE)
    identification.append(_work(report))
    identification.append(_expression(report))
    identification.append(_manifestation(report))
    if report.masthead.issued_on:
        day = report.masthead.issued_on.isoformat()
        _add(meta, "publication", date=day, name="issued", showAs=wording.plain(report.masthead.distribution))
    references = _add(meta, "references", source=_SOURCE)
    if report.masthead.changes:
        # The document that this one changes.
        _add(references, "activeRef", href=changed_uri(report), showAs=report.masthead.changes)
    name = report.masthead.body or "body"
    _add(
        references,
        "TLCOrganization",
        eId="body",
        href=f"/akn/ontology/organization/{_COUNTRY}.{name}",
        showAs=wording.plain(report.masthead.body_name),
    )
    _add(references, "TLCRole", eId="author", href="/akn/ontology/role/author", showAs="author")
    meta.append(_own(report))
    return meta


def _own(report: Report) -> etree._Element:
    own = _element("proprietary", source=_SOURCE)
    facts = {"blueprint": report.blueprint, "cutoff": report.cutoff.isoformat(), "words": str(report.words)}
    if report.masthead.status:
        facts["status"] = "advance unedited version"
    for name, text in facts.items():
        etree.SubElement(own, f"{{{OWN_NAMESPACE}}}{name}", nsmap={"palermo": OWN_NAMESPACE}).text = text
    return own


def _core(tag: str, this: str, uri: str, report: Report) -> etree._Element:
    """The metadata common to the work, its version in a language and its file."""
    element = _element(tag)
    _add(element, "FRBRthis", value=this)
    _add(element, "FRBRuri", value=uri)
    if tag == "FRBRWork" and report.masthead.symbol:
        _add(element, "FRBRalias", value=report.masthead.symbol, name="symbol")
    name = "issued" if report.masthead.issued_on else "cutoff"
    _add(element, "FRBRdate", date=_dated(report).isoformat(), name=name)
    _add(element, "FRBRauthor", href=_SOURCE, as_="#author")
    return element


def _work(report: Report) -> etree._Element:
    uri = work_uri(report)
    work = _core("FRBRWork", uri + _MAIN, uri, report)
    _add(work, "FRBRcountry", value=_COUNTRY)
    _add(work, "FRBRsubtype", value=_KIND)
    _add(work, "FRBRnumber", value=report.masthead.symbol or report.blueprint)
    _add(work, "FRBRname", value=wording.plain(report.title))
    _add(work, "FRBRprescriptive", value="false")
    return work


def _expression(report: Report) -> etree._Element:
    code, original = report.language.code, report.masthead.original_language
    uri = expression_uri(report, code)
    expression = _core("FRBRExpression", uri + _MAIN, uri, report)
    _add(expression, "FRBRlanguage", language=_LANGUAGES[code])
    if original and original != code:
        _add(
            expression,
            "FRBRtranslation",
            href=expression_uri(report, original),
            fromLanguage=_LANGUAGES[original],
            authoritative="true",
            by=_SOURCE,
        )
    return expression


def _manifestation(report: Report) -> etree._Element:
    uri = expression_uri(report, report.language.code)
    manifestation = _core("FRBRManifestation", f"{uri}{_MAIN}.akn", f"{uri}.akn", report)
    _add(manifestation, "FRBRformat", value="application/akn+xml")
    return manifestation


# Text


class _Paper:
    """The paper with its notes, each of which stands where it is called."""

    def __init__(self, notes: dict[str, Footnote]) -> None:
        self._notes = notes

    def preface(self, report: Report) -> etree._Element:
        """Masthead and title."""
        head = report.masthead
        preface = _element("preface", **{f"{{{_XML}}}lang": BY_CODE[report.language.code].tag})
        masthead = _add(preface, "container", name="masthead", eId="preface__container_1")
        for name, words in _masthead_lines(head):
            self._line(masthead, name, words, head)
        self._fill(_add(_add(preface, "longTitle"), "p"), report.title, inside="docTitle")
        if report.subtitle:
            self._fill(_add(preface, "p", class_="subtitle"), report.subtitle)
        return preface

    def _line(self, masthead: etree._Element, name: str, words: Spoken, head: Masthead) -> None:
        attributes = {"date": head.issued_on.isoformat()} if name == "date" and head.issued_on else {}
        paragraph = _add(masthead, "p", class_=name)
        if head.particulars_language and name in _PARTICULARS:
            paragraph.set(f"{{{_XML}}}lang", head.particulars_language)
        self._fill(paragraph, words, inside=_PREFACE_ELEMENTS.get(name), **attributes)

    def summary(self, report: Report) -> etree._Element:
        """The summary under its heading."""
        preamble = _element("preamble", **{f"{{{_XML}}}lang": report.language.tag})
        box = _add(preamble, "container", name="summary", eId="preamble__container_1")
        _add(box, "p", class_="heading").text = report.labels.summary
        for paragraph in report.summary:
            self._fill(_add(box, "p"), paragraph.content)
            for item in paragraph.subparagraphs:
                self._fill(_add(box, "p"), (Run(f"{item.label} "), *item.content))
        return preamble

    def main_body(self, report: Report) -> etree._Element:
        """The sections."""
        body = _element("mainBody", **{f"{{{_XML}}}lang": report.language.tag})
        for at, section in enumerate(report.sections, start=1):
            body.append(self._section(section, f"sec_{at}", report))
        return body

    def _section(self, section: Section, key: str, report: Report) -> etree._Element:
        element = _element("section", eId=key)
        if section.title:
            _add(element, "num").text = section.label
            self._fill(_add(element, "heading"), section.title)
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
        element = _element("paragraph", eId=key)
        if block.number is not None:
            _add(element, "num").text = wording.number_mark(report.language, block.number)
        bold = "b" if block.emphasis else None
        self._fill(_add(_add(element, "intro" if block.subparagraphs else "content"), "p"), block.content, inside=bold)
        for letter, item in zip(ascii_lowercase, block.subparagraphs, strict=False):
            under = _add(element, "subparagraph", eId=f"{key}__subpara_{letter}")
            _add(under, "num").text = item.label
            self._fill(_add(_add(under, "content"), "p"), item.content, inside=bold)
        return element

    def _table(self, block: Table, section: str, at: int) -> etree._Element:
        key = f"{section}__hcontainer_{at}"
        element = _element("hcontainer", name="table", eId=key)
        table = _add(_add(element, "content"), "table", eId=f"{key}__table_1")
        self._fill(_add(table, "caption"), block.caption)
        numbers = wording.number_columns(block)
        for tag, cells in (("th", block.headings), *(("td", row) for row in block.rows)):
            row = _add(table, "tr")
            for column, cell in enumerate(cells):
                kind = {"class": "number"} if column in numbers else {}
                self._fill(_add(_add(row, tag, **kind), "p"), cell)
        return element

    def _fill(
        self, element: etree._Element, words: Iterable[Run | NoteCall], *, inside: str | None = None, **attributes: str
    ) -> None:
        """Set words into an element, or into a new one inside it."""
        if inside is not None:
            element = _add(element, inside, **attributes)
        for part in words:
            if isinstance(part, NoteCall):
                element.append(self._note(part))
            elif part.style is Style.PLAIN:
                _add_words(element, part.text)
            elif part.style is Style.EMPHASIS:
                _add_words(_add(element, "i"), part.text)
            elif part.style is Style.RAISED:
                _add_words(_add(element, "sup"), part.text)
            else:
                _add_words(_add(element, "inline", name=part.style.value), part.text)

    def _note(self, call: NoteCall) -> etree._Element:
        note = _element(
            "authorialNote", eId=f"authorialNote_{call.anchor}", marker=call.printed_sign, placement="bottom",
        )  # fmt: skip
        self._fill(_add(note, "p"), self._notes[call.sign].content)
        return note


_XML = "http://www.w3.org/XML/1998/namespace"
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
