"""Who may see which document."""

from datetime import date

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.models import RecordVersion
from palermo.audit.versioned_models import instance_of
from palermo.core import clock
from palermo.core.kinds import slug_of
from palermo.library.models import Document, DocumentReader, LanguageVersion
from palermo.library.states import DocumentState

# What readers other than the secretariat never see. Said so, and not as "issued", which nearly every document is: a
# database would begin with all of those, and leave the index that has the order of a list.
NOT_ISSUED = sorted(set(DocumentState) - {DocumentState.ISSUED})


def documents_visible_to(viewer: Viewer) -> QuerySet[Document]:
    """Issued documents for the viewer's audiences, and those for which the viewer, or those they act for, are named.

    A document that opens on a day is for the wider audience from that day on, whether or not anybody wrote it down.
    The secretariat also sees drafts and withdrawn ones.
    """
    return Document.objects.filter(document_seen_by(viewer))


def document_seen_by(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the document at the end of a path ("document__" from a language version).

    What hangs on a few of many documents is found by looking those up; a list of all that the viewer may see would be
    made first.
    """
    if viewer.is_secretariat:
        return Q(**{f"{path}audience__in": sorted(viewer.audiences)})
    readers = document_is_for(viewer, path)
    if named := named_for(viewer):
        readers |= Q(**{f"{path}pk__in": DocumentReader.objects.filter(named).order_by().values("document")})
    return ~Q(**{f"{path}state__in": NOT_ISSUED}) & readers


def document_is_for(viewer: Viewer, path: str = "", on: date | None = None) -> Q:
    """That a document's audience, or the one it has opened to by a day (today), is one that the viewer belongs to."""
    audiences = sorted(viewer.audiences)
    opened = Q(**{f"{path}opens_to__in": audiences, f"{path}opens_on__lte": on or clock.today()})
    return Q(**{f"{path}audience__in": audiences}) | opened


def named_for(viewer: Viewer) -> Q | None:
    """The rows of named readers that let this viewer read; None for one whom no row can name.

    A person reads by their name only while they act for somebody: whose posting ended reads as a visitor does.
    """
    if not viewer.roles or viewer.user_id is None:
        return None
    named = Q(user=viewer.user_id)
    if viewer.state_ids:
        named |= Q(state__in=sorted(viewer.state_ids))
    if viewer.organisation_ids:
        named |= Q(organisation__in=sorted(viewer.organisation_ids))
    return named & Q(named_on__lte=clock.today())


def documents_named_for(viewer: Viewer) -> list[int]:
    """The documents that a viewer reads, or would read, as named readers: this distinguishes readers of one role."""
    named = None if viewer.is_secretariat else named_for(viewer)
    rows = DocumentReader.objects.none() if named is None else DocumentReader.objects.filter(named)
    return sorted(set(rows.values_list("document", flat=True)))


def versions_visible_to(viewer: Viewer) -> QuerySet[LanguageVersion]:
    """Language versions of the documents the viewer may see."""
    return LanguageVersion.objects.filter(document_seen_by(viewer, "document__"))


def readers_visible_to(viewer: Viewer) -> QuerySet[DocumentReader]:
    """Who is named for which document: the secretariat's knowledge alone."""
    return DocumentReader.objects.all() if viewer.is_secretariat else DocumentReader.objects.none()


def documents_by_symbol(viewer: Viewer, symbol: str) -> QuerySet[Document]:
    """Visible documents under a symbol or an alias of theirs."""
    return documents_visible_to(viewer).filter(Q(symbol=symbol) | Q(aliases__symbol=symbol)).distinct()


def documents_to_open(on: date) -> QuerySet[Document]:
    """Documents that a wider audience reads by a day, of which that is not written down yet."""
    return Document.objects.filter(~Q(opens_to=""), opens_on__lte=on).order_by("opens_on", "pk")


def earlier_files(document: Document) -> list[LanguageVersion]:
    """The files that a document had and has no more, the latest first: language versions as they were, for the
    secretariat."""
    now = {(version.language, version.sha256) for version in document.versions.all()}
    versions = RecordVersion.objects.filter(
        kind=slug_of(LanguageVersion), root_kind=slug_of(Document), root=document.pk, data__sha256__gt=""
    )
    files = {}
    for version in versions.order_by("pk"):
        stood = instance_of(version)
        if (stood.language, stood.sha256) not in now:
            files[stood.language, stood.sha256] = stood
    return list(files.values())[::-1]
