"""Good practices: their list, by field, evidence and State, and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.core.finding import filter_by_words
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.events.queries.events import outcomes_visible_to
from palermo.governance.queries.activities import activities_visible_to
from palermo.knowledge.queries.practices import practices_visible_to
from palermo.knowledge.states.practices import EvidenceLevel, PracticeField, PracticeStatus
from palermo.library.web.papers import paper_of
from palermo.site.action_pages import creation_links
from palermo.site.listing import facets_of, filter_value, page_read, search_words

TEXTS = ("title", "summary", "carried_out_by", "evidence", "evaluation", "transferability")


@login_not_required
def practice_list(request: SiteRequest) -> HttpResponse:
    """The good practices that the reader may see; what was withdrawn only when asked for."""
    viewer, words = request.viewer, search_words(request)
    visible = practices_visible_to(viewer)
    states = State.objects.filter(pk__in=visible.order_by().values("states")).prefetch_related("former_names")
    countries = sort_for_reader(((each.slug, plain(each.name_today)) for each in states), lambda pair: pair[1])
    country = filter_value(request, "state", [slug for slug, _name in countries])
    found = filter_by_words(visible, words, texts=TEXTS)
    if country:
        found = found.filter(states__slug=country)
    facets = facets_of(found, field="field", evidence="evidence_level", status="status")
    possible = {"field": PracticeField.values, "evidence": EvidenceLevel.values, "status": PracticeStatus.values}
    chosen = {name: value for name in facets.names if (value := filter_value(request, name, possible[name]))}
    if "field" in chosen:
        found = found.filter(field=chosen["field"])
    if "evidence" in chosen:
        found = found.filter(evidence_level=chosen["evidence"])
    if "status" in chosen:
        found = found.filter(status=chosen["status"])
    else:
        found = found.exclude(status=PracticeStatus.WITHDRAWN)
    rows = practices_visible_to(viewer).prefetch_related("states__former_names")
    context = {
        "page": page_read(request, found.order_by("slug"), rows.defer("evidence", "evaluation", "transferability")),
        "countries": countries,
        "country": country,
        "find": words,
        "field": chosen.get("field", ""),
        "fields": facets.choices("field", PracticeField.choices, chosen),
        "evidence": chosen.get("evidence", ""),
        "levels": facets.choices("evidence", EvidenceLevel.choices, chosen),
        "status": chosen.get("status", ""),
        "statuses": facets.choices("status", PracticeStatus.choices, chosen),
        "kept": list(chosen.items()),
        "is_narrowed": bool(words or country or chosen),
        "ways": creation_links(("add-practice",), viewer, request.user),
    }
    return render(request, "knowledge/practices/list.html", context)


@login_not_required
def practice_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One good practice: what was done, what shows that it works, whether others can do it, what it belongs to."""
    viewer = request.viewer
    practices = practices_visible_to(viewer).prefetch_related(paper_of(viewer, "evaluation_document"))
    practice = get_object_or_404(practices, slug=slug)
    context = {
        "practice": practice,
        "states": sort_for_reader(
            practice.states.prefetch_related("former_names"), lambda state: plain(state.name_today)
        ),
        "organisations": sort_for_reader(practice.organisations.all(), lambda each: plain(each.name)),
        "activities": activities_visible_to(viewer).filter(good_practices=practice).order_by("kind", "slug"),
        "outcomes": outcomes_visible_to(viewer).filter(good_practices=practice).order_by("slug"),
    }
    return render(request, "knowledge/practices/detail.html", context)
