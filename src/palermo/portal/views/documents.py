"""Documents: their list, and the page of one."""

from django.contrib.auth.decorators import login_not_required
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.finding import holding
from palermo.core.languages import BY_CODE, CODES, active_language
from palermo.events.queries import outcomes_visible_to
from palermo.governance.queries import activities_visible_to, decisions_visible_to, meetings_visible_to
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentKind
from palermo.portal.addresses import address_of, name_of
from palermo.portal.chains import Part
from palermo.portal.listing import chosen, page_of, sought, years_of
from palermo.portal.papers import papers
from palermo.portal.statements import statement_parts

LATEST_FIRST = Coalesce("dated_on", "issued_on").desc(nulls_last=True)


@login_not_required
def document_list(request: HttpRequest) -> HttpResponse:
    """Every document the reader may see, latest first; by kind, year and audience."""
    documents = papers(request.viewer)
    years = years_of(documents.exclude(dated_on=None), "dated_on")
    audiences = [(a.value, a.label) for a in Audience if a in request.viewer.audiences]
    filters = {
        "kind": chosen(request, "kind", DocumentKind.values),
        "dated_on__year": chosen(request, "year", years),
        "audience": chosen(request, "audience", [value for value, label in audiences]),
    }
    documents = documents.filter(**{name: value for name, value in filters.items() if value})
    documents = holding(documents, sought(request), texts=("title",), plain=("symbol",))
    context = {
        "page": page_of(request, documents.order_by(LATEST_FIRST, "slug")),
        "kinds": DocumentKind.choices,
        "kind": filters["kind"],
        "years": years,
        "year": filters["dated_on__year"],
        "audiences": audiences,
        "audience": filters["audience"],
        "find": sought(request),
    }
    return render(request, "portal/documents/list.html", context)


@login_not_required
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One document in the reader's language or the one asked for, with its other languages and other symbols."""
    viewer = request.viewer
    document = get_object_or_404(documents_visible_to(viewer), slug=slug)
    versions = {version.language: version for version in document.versions.all()}
    wanted = chosen(request, "text", CODES) or active_language().code
    context = {
        "document": document,
        "held": {code: f"{request.path}?text={code}" for code in CODES if code in versions},
        "wanted": BY_CODE[wanted],
        "version": versions.get(wanted),
        "original": BY_CODE[document.original_language],
        "files": [(BY_CODE[code], versions[code]) for code in CODES if code in versions and versions[code].file],
        "aliases": document.aliases.all(),
        "belongs_to": _belongs_to(document, viewer),
        "statements": statement_parts("documents", slug, viewer),
    }
    return render(request, "portal/documents/detail.html", context)


def _belongs_to(document: Document, viewer: Viewer) -> list[Part]:
    """The records this is a paper of, each through its own visibility query."""
    records = [
        *decisions_visible_to(viewer).filter(document=document)[:20],
        *meetings_visible_to(viewer).filter(papers__document=document)[:20],
        *outcomes_visible_to(viewer).filter(document=document).select_related("event__activity")[:20],
        *activities_visible_to(viewer).filter(documents=document)[:20],
    ]
    return [Part(name_of(record), address_of(record)) for record in records]
