"""Sources of data and agreements."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.finding import filter_by_words
from palermo.knowledge.queries.datasets import dataset_editions_visible_to, datasets_visible_to
from palermo.knowledge.queries.sources import agreements_visible_to, sources_visible_to
from palermo.knowledge.rules.datasets import reads_findings
from palermo.knowledge.states.sources import Purpose, SourceKind
from palermo.library.queries import documents_visible_to
from palermo.site.listing import STARTED_LATEST_FIRST, choices_in, filter_value, page_of, search_words


@login_not_required
@require_safe
def source_list(request: SiteRequest) -> HttpResponse:
    """Sources of data, each with the number of the datasets that the reader may see."""
    viewer = request.viewer
    found, words = sources_visible_to(viewer), search_words(request)
    kind = filter_value(request, "kind", SourceKind.values)
    rows = found.filter(kind=kind) if kind else found
    rows = filter_by_words(rows, words, texts=("name", "summary"))
    shown = Count("datasets", filter=Q(datasets__in=datasets_visible_to(viewer).values("pk")))
    context = {
        "page": page_of(request, rows.annotate(dataset_count=shown).order_by("slug")),
        "kind": kind,
        "kinds": choices_in(found, "kind", SourceKind.choices),
        "find": words,
        "is_narrowed": bool(kind or words),
    }
    return render(request, "knowledge/sources/list.html", context)


@login_not_required
@require_safe
def source_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One source with its agreements and datasets."""
    viewer = request.viewer
    source = get_object_or_404(sources_visible_to(viewer), slug=slug)
    context = {
        "source": source,
        "is_inside": reads_findings(viewer, source),
        "agreements": agreements_visible_to(viewer).filter(source=source).order_by(STARTED_LATEST_FIRST, "slug"),
        "datasets": datasets_visible_to(viewer).filter(source=source).order_by("slug"),
    }
    return render(request, "knowledge/sources/detail.html", context)


@login_not_required
@require_safe
def agreement_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One agreement: what it allows, and what was received under it."""
    viewer = request.viewer
    agreement = get_object_or_404(agreements_visible_to(viewer), slug=slug)
    editions = dataset_editions_visible_to(viewer).filter(agreement=agreement)
    context = {
        "agreement": agreement,
        "source": agreement.source,
        "is_inside": reads_findings(viewer, agreement.source),
        "purposes": [Purpose(each).label for each in agreement.purposes],
        "recipients": agreement.recipients.order_by("slug"),
        "document": documents_visible_to(viewer).filter(data_agreements=agreement).first(),
        "page": page_of(request, editions.order_by("-received_on", "dataset__slug", "-number")),
    }
    return render(request, "knowledge/sources/agreement.html", context)
