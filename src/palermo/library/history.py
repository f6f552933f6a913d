"""What of this room has its versions kept, and who reads a version."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.keeping import for_audience
from palermo.audit.versions import keep
from palermo.library.models import Document, DocumentAlias, LanguageVersion
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentState


def _document(viewer: Viewer) -> Q:
    issued = Q() if viewer.is_secretariat else Q(state=DocumentState.ISSUED)
    return for_audience(viewer) & issued


keep(Document, visible_to=documents_visible_to, seen=_document)
keep(DocumentAlias, of="document")
keep(LanguageVersion, of="document")
