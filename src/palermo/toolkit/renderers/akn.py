"""A text as Akoma Ntoso 3.0: articles are articles, commentary and boxes containers beside their paragraphs.

The identifier of an element is made of the key of its passage, so it is the same in every version and language.
"""

from collections.abc import Iterable

from lxml import etree

from palermo.core.languages import Language
from palermo.site.akn import LANGUAGES, NAMESPACE, XML, add_element, add_words, new_element
from palermo.toolkit.renderers.book import Book, cells_of, with_brackets, words_of
from palermo.toolkit.renderers.xhtml import id_of
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.markup import Bracketed, Emphasis, Footnote, Inline, Link, Words
from palermo.toolkit.texts.passages import Passage

_COUNTRY = "un"
_MAIN = "/!main"
_SOURCE = "#publisher"
# Elements of the standard by the kind of passage, with the beginnings of their identifiers; others are containers.
_ELEMENTS = {
    PassageKind.PART: ("part", "part"),
    PassageKind.CHAPTER: ("chapter", "chp"),
    PassageKind.SECTION: ("section", "sec"),
    PassageKind.ARTICLE: ("article", "art"),
    PassageKind.PARAGRAPH: ("paragraph", "para"),
    PassageKind.ITEM: ("point", "point"),
}


def render_akn(book: Book) -> bytes:
    """The text as an XML file; the same text gives the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    document = add_element(root, "doc", name="tool", contains="originalVersion")
    document.append(_meta(book))
    document.append(_preface(book))
    body = add_element(document, "mainBody", **{f"{{{XML}}}lang": book.language.tag})
    text = _Text(book)
    for passage in book.text.passages:
        body.append(text.passage(passage))
    if not len(body):
        add_element(body, "p")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def work_uri(book: Book) -> str:
    """The address of the text in all its languages and versions."""
    return f"/akn/{_COUNTRY}/doc/tool/{book.dated.isoformat()}/{book.slug}"


def expression_uri(book: Book, language: Language) -> str:
    """The address of a version in a language."""
    return f"{work_uri(book)}/{LANGUAGES[language.code]}@{book.dated.isoformat()}"


def _meta(book: Book) -> etree._Element:
    meta = new_element("meta")
    identification = add_element(meta, "identification", source=_SOURCE)
    uri, expression = work_uri(book), expression_uri(book, book.language)
    work = _core(identification, "FRBRWork", uri + _MAIN, uri, book)
    add_element(work, "FRBRcountry", value=_COUNTRY)
    add_element(work, "FRBRsubtype", value="tool")
    add_element(work, "FRBRnumber", value=book.slug)
    add_element(work, "FRBRname", value=book.text.title)
    add_element(work, "FRBRprescriptive", value="false")
    spoken = _core(identification, "FRBRExpression", expression + _MAIN, expression, book)
    if book.number:
        add_element(spoken, "FRBRversionNumber", value=str(book.number))
    add_element(spoken, "FRBRlanguage", language=LANGUAGES[book.language.code])
    if book.original.code != book.language.code:
        add_element(
            spoken,
            "FRBRtranslation",
            href=expression_uri(book, book.original),
            fromLanguage=LANGUAGES[book.original.code],
            authoritative="true",
            by=_SOURCE,
        )
    made = _core(identification, "FRBRManifestation", f"{expression}{_MAIN}.akn", f"{expression}.akn", book)
    add_element(made, "FRBRformat", value="application/akn+xml")
    references = add_element(meta, "references", source=_SOURCE)
    add_element(
        references,
        "TLCOrganization",
        eId="publisher",
        href=f"/akn/ontology/organization/{_COUNTRY}.publisher",
        showAs=book.publisher or book.text.title,
    )
    add_element(references, "TLCRole", eId="author", href="/akn/ontology/role/author", showAs="author")
    return meta


def _core(parent: etree._Element, tag: str, this: str, uri: str, book: Book) -> etree._Element:
    """The metadata common to the text, its version in a language and its file."""
    element = add_element(parent, tag)
    add_element(element, "FRBRthis", value=this)
    add_element(element, "FRBRuri", value=uri)
    add_element(element, "FRBRdate", date=book.dated.isoformat(), name="frozen" if book.number else "drafted")
    add_element(element, "FRBRauthor", href=_SOURCE, as_="#author")
    return element


def _preface(book: Book) -> etree._Element:
    preface = new_element("preface", **{f"{{{XML}}}lang": book.language.tag})
    add_words(add_element(add_element(add_element(preface, "longTitle"), "p"), "docTitle"), book.text.title)
    for fact in book.facts:
        add_words(add_element(preface, "p", class_="fact"), fact)
    for notice in book.notices:
        add_words(add_element(preface, "p", class_="notice"), notice)
    return preface


class _Text:
    """The passages, with the notes called so far."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._notes = 0

    def passage(self, passage: Passage) -> etree._Element:
        """A passage with all that it holds."""
        tag, _beginning = _ELEMENTS.get(passage.kind, ("", ""))
        named = {} if tag else {"name": str(passage.kind)}
        element = new_element(tag or "hcontainer", eId=_eid(passage), **named)
        if passage.row.is_missing:
            element.set(f"{{{XML}}}lang", self._book.original.tag)
        if passage.is_holder:
            self._hold(element, passage)
        elif passage.kind == PassageKind.TABLE:
            self._table(add_element(element, "content"), passage)
        else:
            if label := self._book.labels.get(passage.key, ""):
                add_words(add_element(element, "num"), label)
            self._fill(add_element(add_element(element, "content"), "p"), words_of(passage.content))
        return element

    def _hold(self, element: etree._Element, passage: Passage) -> None:
        label, words = self._book.heading(passage)
        if label:
            add_words(add_element(element, "num"), label)
        if words:
            self._fill(add_element(element, "heading"), words)
        if material := self._book.material_of(passage):
            words_ = add_element(add_element(element, "intro"), "p")
            add_words(words_, f"{self._book.material_heading}{self._book.colon}")
            add_words(add_element(words_, "ref", href=material.address), material.title)
        elif not passage.children:
            add_element(add_element(element, "content"), "p")
        for child in passage.children:
            element.append(self.passage(child))

    def _table(self, content: etree._Element, passage: Passage) -> None:
        head, *rows = cells_of(passage.content) or [[()]]
        table = add_element(content, "table")
        for tag, cells in (("th", head), *(("td", row) for row in rows)):
            line = add_element(table, "tr")
            for cell in cells:
                self._fill(add_element(add_element(line, tag), "p"), cell)

    def _fill(self, element: etree._Element, parts: Iterable[Inline], *, in_note: bool = False) -> None:
        for part in parts:
            match part:
                case Words():
                    self._words(element, part.text)
                case Emphasis():
                    self._fill(add_element(element, "i"), part.parts, in_note=in_note)
                case Bracketed():
                    inner = add_element(element, "inline", name="bracketed")
                    self._fill(inner, with_brackets(part.parts), in_note=in_note)
                case Link():
                    self._link(element, part, in_note=in_note)
                case Footnote() if in_note:
                    self._fill(element, (Words(" ("), *part.parts, Words(")")), in_note=True)
                case Footnote():
                    self._note(element, part)

    def _words(self, element: etree._Element, words: str) -> None:
        for at, line in enumerate(words.split("\n")):
            if at:
                add_element(element, "br")
            add_words(element, line)

    def _link(self, element: etree._Element, link: Link, *, in_note: bool) -> None:
        key = self._book.passage_of(link.target)
        found = self._book.text.find(key) if key else None
        address = f"#{_eid(found)}" if found else self._book.address_of(link.target)
        self._fill(add_element(element, "ref", href=address) if address else element, link.parts, in_note=in_note)

    def _note(self, element: etree._Element, note: Footnote) -> None:
        self._notes += 1
        number = str(self._notes)
        made = add_element(element, "authorialNote", eId=f"authorialNote_{number}", marker=number, placement="bottom")
        self._fill(add_element(made, "p"), note.parts, in_note=True)


def _eid(passage: Passage) -> str:
    _tag, beginning = _ELEMENTS.get(passage.kind, ("", "hcontainer"))
    return f"{beginning}_{id_of(passage.key)}"
