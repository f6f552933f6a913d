"""Questionnaires and rounds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.returns.queries.rounds import (
    questionnaire_editions_visible_to,
    questionnaires_visible_to,
    rounds_visible_to,
)
from palermo.site.listing import page_read


@login_not_required
def questionnaire_list(request: SiteRequest) -> HttpResponse:
    """Every questionnaire that the reader may see."""
    rows = questionnaires_visible_to(request.viewer)
    return render(request, "returns/questionnaires/list.html", {"page": page_read(request, rows, rows)})


@login_not_required
def questionnaire_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One questionnaire with its editions."""
    questionnaire = get_object_or_404(questionnaires_visible_to(request.viewer), slug=slug)
    return render(request, "returns/record.html", {"record": questionnaire})


@login_not_required
def questionnaire_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """One edition of a questionnaire, as it is filled in."""
    editions = questionnaire_editions_visible_to(request.viewer)
    edition = get_object_or_404(editions, questionnaire__slug=slug, number=number)
    return render(request, "returns/record.html", {"record": edition})


@login_not_required
def round_list(request: SiteRequest) -> HttpResponse:
    """Every round that the reader may see."""
    rows = rounds_visible_to(request.viewer)
    return render(request, "returns/rounds/list.html", {"page": page_read(request, rows, rows)})


@login_not_required
def round_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One round."""
    round_ = get_object_or_404(rounds_visible_to(request.viewer), slug=slug)
    return render(request, "returns/record.html", {"record": round_})
