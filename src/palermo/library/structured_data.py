"""Documents in the terms of schema.org."""

from palermo.core.kinds import StructuredData
from palermo.core.languages import BY_CODE
from palermo.core.structured_data import date_value, localized_value
from palermo.library.models import Document
from palermo.library.states import DocumentKind

REPORTS = frozenset({DocumentKind.REPORT, DocumentKind.MEETING_REPORT})


def document_data(document: Document) -> StructuredData:
    """A document with its symbol, its date and its languages."""
    return {
        "@type": "Report" if document.kind in REPORTS else "CreativeWork",
        "name": localized_value(document.title),
        "identifier": document.symbol,
        "datePublished": date_value(document.dated),
        "inLanguage": [BY_CODE[version.language].tag for version in document.versions.all()],
        "isAccessibleForFree": True,
    }
