"""Documents: their list, and the page of one."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import Model, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.finding import filter_by_words
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.languages import BY_CODE, CODES, Language, active_language
from palermo.core.records import address_of, name_of
from palermo.core.text import plain
from palermo.events.queries.events import outcomes_visible_to
from palermo.governance.models import AgendaItem
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.web.chains import Part
from palermo.governance.web.statements import statement_parts
from palermo.library.models import DAY, Document, LanguageVersion
from palermo.library.queries import documents_visible_to, earlier_files
from palermo.library.states import DocumentKind
from palermo.library.web.downloads import note_page_reads
from palermo.library.web.page_cache import cached
from palermo.library.web.papers import only_in, papers
from palermo.library.web.shown_files import Download, downloads_of, shown_file
from palermo.library.web.views.files import serve_version
from palermo.portal.related import related_to
from palermo.site.listing import Facets, facets_of, filter_value, page_read, search_words

MOST_OF_A_KIND = 20
VERSIONS = Prefetch("versions", LanguageVersion.objects.select_related("extracted").prefetch_related("alternatives"))


@login_not_required
def document_list(request: SiteRequest) -> HttpResponse:
    """Every document the reader may see, latest first; by kind, year and audience."""
    viewer, words = request.viewer, search_words(request)
    every = documents_visible_to(viewer)
    facets = cached("facets of documents", viewer, lambda: _facets(every))
    chosen = {
        "kind": filter_value(request, "kind", DocumentKind.values),
        "year": filter_value(request, "year", facets.values("year", {})),
        "audience": filter_value(request, "audience", viewer.audiences),
    }
    found = filter_by_words(every, words, texts=("title",), plain=("symbol",))
    facets = _facets(found) if words else facets
    fields = {"kind": "kind", "year": "day__year", "audience": "audience"}
    documents = found.alias(day=DAY).filter(**{fields[name]: value for name, value in chosen.items() if value})
    context = {
        "page": page_read(request, documents.order_by(DAY.desc(), "slug"), papers(viewer)),
        "kinds": facets.choices("kind", DocumentKind.choices, chosen),
        "years": facets.years("year", chosen),
        "audiences": facets.choices("audience", Audience.choices, chosen),
        "find": words,
        **chosen,
    }
    return render(request, "portal/documents/list.html", context)


def _facets(documents: QuerySet[Document]) -> Facets:
    """By the day by which the list is ordered: the date on a document, else the day of its issue."""
    return facets_of(documents, kind="kind", year=ExtractYear(Coalesce("dated_on", "issued_on")), audience="audience")


@login_not_required
def document_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One document in the reader's language or the one asked for, with its other languages and what it is tied to."""
    viewer = request.viewer
    document = get_object_or_404(documents_visible_to(viewer).prefetch_related(VERSIONS), slug=slug)
    versions = {version.language: version for version in document.versions.all()}
    wanted = filter_value(request, "text", CODES) or active_language().code
    context = {
        "document": document,
        "held": {code: f"{request.path}?text={code}" for code in CODES if code in versions},
        "wanted": BY_CODE[wanted],
        "is_meant": wanted in document.languages_expected,
        "version": versions.get(wanted),
        "shown_file": shown_file(versions.get(wanted)),
        "original": BY_CODE[document.original_language],
        "rows": _rows(document, versions),
        "only": only_in(document),
        "related": related_to(document, viewer),
        "aliases": document.aliases.all(),
        "belongs_to": _belongs_to(document, viewer),
        "statements": statement_parts("documents", slug, viewer),
        **(_secretariat_context(document) if viewer.is_secretariat else {}),
    }
    note_page_reads(request, versions.get(wanted), with_words_of_files=True)
    return render(request, "portal/documents/detail.html", context)


class LanguageRow(NamedTuple):
    """A language in which the document is, or is still to be; `job_number` as that version bears it."""

    language: Language
    version: LanguageVersion | None
    job_number: str
    downloads: list[Download]


def _rows(document: Document, versions: dict[str, LanguageVersion]) -> list[LanguageRow]:
    """The languages in the official order: each that is there, and each that is meant to be."""
    codes = [code for code in CODES if code in versions or code in document.languages_expected]
    files = {code: downloads_of(version) for code, version in versions.items() if version.file}
    return [
        LanguageRow(BY_CODE[code], versions.get(code), document.job_number_in(code), files.get(code, []))
        for code in codes
    ]


def _secretariat_context(document: Document) -> dict[str, object]:
    """Who is named for it, and the files it had before."""
    readers = document.readers.select_related("user", "state", "organisation")
    return {"readers": readers.prefetch_related("state__former_names"), "earlier_files": earlier_files(document)}


def _belongs_to(document: Document, viewer: Viewer) -> FirstRows:
    """The records this is a paper of, each through its own visibility query; only the kinds there are, are read."""
    queries = _papers_of(document, viewer)
    keys = [each.order_by().values_list(Value(kind), "pk") for kind, each in queries.items()]
    pks_by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys[0].union(*keys[1:]).order_by():
        pks_by_kind[kind].append(pk)
    first = {kind: first_of(pks_by_kind[kind], MOST_OF_A_KIND) for kind in queries}
    parts = [_part(record) for kind, pks in first.items() if pks for record in queries[kind].filter(pk__in=pks)]
    return FirstRows(parts, sum(pks.more for pks in first.values()))


def _papers_of(document: Document, viewer: Viewer) -> dict[str, QuerySet[Model]]:
    """The visible records of which a document is a paper, by kind: agenda items, decisions, meetings and so on."""
    is_visible = Q(session__isnull=False) | Q(meeting__in=meetings_visible_to(viewer))
    return {
        "items": document.agenda_items.filter(is_visible).select_related("session__body", "meeting"),
        "decisions": decisions_visible_to(viewer).filter(document=document),
        "meetings": meetings_visible_to(viewer).filter(papers__document=document),
        "outcomes": outcomes_visible_to(viewer).filter(document=document).select_related("event__activity"),
        "activities": activities_visible_to(viewer)
        .filter(Q(documents=document) | Q(event__concept_note=document))
        .distinct(),
    }


def _part(record: Model) -> Part:
    return _item(record) if isinstance(record, AgendaItem) else Part(name_of(record), address_of(record))


def _item(item: AgendaItem) -> Part:
    if item.meeting:
        of = item.meeting.display_name()
    else:
        assert item.session is not None  # an item is on the agenda of the one or the other
        of = f"{plain(item.session.body.name)}, {plain(item.session.name)}"
    words = _("Agenda item %(number)s: %(title)s (%(of)s)")
    label = words % {"number": item.number, "title": plain(item.title), "of": of}
    return Part(label, item.meeting.get_absolute_url() if item.meeting else "")


def earlier_file(request: SiteRequest, slug: str, sha256: str) -> HttpResponseBase:
    """A file that a document had in a language before it was replaced: for the secretariat, which answers for it."""
    if not request.viewer.is_secretariat:
        raise Http404
    document = get_object_or_404(documents_visible_to(request.viewer), slug=slug)
    version = next((each for each in earlier_files(document) if each.sha256 == sha256), None)
    if version is None:
        raise Http404
    return serve_version(request, version)
