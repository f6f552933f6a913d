"""From the text of a tool on record to files: the one place that knows every renderer."""

from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.file_cache import kept_file
from palermo.core.languages import BY_CODE
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.toolkit.models import PassageText, Tool, ToolVersion
from palermo.toolkit.queries.texts import current_text, version_text
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.renderers.akn import render_akn
from palermo.toolkit.renderers.book import Book, Target, cells_of, words_of
from palermo.toolkit.renderers.docx import render_docx
from palermo.toolkit.renderers.epub import render_epub
from palermo.toolkit.renderers.html import render_html
from palermo.toolkit.renderers.pdf import render_pdf
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.markup import links
from palermo.toolkit.texts.passages import Passage, Text, digest_rows
from palermo.treaties.models import LawArticle, Treaty
from palermo.treaties.queries.laws import laws_visible_to
from palermo.treaties.queries.participation import treaties_visible_to

MEGABYTE = 1024 * 1024
MOST_KEPT = 400 * MEGABYTE
# Changes with the renderers, so that no file of an earlier one is served.
EDITION = 1
SALT = "palermo.toolkit.word"


class FileFormat(NamedTuple):
    """A format of files: how it is called, its media type, and what makes it."""

    name: str
    media_type: str
    render: Callable[[Book], bytes]


FORMATS = {
    "pdf": FileFormat("PDF", "application/pdf", render_pdf),
    "docx": FileFormat("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", render_docx),
    "epub": FileFormat("EPUB", "application/epub+zip", render_epub),
    "html": FileFormat("HTML", "text/html", render_html),
    "xml": FileFormat("Akoma Ntoso", "application/akn+xml", render_akn),
}


class TextFile(NamedTuple):
    """A file of a text with the digest of its bytes."""

    content: bytes
    sha256: str


def version_file(version: ToolVersion, language: str, form: str, viewer: Viewer) -> TextFile | None:
    """A version in a language as a file, kept for those who come next; None where it was not frozen in it.

    Refused if it takes too long to set.
    """
    book = version_book(version, language, viewer)
    if book is None:
        return None
    made_from = repr((EDITION, form, digest_rows(each.row for each in book.text.walk()), *_facts(book)))
    place = Path(settings.MEDIA_ROOT) / "tools" / sha256(made_from.encode()).hexdigest()
    content = kept_file(place, lambda: FORMATS[form].render(book), MOST_KEPT)
    return TextFile(content, sha256(content).hexdigest())


def _facts(book: Book) -> tuple[object, ...]:
    """All that a file says beside the passages."""
    text = book.text
    return (
        *(text.language, text.title, text.notice, book.original_language, book.kind, book.version, book.dated),
        *(book.publisher, book.slug, book.number, sorted(book.targets.items())),
    )


def version_book(version: ToolVersion, language: str, viewer: Viewer) -> Book | None:
    """A version in a language, with the links that a reader may follow; None where it was not frozen in it."""
    text = version_text(version, language)
    if text is None:
        return None
    with override(BY_CODE[language].django_code):
        name = plain(version.name)
        numbered = _("Version %(number)d") % {"number": version.number}
        words = " – ".join(filter(None, (numbered, name)))
    dated = version.published_on or version.frozen_on
    return _book(version.tool, text, version.original_language, words, dated, version.number, viewer)


def draft_file(tool: Tool, language: str, viewer: Viewer) -> bytes:
    """The text in preparation as a Word file, which can be edited and imported again."""
    text = current_text(tool, language)
    with override(BY_CODE[language].django_code):
        words = _("Draft")
    book = _book(tool, text, tool.original_language, words, clock.today(), 0, viewer)
    return render_docx(book, token=sign_export(tool, language))


def sign_export(tool: Tool, language: str) -> str:
    """What a file says of its export: the tool, the language, and the last wording of the text at that time."""
    last = PassageText.objects.filter(passage__tool=tool).aggregate(last=Max("pk"))["last"] or 0
    return signing.dumps([tool.pk, language, last], salt=SALT)


def _book(tool: Tool, text: Text, original: str, version: str, dated: date, number: int, viewer: Viewer) -> Book:
    lead = tool.activity.lead
    with override(BY_CODE[text.language].django_code):
        kind, publisher = str(tool.get_kind_display()), plain(lead.name) if lead else ""
    return Book(
        text=text,
        original_language=original,
        kind=kind,
        version=version,
        dated=dated,
        day=format_day(PartialDate(dated), text.language),
        publisher=publisher,
        slug=tool.activity.slug,
        number=number,
        targets=targets_of(text.walk(), text.language, viewer),
    )


def targets_of(passages: Iterable[Passage], language: str, viewer: Viewer) -> dict[str, Target]:
    """The records to which passages link and that a reader may see, by `kind:id`; a query for each kind linked to."""
    wanted: dict[str, set[str]] = {}
    for passage in passages:
        if passage.row.document:
            wanted.setdefault("document", set()).add(passage.row.document)
        for target in _links(passage):
            kind, _colon, slug = target.partition(":")
            wanted.setdefault(kind, set()).add(slug)
    found: dict[str, Target] = {}
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(BY_CODE[language].django_code):
        for kind, (records, key) in _SOURCES.items():
            if slugs := wanted.get(kind):
                for each in records(viewer).filter(**{f"{key}__in": slugs}):
                    slug = each.activity.slug if isinstance(each, Tool) else each.slug
                    found[f"{kind}:{slug}"] = Target(_title(each), f"{base}{each.get_absolute_url()}")
    return found


def _links(passage: Passage) -> list[str]:
    if "](" not in passage.content:
        return []
    if passage.kind == PassageKind.TABLE:
        return [link.target for row in cells_of(passage.content) for cell in row for link in links(cell)]
    return [link.target for link in links(words_of(passage.content))]


def _title(record: LawArticle | Document | Tool | Treaty) -> str:
    return plain(record.title) if isinstance(record, Document) else record.display_name()


def _tools(viewer: Viewer) -> QuerySet[Tool]:
    return tools_visible_to(viewer).select_related("activity")


def _laws(viewer: Viewer) -> QuerySet[LawArticle]:
    return laws_visible_to(viewer).select_related("state")


_SOURCES: dict[str, tuple[Callable[[Viewer], QuerySet[Any]], str]] = {
    "law": (_laws, "slug"),
    "document": (documents_visible_to, "slug"),
    "tool": (_tools, "activity__slug"),
    "treaty": (treaties_visible_to, "slug"),
}
