"""Search: one field over everything that the reader may read."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from palermo.accounts.requests import SiteRequest
from palermo.core.audiences import Audience
from palermo.core.languages import CODES, active_language
from palermo.portal.search_destinations import ways_matching
from palermo.portal.search_results import result_filters, rows_of, suggestion_rows
from palermo.search.queries import PAGE, SearchRequest, SearchResult, did_you_mean, search, suggest
from palermo.search.sources import SOURCES
from palermo.site.listing import filter_value

LONGEST = 200
LONGEST_SLUG = 100
# One who types asks for titles several times a second; nobody does so for minutes.
MOST_A_MINUTE = 120


@login_not_required
def search_page(request: SiteRequest) -> HttpResponse:
    """The search, its results, and the filters that narrow it."""
    asked = _parse_search(request)
    results = search(request.viewer, asked) if asked.words else SearchResult(asked)
    context: dict[str, object] = {
        "asked": asked,
        "longest": LONGEST,
        "found": results,
        "rows": rows_of(results.hits, request),
        "narrowings": result_filters(results) if asked.words else [],
        "listed": Paginator(range(results.pages * PAGE), PAGE).get_page(results.page),
        "ways": ways_matching(request, asked.words) if asked.words and results.page == 1 else [],
        "is_narrowed": any((asked.kind, asked.year, asked.body, asked.language, asked.audience)),
    }
    if asked.words and results.understood and not results.total:
        context["meant"] = did_you_mean(request.viewer, asked.words)
        context["near"] = suggest(request.viewer, asked.words, reads=asked.reads, at_most=5)
    return render(request, "portal/search/search.html", context)


@login_not_required
def suggestions(request: SiteRequest) -> JsonResponse:
    """What may be meant by what was typed so far, within the reader's reach: for the field of search alone."""
    typed = _search_words(request)
    if not typed or _is_rate_limited(request):
        return JsonResponse({"results": []}, status=200 if not typed else 429)
    found = suggest(request.viewer, typed, reads=active_language().code)
    response = JsonResponse({"results": suggestion_rows(found, request)})
    response["Cache-Control"] = "private, no-store"
    return response


def _parse_search(request: SiteRequest) -> SearchRequest:
    """Read the search from the address; a choice that does not exist counts as none."""
    year, page = request.GET.get("year", ""), request.GET.get("page", "")
    return SearchRequest(
        words=_search_words(request),
        kind=filter_value(request, "kind", SOURCES),
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        body=_clean(request.GET.get("body", ""))[:LONGEST_SLUG],
        language=filter_value(request, "language", CODES),
        audience=filter_value(request, "audience", Audience.values),
        reads=active_language().code,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def _search_words(request: SiteRequest) -> str:
    return _clean(request.GET.get("q", ""))[:LONGEST]


def _clean(words: str) -> str:
    """Without what no keyboard types and no database takes, and with one blank between words."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _is_rate_limited(request: SiteRequest) -> bool:
    """Counted for a person or, of visitors, for an address, a minute long."""
    key = f"suggestions:{request.user.pk or request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:
        # It ran out in between.
        return False
