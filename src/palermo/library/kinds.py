"""Documents as a kind of record."""

from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.library.models import (
    AlternativeFormat,
    Document,
    DocumentAlias,
    DocumentReader,
    LanguageVersion,
    Read,
)
from palermo.library.queries import document_seen_by, documents_visible_to
from palermo.library.structured_data import document_data

register(
    RecordKind(
        model=Document,
        slug="documents",
        visible_to=documents_visible_to,
        version_condition=document_seen_by,
        pages=("document",),
        list_page="document_list",
        sitemap_page="document",
        structured_data=document_data,
    ),
    RecordKind(model=Read, slug="reads", is_versioned=False),
    RecordKind(model=DocumentAlias, slug="document-aliases", part_of=("document",)),
    RecordKind(model=LanguageVersion, slug="language-versions", part_of=("document",), named_by=("document",)),
    RecordKind(model=AlternativeFormat, slug="alternative-formats", part_of=("version",)),
    # The readers named for a document are shown to the secretariat, not to one another.
    RecordKind(
        model=DocumentReader,
        slug="document-readers",
        part_of=("document",),
        version_condition=for_secretariat,
    ),
)
