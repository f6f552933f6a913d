"""What of this room has its versions kept, and who reads a version."""

from palermo.audit.versioned_models import for_secretariat
from palermo.audit.versions import keep
from palermo.library.models import Document, DocumentAlias, DocumentReader, LanguageVersion
from palermo.library.queries import document_seen_by, documents_visible_to

keep(Document, visible_to=documents_visible_to, seen=document_seen_by)
keep(DocumentAlias, of="document")
keep(LanguageVersion, of="document")
# Who else may read a document is told to nobody who reads it.
keep(DocumentReader, of="document", seen=for_secretariat)
