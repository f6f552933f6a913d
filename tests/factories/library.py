"""Documents."""

from datetime import date

from palermo.core.audiences import Audience
from palermo.library.models import Document, LanguageVersion
from tests.factories.common import number, text


def make_document(title: str = "Document", *, words: str = "", **fields) -> Document:
    """An issued public document, with a text in English when `words` are given."""
    document = Document.objects.create(
        **{
            "slug": f"document-{number()}",
            "title": text(title),
            "kind": "note",
            "audience": Audience.PUBLIC,
            "state": "issued",
            "dated_on": date(2007, 6, 1),
            "issued_on": date(2007, 6, 1),
            **fields,
        }
    )
    if words:
        LanguageVersion.objects.create(document=document, language="en", text=words)
    return document
