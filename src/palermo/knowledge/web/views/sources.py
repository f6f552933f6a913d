"""Sources of data and agreements."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.knowledge.queries.sources import agreements_visible_to, sources_visible_to
from palermo.site.listing import page_read


@login_not_required
def source_list(request: SiteRequest) -> HttpResponse:
    """Every source that the reader may see."""
    rows = sources_visible_to(request.viewer)
    return render(request, "knowledge/sources/list.html", {"page": page_read(request, rows, rows)})


@login_not_required
def source_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One source with its agreements and datasets."""
    source = get_object_or_404(sources_visible_to(request.viewer), slug=slug)
    return render(request, "knowledge/record.html", {"record": source})


@login_not_required
def agreement_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One agreement."""
    agreement = get_object_or_404(agreements_visible_to(request.viewer), slug=slug)
    return render(request, "knowledge/record.html", {"record": agreement})
