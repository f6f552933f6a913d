"""Who may see which document."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.library.models import Document, LanguageVersion
from palermo.library.states import DocumentState


def documents_visible_to(viewer: Viewer) -> QuerySet[Document]:
    """Issued documents for the viewer's audiences; the secretariat also sees drafts and withdrawn ones."""
    documents = Document.objects.filter(audience__in=viewer.audiences)
    return documents if viewer.is_secretariat else documents.filter(state=DocumentState.ISSUED)


def versions_visible_to(viewer: Viewer) -> QuerySet[LanguageVersion]:
    """Language versions of the documents the viewer may see."""
    return LanguageVersion.objects.filter(document__in=documents_visible_to(viewer))


def documents_by_symbol(viewer: Viewer, symbol: str) -> QuerySet[Document]:
    """Visible documents under a symbol or an alias of theirs."""
    return documents_visible_to(viewer).filter(Q(symbol=symbol) | Q(aliases__symbol=symbol)).distinct()
