"""National returns."""

from django.http import HttpResponse
from django.shortcuts import render

from palermo.accounts.requests import SiteRequest
from palermo.returns.queries.returns import returns_visible_to
from palermo.site.listing import page_read


def return_list(request: SiteRequest) -> HttpResponse:
    """Every return that the reader may see."""
    rows = returns_visible_to(request.viewer)
    return render(request, "returns/returns/list.html", {"page": page_read(request, rows, rows)})
