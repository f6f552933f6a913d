"""Good practices."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.knowledge.queries.practices import practices_visible_to
from palermo.site.listing import page_read


@login_not_required
def practice_list(request: SiteRequest) -> HttpResponse:
    """Every good practice that the reader may see."""
    rows = practices_visible_to(request.viewer)
    return render(request, "knowledge/practices/list.html", {"page": page_read(request, rows, rows)})


@login_not_required
def practice_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One good practice."""
    practice = get_object_or_404(practices_visible_to(request.viewer), slug=slug)
    return render(request, "knowledge/record.html", {"record": practice})
