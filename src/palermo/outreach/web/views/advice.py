"""What readers can do."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.outreach.queries.press import advice_visible_to
from palermo.site.listing import page_of


@login_not_required
def advice_list(request: SiteRequest) -> HttpResponse:
    """The list."""
    context = {"page": page_of(request, advice_visible_to(request.viewer).order_by("audience"))}
    return render(request, "outreach/advice_list.html", context)


@login_not_required
def advice_detail(request: SiteRequest, audience: str) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(advice_visible_to(request.viewer), audience=audience)
    return render(request, "outreach/record.html", {"record": record})
