"""Updates: public ones for everyone, all visible ones for signed-in readers, with those new to them apart."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from palermo.accounts.requests import SiteRequest
from palermo.accounts.visits import previous_visit
from palermo.core import clock
from palermo.following import reader_news
from palermo.library.web.page_cache import cached_for_own
from palermo.site.listing import filter_value
from palermo.site.news import news_groups

A_YEAR, PER_PAGE, NEW_TO_YOU = timedelta(days=365), 40, 20
YEARS = range(1900, 2200)


@login_not_required
def old_address(request: SiteRequest) -> HttpResponse:
    """Lead on from the address that the updates had before, with its choices."""
    query = request.GET.urlencode()
    return redirect(reverse("updates") + (f"?{query}" if query else ""), permanent=True)


@login_not_required
def updates(request: SiteRequest) -> HttpResponse:
    """The last twelve months or a year, by kind, latest first; before it what came since the last visit."""
    viewer, today = request.viewer, clock.today()
    groups = {group.name: (group.label, names) for group, names in news_groups().items()}
    kind, year = filter_value(request, "kind", groups), filter_value(request, "year", YEARS)
    first, last = (date(int(year), 1, 1), date(int(year), 12, 31)) if year else (today - A_YEAR, today)
    names = groups[kind][1] if kind else [name for _label, names in groups.values() for name in names]
    rows = reader_news.news_rows(viewer, first, min(last, today), names)
    page: Page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = reader_news.load_news(viewer, page.object_list)
    since = previous_visit(request) if request.user.is_authenticated else None
    came = cached_for_own(
        f"updates {first} {last}", viewer, lambda: reader_news.sources_between(viewer, first, min(last, today))
    )
    kinds = [(name, label) for name, (label, sources) in groups.items() if came & set(sources)]
    by_source = cached_for_own("years of updates", viewer, lambda: reader_news.years_by_source(viewer, today))
    years = {each for source, each in by_source if source in names}
    is_first_page = page.number == 1 and not kind and not year
    new_to_you = reader_news.news_since(viewer, since, NEW_TO_YOU, is_on_desk=False) if since and is_first_page else []
    # What stands above as new does not stand a second time below.
    told = {(each.source, each.record.pk) for each in new_to_you}
    page.object_list = [each for each in page.object_list if (each.source, each.record.pk) not in told]
    context = {
        "page": page,
        "kinds": kinds if len(kinds) > 1 or kind else [],
        "kind": kind,
        "years": sorted(years, reverse=True) if len(years) > 1 or year else [],
        "year": year,
        "first": first,
        "last": min(last, today),
        "since": since,
        "new_to_you": new_to_you,
        "is_first_page": is_first_page,
    }
    return render(request, "following/updates.html", context)
