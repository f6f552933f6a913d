"""National returns."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.returns.queries.returns import returns_visible_to


def return_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One return."""
    national_return = get_object_or_404(returns_visible_to(request.viewer), slug=slug)
    return render(request, "returns/record.html", {"record": national_return})
