"""Code lists and mappings."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.knowledge.queries.lists import (
    code_lists_visible_to,
    code_mappings_visible_to,
    codes_visible_to,
    list_editions_visible_to,
)
from palermo.site.listing import page_read


@login_not_required
def code_list_list(request: SiteRequest) -> HttpResponse:
    """Every code list that the reader may see."""
    rows = code_lists_visible_to(request.viewer)
    return render(request, "knowledge/lists/list.html", {"page": page_read(request, rows, rows)})


@login_not_required
def code_list_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One code list with its editions."""
    code_list = get_object_or_404(code_lists_visible_to(request.viewer), slug=slug)
    editions = list_editions_visible_to(request.viewer).filter(code_list=code_list)
    return render(request, "knowledge/lists/detail.html", {"code_list": code_list, "editions": editions})


@login_not_required
def code_list_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """The codes of one edition."""
    editions = list_editions_visible_to(request.viewer)
    edition = get_object_or_404(editions, code_list__slug=slug, number=number)
    codes = codes_visible_to(request.viewer).filter(edition=edition).order_by("position")
    return render(request, "knowledge/lists/edition.html", {"edition": edition, "codes": codes})


@login_not_required
def code_mapping(request: SiteRequest, pk: int) -> HttpResponse:
    """One mapping with its rows."""
    mapping = get_object_or_404(code_mappings_visible_to(request.viewer), pk=pk)
    return render(request, "knowledge/lists/mapping.html", {"mapping": mapping})
