"""Action plans, their editions and progress rounds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.outreach.queries.plans import plan_editions_visible_to, plans_visible_to, progress_rounds_visible_to
from palermo.site.listing import page_of


@login_not_required
def plan_list(request: SiteRequest) -> HttpResponse:
    """The list."""
    context = {"page": page_of(request, plans_visible_to(request.viewer).order_by("slug"))}
    return render(request, "outreach/plan_list.html", context)


@login_not_required
def plan_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(plans_visible_to(request.viewer), slug=slug)
    return render(request, "outreach/record.html", {"record": record})


@login_not_required
def plan_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(plan_editions_visible_to(request.viewer), plan__slug=slug, number=number)
    return render(request, "outreach/record.html", {"record": record})


@login_not_required
def progress_round(request: SiteRequest, slug: str, number: int, round_number: int) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(
        progress_rounds_visible_to(request.viewer),
        edition__plan__slug=slug,
        edition__number=number,
        number=round_number,
    )
    return render(request, "outreach/record.html", {"record": record})
