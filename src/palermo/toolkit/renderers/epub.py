"""A text as an electronic book (EPUB 3): a file for each part, chapter, module or article, with contents and notes."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from palermo.site.docx.archive import zip_files
from palermo.site.docx.xml import storable
from palermo.toolkit.renderers.book import Book
from palermo.toolkit.renderers.html import stylesheet
from palermo.toolkit.renderers.xhtml import PassageWriter, contents, cover, head_of, id_of
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.passages import Passage

MIMETYPE = "mimetype"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = '<link rel="stylesheet" type="text/css" href="text.css"/>\n'
# Where reading systems look for the features of a book.
_ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
)


class _Leaf(NamedTuple):
    """A file of the book: its name, and the passage that it begins with; `held` of it stand in the same file."""

    name: str
    passage: Passage
    held: tuple[Passage, ...]


def render_epub(book: Book) -> bytes:
    """The text as an EPUB file; the same text gives the same bytes."""
    leaves = list(_leaves(book.text.passages))
    places = {each.key: leaf.name for leaf in leaves for each in _passages_in(leaf)}

    def anchor(key: str) -> str:
        return f"{places[key]}#{id_of(key)}"

    writer = PassageWriter(book, anchor, is_book=True)
    pages = [(leaf.name, _page(book, leaf, writer)) for leaf in leaves]
    return zip_files(
        (
            (MIMETYPE, b"application/epub+zip"),
            ("META-INF/container.xml", _CONTAINER.encode()),
            ("book/package.opf", _package(book, [leaf.name for leaf in leaves]).encode()),
            ("book/nav.xhtml", _navigation(book, anchor).encode()),
            ("book/text.css", stylesheet().encode()),
            ("book/cover.xhtml", _cover(book).encode()),
            *((f"book/{name}", page.encode()) for name, page in pages),
        ),
        stored={MIMETYPE},
    )


def _leaves(passages: Iterable[Passage], start: int = 1) -> Iterator[_Leaf]:
    """A file for each passage at the top; what a part holds, its words apart, has files of its own."""
    number = start
    for passage in passages:
        name, number = f"text-{number:04}.xhtml", number + 1
        if passage.kind != PassageKind.PART:
            yield _Leaf(name, passage, passage.children)
            continue
        yield _Leaf(name, passage, tuple(each for each in passage.children if not each.is_holder))
        below = list(_leaves((each for each in passage.children if each.is_holder), number))
        yield from below
        number += len(below)


def _passages_in(leaf: _Leaf) -> Iterator[Passage]:
    yield leaf.passage
    for each in leaf.held:
        yield from each.walk()


def _page(book: Book, leaf: _Leaf, writer: PassageWriter) -> str:
    passage = leaf.passage
    body = writer.passage(Passage(passage.row, passage.number, passage.path, leaf.held), 1)
    return _document(book, book.plain_heading(passage) or book.text.title, _notice(book) + body + writer.take_notes())


def _document(book: Book, title: str, body: str) -> str:
    return f"{head_of(book, title, _STYLE, is_book=True)}<body>\n{body}</body>\n</html>\n"


def _notice(book: Book) -> str:
    return f'<p class="notice">{_escape(book.text.notice)}</p>\n' if book.text.notice else ""


def _cover(book: Book) -> str:
    return _document(book, book.text.title, f'<section epub:type="titlepage">\n{cover(book)}</section>\n')


def _navigation(book: Book, anchor: Callable[[str], str]) -> str:
    heading = _escape(book.contents_heading)
    first = f'<li><a href="cover.xhtml">{_escape(book.text.title)}</a></li>\n'
    listed = contents(book, book.text.passages, anchor).removeprefix("<ol>\n") or "</ol>\n"
    nav = f'<nav epub:type="toc" role="doc-toc">\n<h1>{heading}</h1>\n<ol>\n{first}{listed}</nav>\n'
    return _document(book, book.contents_heading, nav)


def _package(book: Book, names: list[str]) -> str:
    files = ["cover.xhtml", *names]
    manifest = "".join(
        f'<item id="page{at}" href="{name}" media-type="application/xhtml+xml"/>\n' for at, name in enumerate(files)
    )
    spine = "".join(f'<itemref idref="page{at}"/>\n' for at, _name in enumerate(files))
    direction = ' page-progression-direction="rtl"' if book.language.right_to_left else ""
    access = "".join(f'<meta property="{name}">{value}</meta>\n' for name, value in _ACCESS)
    publisher = f"<dc:publisher>{_escape(book.publisher)}</dc:publisher>\n" if book.publisher else ""
    number = uuid5(NAMESPACE_URL, f"{book.address}#{book.language.code}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{book.language.tag}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{number}</dc:identifier>\n'
        f"<dc:title>{_escape(book.text.title)}</dc:title>\n"
        f"<dc:language>{book.language.tag}</dc:language>\n"
        f"{publisher}<dc:description>{_escape(' · '.join((*book.facts, *book.notices)))}</dc:description>\n"
        f"<dc:date>{book.dated.isoformat()}</dc:date>\n"
        f'<meta property="dcterms:modified">{book.dated.isoformat()}T00:00:00Z</meta>\n'
        f"{access}</metadata>\n<manifest>\n"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="style" href="text.css" media-type="text/css"/>\n'
        f"{manifest}</manifest>\n<spine{direction}>\n{spine}</spine>\n</package>\n"
    )


def _escape(words: str) -> str:
    return escape(storable(words))
