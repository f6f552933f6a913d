"""Who was given which restricted paper: to the secretariat all of it, to each reader what they read themselves."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.models import User
from palermo.accounts.requests import SiteRequest
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.speech.hours import format_time_zone
from palermo.library.models import Read
from palermo.library.queries import documents_visible_to
from palermo.library.read_log import reads_visible_to
from palermo.library.states import Paper, ReadBy
from palermo.reads.read_log import PaperRecord, by_reader, filter_reads, filters_from, read_rows, title_of
from palermo.reporting.queries import reports_visible_to
from palermo.site.access import secretariat_only
from palermo.site.csvs import Value, csv_lines
from palermo.site.listing import facets_of, page_of
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speaker_proposals_visible_to
from palermo.speakers.web.reads import audience_of_cv

CHUNK = 2000
# Of those who read a paper, so many are named on its page; the file has all.
MOST_READERS = 100
FACETS = frozenset({"language", "by"})
EVERYTHING: Mapping[str, str] = {}


@require_safe
@secretariat_only
def read_list(request: SiteRequest) -> HttpResponse:
    """The latest reads; by period, language and way."""
    return render(request, "reads/list.html", _page(request, reads_visible_to(request.viewer)))


@require_safe
@secretariat_only
def document_reads(request: SiteRequest, slug: str) -> HttpResponse:
    """Who has read one document, and each time it was given out."""
    return _of_paper(request, Paper.DOCUMENT, get_object_or_404(documents_visible_to(request.viewer), slug=slug))


@require_safe
@secretariat_only
def report_reads(request: SiteRequest, slug: str) -> HttpResponse:
    """The log of reads of one report."""
    return _of_paper(request, Paper.REPORT, get_object_or_404(reports_visible_to(request.viewer), slug=slug))


@require_safe
@secretariat_only
def speaker_reads(request: SiteRequest, slug: str) -> HttpResponse:
    """The log of reads of a curriculum vitae."""
    return _of_paper(request, Paper.CV, get_object_or_404(speaker_proposals_visible_to(request.viewer), slug=slug))


def _of_paper(request: SiteRequest, paper: Paper, of: PaperRecord) -> HttpResponse:
    every = reads_visible_to(request.viewer).filter(paper=paper, record=of.pk)
    readers = by_reader(every)
    context = {
        **_page(request, every, {"paper": paper.value, "slug": of.slug}),
        "paper": of,
        "title": title_of(of),
        "audience": audience_of_cv(of) if isinstance(of, Speaker) else of.audience,
        "readers": [{**row, "last": timezone.localtime(row["last"])} for row in readers[:MOST_READERS]],
        "more": max(0, readers.count() - MOST_READERS),
    }
    return render(request, "reads/paper.html", context)


@require_safe
@secretariat_only
def person_reads(request: SiteRequest, number: int) -> HttpResponse:
    """What one person was given."""
    every = reads_visible_to(request.viewer).filter(reader=number)
    person = User.objects.filter(pk=number).first()
    latest = every.first()
    name = person.name if person else latest.reader_name if latest else None
    if name is None:
        raise Http404
    context = {**_page(request, every, {"person": str(number)}), "person": name}
    return render(request, "reads/person.html", context)


@require_safe
@login_required
def own_reads(request: SiteRequest) -> HttpResponse:
    """The reader's own reads."""
    reads = reads_visible_to(request.viewer).filter(reader=request.user.pk)
    return render(request, "reads/own.html", _page(request, reads))


def _page(request: SiteRequest, reads: QuerySet[Read], about: Mapping[str, str] = EVERYTHING) -> dict[str, object]:
    """A page of the reads that the filters leave, with the choices that leave some; `about` is what all are about."""
    filters = filters_from(request)
    others = {name: value for name, value in filters.items() if name not in FACETS}
    facets = facets_of(filter_reads(reads, others), language="language", by="by")
    page = page_of(request, filter_reads(reads, filters))
    language = active_language().code
    return {
        "page": page,
        "rows": read_rows(page.object_list, request.viewer),
        "zone": format_time_zone(settings.TIME_ZONE, language),
        "days": settings.PALERMO_KEEP_READS_DAYS,
        "asked": filters,
        "export": urlencode({**filters, **about}),
        "languages": facets.choices("language", [(each.code, each.name) for each in LANGUAGES], filters),
        "ways": facets.choices("by", ReadBy.choices, filters),
    }


@require_safe
@secretariat_only
def reads_file(request: SiteRequest) -> HttpResponseBase:
    """The reads that the filters leave, as CSV; that they were taken away is itself on the log of acts."""
    filters = filters_from(request)
    with transaction.atomic():
        record("reads.exported", request.user, by=request.user, asked=filters)
    reads = filter_reads(reads_visible_to(request.viewer), filters)
    lines = csv_lines(_lines(reads), translation.get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"reads-{clock.today().isoformat()}.{active_language().code}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(reads: QuerySet[Read]) -> Iterator[list[Value]]:
    yield [
        *(_("When"), _("Who"), _("Acting for"), _("Kind"), _("Symbol"), _("Identifier"), _("Audience"), _("Language")),
        *(_("Method"), _("Format"), _("Digest (SHA-256)")),
    ]
    for read in reads.iterator(CHUNK):
        yield [
            timezone.localtime(read.at).isoformat(timespec="seconds"),
            read.reader_name,
            read.acting_for,
            str(Paper(read.paper).label),
            read.symbol,
            read.slug,
            str(Audience(read.audience).label),
            read.language,
            str(ReadBy(read.by).label),
            read.form,
            read.sha256,
        ]
