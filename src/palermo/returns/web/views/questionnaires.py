"""Questionnaires: the list, one with its editions, an edition as it is filled in, files, and the comparison of two."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.knowledge.layouts import series_columns
from palermo.returns.code_lists import codes_of, names_in
from palermo.returns.comparison import compare_structures
from palermo.returns.exchange.xlsform import write_xlsform
from palermo.returns.models import QuestionnaireEdition
from palermo.returns.queries.rounds import (
    questionnaire_editions_visible_to,
    questionnaires_visible_to,
    rounds_visible_to,
)
from palermo.returns.read_structure import Reading, check_structure
from palermo.returns.states.rounds import QuestionnaireStatus
from palermo.returns.structure import Structure
from palermo.returns.web.preview import figure_count, shown_sections
from palermo.site.action_pages import action_links_for_each
from palermo.site.listing import filter_value, page_of
from palermo.site.sheets import MEDIA_TYPE

FORMATS = {"yaml": "YAML", "xlsx": "XLSForm (XLSX)"}


@login_not_required
@require_safe
def questionnaire_list(request: SiteRequest) -> HttpResponse:
    """Questionnaires, each with its latest edition."""
    editions = questionnaire_editions_visible_to(request.viewer).defer("content").order_by("-number")
    rows = questionnaires_visible_to(request.viewer).prefetch_related(
        Prefetch("editions", editions, to_attr="shown_editions")
    )
    page = page_of(request, rows.order_by("slug"))
    context = {"page": page, "lines": [(each, next(iter(each.shown_editions), None)) for each in page]}
    return render(request, "returns/questionnaires/list.html", context)


@login_not_required
@require_safe
def questionnaire_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One questionnaire with its editions, the rounds in which each was used, and what may be done to each."""
    viewer = request.viewer
    questionnaire = get_object_or_404(questionnaires_visible_to(viewer), slug=slug)
    rounds = Prefetch("rounds", rounds_visible_to(viewer), to_attr="shown_rounds")
    editions = list(
        questionnaire_editions_visible_to(viewer)
        .filter(questionnaire=questionnaire)
        .order_by("-number")
        .prefetch_related(rounds)
    )
    ways = action_links_for_each(editions, viewer, request.user if viewer.roles else None)
    context = {"questionnaire": questionnaire, "editions": list(zip(editions, ways, strict=True)), "formats": FORMATS}
    return render(request, "returns/questionnaires/detail.html", context)


@login_not_required
@require_safe
def questionnaire_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """An edition as it will be filled in; for the secretariat also what is wrong with a draft."""
    edition = _edition(request, slug, number)
    reading = _read(edition)
    structure = reading.structure
    context = {
        "edition": edition,
        "reading": reading,
        "is_draft": edition.status == QuestionnaireStatus.DRAFT,
        "sections": shown_sections(structure) if structure else [],
        "figures": figure_count(structure) if structure else 0,
        "tables": len(structure.tables) if structure else 0,
        "formats": FORMATS if structure else {"yaml": FORMATS["yaml"]},
        "rounds": rounds_visible_to(request.viewer).filter(edition=edition),
        "earlier": _earlier(request, edition),
    }
    return render(request, "returns/questionnaires/edition.html", context)


def _edition(request: SiteRequest, slug: str, number: int) -> QuestionnaireEdition:
    editions = questionnaire_editions_visible_to(request.viewer)
    return get_object_or_404(editions, questionnaire__slug=slug, number=number)


def _read(edition: QuestionnaireEdition) -> Reading:
    """The structure of an edition; the code lists and layouts of one that was published are not looked up again."""
    is_draft = edition.status == QuestionnaireStatus.DRAFT
    return check_structure(edition.content, *((codes_of, series_columns) if is_draft else ()))


def _earlier(request: SiteRequest, edition: QuestionnaireEdition) -> QuestionnaireEdition | None:
    editions = questionnaire_editions_visible_to(request.viewer).defer("content")
    return editions.filter(questionnaire=edition.questionnaire_id, number__lt=edition.number).last()


@login_not_required
@require_safe
def questionnaire_file(request: SiteRequest, slug: str, number: int, form: str) -> HttpResponse:
    """An edition as YAML, or as XLSForm."""
    edition = _edition(request, slug, number)
    if form == "yaml":
        return _attachment(edition.content.encode(), "application/yaml", f"{slug}-{number}.yaml")
    structure = _read(edition).structure
    if structure is None:
        # A draft with faults has no form yet.
        raise Http404
    lists = {each.list for each in structure.dimensions.values() if each.is_open}
    content = write_xlsform(
        structure,
        title=str(edition.questionnaire.title),
        form_id=slug.replace("-", "_"),
        version=edition.digest[:12] or f"draft-{number}",
        codes_in={each: names_in(each) for each in lists},
    )
    return _attachment(content, MEDIA_TYPE, f"{slug}-{number}.xlsx")


@login_not_required
@require_safe
def questionnaire_comparison(request: SiteRequest, slug: str) -> HttpResponse:
    """What differs between two editions: the latest two unless the address names others."""
    questionnaire = get_object_or_404(questionnaires_visible_to(request.viewer), slug=slug)
    editions = list(
        questionnaire_editions_visible_to(request.viewer).filter(questionnaire=questionnaire).order_by("-number")
    )
    if len(editions) < 2:
        raise Http404
    numbers = [each.number for each in editions]
    by_number = {str(each.number): each for each in editions}
    later = by_number[filter_value(request, "to", numbers) or str(numbers[0])]
    earlier = by_number[filter_value(request, "from", numbers) or str(_before(later.number, numbers))]
    before, after = _read(earlier).structure, _read(later).structure
    context = {
        "questionnaire": questionnaire,
        "earlier": earlier,
        "later": later,
        "editions": [(str(each.number), each.display_name()) for each in editions],
        "parts": _compare(before, after),
        "has_faults": before is None or after is None,
    }
    return render(request, "returns/questionnaires/comparison.html", context)


def _before(number: int, numbers: list[int]) -> int:
    """The edition before a number; of the first one the next."""
    return next((each for each in numbers if each < number), numbers[-1] if numbers[-1] != number else numbers[-2])


def _compare(before: Structure | None, after: Structure | None) -> list[object]:
    return [] if before is None or after is None else [*compare_structures(before, after)]


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
