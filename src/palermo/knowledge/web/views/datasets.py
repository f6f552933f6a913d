"""Datasets and their editions."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.knowledge.queries.datasets import dataset_editions_visible_to, datasets_visible_to
from palermo.site.listing import page_read


@login_not_required
def dataset_list(request: SiteRequest) -> HttpResponse:
    """Every dataset that the reader may see."""
    rows = datasets_visible_to(request.viewer)
    return render(request, "knowledge/datasets/list.html", {"page": page_read(request, rows, rows)})


@login_not_required
def dataset_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One dataset with its editions."""
    dataset = get_object_or_404(datasets_visible_to(request.viewer), slug=slug)
    return render(request, "knowledge/record.html", {"record": dataset})


@login_not_required
def dataset_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """One edition: how it was made, and for its source what was found in it."""
    editions = dataset_editions_visible_to(request.viewer)
    edition = get_object_or_404(editions, dataset__slug=slug, number=number)
    return render(request, "knowledge/record.html", {"record": edition})
