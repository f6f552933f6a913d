"""A text as a web page that stands alone: its style inside, no script, commentary beside the articles."""

from functools import cache
from importlib.resources import files
from itertools import chain

from palermo.toolkit.renderers.book import Book
from palermo.toolkit.renderers.xhtml import PassageWriter, contents, cover, head_of, id_of

_PAGE = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 2rem 1.25rem 4rem; background: Canvas; color: CanvasText; }
main { max-inline-size: 44rem; margin-inline: auto; }
main:has(.beside) { max-inline-size: 72rem; }
main:has(.beside) > :not(section), section > :not(.beside, section) { max-inline-size: 44rem; }
@media (min-width: 60rem) {
  .beside { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); column-gap: 2.5rem; }
  .beside .commentary:first-child { margin-block-start: 0; }
}
"""


def render_html(book: Book) -> bytes:
    """The text as one page; the same text gives the same bytes."""
    writer = PassageWriter(book, _anchor)
    body = writer.passages(book.text.passages, 2)
    head = (
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n<style>{stylesheet()}{_PAGE}</style>\n'
    )
    listed = contents(book, book.text.passages, _anchor)
    heading = book.contents_heading
    nav = f'<nav aria-label="{heading}">\n<h2>{heading}</h2>\n{listed}</nav>\n' if listed else ""
    parts = chain(
        (head_of(book, book.text.title, head), "<body>\n<main>\n", cover(book), nav, body),
        (writer.take_notes(), "</main>\n</body>\n</html>\n"),
    )
    return "".join(parts).encode()


def _anchor(key: str) -> str:
    return f"#{id_of(key)}"


@cache
def stylesheet() -> str:
    """The rules that pages and electronic books have in common."""
    return files("palermo.toolkit.renderers").joinpath("text.css").read_text(encoding="utf-8")
