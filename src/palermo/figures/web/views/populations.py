"""Populations: the list, and one with its relations and its releases."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.finding import filter_by_words
from palermo.figures.queries.populations import population_relations_visible_to, populations_visible_to
from palermo.figures.queries.releases import releases_visible_to
from palermo.site.listing import page_of, search_words


@login_not_required
@require_safe
def population_list(request: SiteRequest) -> HttpResponse:
    """All populations, by their register."""
    words = search_words(request)
    rows = filter_by_words(populations_visible_to(request.viewer), words, texts=("title", "summary"), plain=("slug",))
    page = page_of(request, rows.order_by("register__slug", "slug"))
    return render(request, "figures/populations/list.html", {"page": page, "find": words})


@login_not_required
@require_safe
def population_detail(request: SiteRequest, register: str, slug: str) -> HttpResponse:
    """One population: whom it counts, which others have people in common with it, which releases are about it."""
    viewer = request.viewer
    population = get_object_or_404(populations_visible_to(viewer), register__slug=register, slug=slug)
    relations = population_relations_visible_to(viewer)
    releases = releases_visible_to(viewer).filter(register=population.register, population=population.slug)
    context = {
        "population": population,
        "relations": relations.filter(population=population),
        "others": relations.filter(other=population),
        "releases": releases.order_by("-number", "-pk"),
    }
    return render(request, "figures/populations/detail.html", context)
