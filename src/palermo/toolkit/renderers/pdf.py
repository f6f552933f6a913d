"""A text as a tagged PDF (PDF/UA-1), set by Typst in the house layout: commentary stands beside the articles.

The words travel as one JSON string and are never part of the markup, so no text can become code.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from palermo.core.languages import Language
from palermo.site.docx.xml import storable
from palermo.site.typesetting import set_pdf_of_any_signs
from palermo.toolkit.renderers.book import (
    Book,
    blocks_of,
    cells_of,
    divide_article,
    with_brackets,
    words_of,
)
from palermo.toolkit.states.texts import CHAPTERS, PassageKind
from palermo.toolkit.texts.markup import Bracketed, Emphasis, Footnote, Inline, Link, Words
from palermo.toolkit.texts.passages import Passage

# Where the script or the spelling depends on it.
_REGIONS = {"zh": "CN", "en": "GB"}
_LISTED = CHAPTERS | {PassageKind.PART, PassageKind.SECTION}


def render_pdf(book: Book) -> bytes:
    """The text as PDF/UA-1 with bookmarks and embedded fonts; the same text gives the same bytes.

    Raises
    ------
    Refused
        If it takes too long.
    TypesettingError
        If Typst refuses the text for anything but a sign that no font has.
    """
    return set_pdf_of_any_signs(_template(), _data(book), name="book", dated=book.dated)


@cache
def _template() -> bytes:
    return files("palermo.toolkit.renderers").joinpath("text.typ").read_bytes()


def _data(book: Book) -> dict[str, object]:
    return {
        **_language(book.language),
        "dated": [book.dated.year, book.dated.month, book.dated.day],
        "title": storable(book.text.title),
        "facts": book.facts,
        "notice": storable(book.text.notice),
        "gap": book.gap_notice,
        "version": " · ".join(filter(None, (book.version, book.day))),
        "contents": book.contents_heading,
        "passages": _blocks(book, book.text.passages, 1),
    }


def _language(language: Language) -> dict[str, object]:
    return {
        "language": language.code,
        "region": _REGIONS.get(language.code),
        "right_to_left": language.right_to_left,
    }


def _blocks(book: Book, passages: Iterable[Passage], level: int, *, ticked: bool = False) -> list[dict[str, object]]:
    return [
        {"kind": "list", "ticked": ticked, "items": [_item(book, each) for each in block]}
        if isinstance(block, list)
        else _block(book, block, level)
        for block in blocks_of(passages)
    ]


def _item(book: Book, item: Passage) -> dict[str, object]:
    return {**_foreign(book, item), "key": item.key, "words": _inline(book, words_of(item.content))}


def _block(book: Book, passage: Passage, level: int) -> dict[str, object]:
    made: dict[str, object] = {**_foreign(book, passage), "kind": str(passage.kind), "key": passage.key}
    if material := book.material_of(passage):
        made["material"] = [
            {"text": f"{book.material_heading}{book.colon}"},
            {"url": material.address, "inner": [{"text": material.title}]},
        ]
    if passage.kind == PassageKind.TABLE:
        return {**made, "rows": [[_inline(book, cell) for cell in row] for row in cells_of(passage.content)]}
    if not passage.is_holder:
        return {**made, "label": book.labels.get(passage.key, ""), "words": _inline(book, words_of(passage.content))}
    label, words = book.heading(passage)
    made |= {"label": label, "words": _inline(book, words), "level": level, "listed": passage.kind in _LISTED}
    made["bookmark"] = storable(book.plain_heading(passage))
    if passage.kind == PassageKind.ARTICLE:
        own, commentary = divide_article(passage)
        return {
            **made,
            "blocks": _blocks(book, own, level + 1),
            "beside": _blocks(book, commentary, level + 1),
        }
    ticked = passage.kind == PassageKind.CHECKLIST
    return {**made, "blocks": _blocks(book, passage.children, level + 1, ticked=ticked)}


def _foreign(book: Book, passage: Passage) -> dict[str, object]:
    """The language of a passage that is not translated."""
    return {"foreign": _language(book.original)} if passage.row.is_missing else {}


def _inline(book: Book, parts: Iterable[Inline], *, in_note: bool = False) -> list[dict[str, object]]:
    return [each for part in parts for each in _part(book, part, in_note)]


def _part(book: Book, part: Inline, in_note: bool) -> list[dict[str, object]]:
    if isinstance(part, Words):
        return [{"text": storable(part.text)}]
    inner = _inline(book, part.parts, in_note=in_note or isinstance(part, Footnote))
    match part:
        case Emphasis():
            return [{"emphasis": inner}]
        case Bracketed():
            return [{"bracketed": _inline(book, with_brackets(part.parts), in_note=in_note)}]
        case Footnote():
            return [{"text": " ("}, *inner, {"text": ")"}] if in_note else [{"note": inner}]
        case Link():
            if key := book.passage_of(part.target):
                return [{"to": key, "inner": inner}]
            address = book.address_of(part.target)
            return [{"url": address, "inner": inner}] if address else inner
