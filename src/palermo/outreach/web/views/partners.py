"""The directory of partners, the page of each, and what the secretariat keeps of applications."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.core.finding import filter_by_words
from palermo.core.first_rows import FirstRows, first_of
from palermo.outreach.logos import logo_content
from palermo.outreach.queries.partners import (
    partner_invitations_visible_to,
    partner_rules_visible_to,
    partners_visible_to,
)
from palermo.outreach.states.partners import WERE_ADMITTED, DueDiligenceKind, PartnerKind, PartnershipStatus
from palermo.outreach.web.partners import (
    countries_of_partners,
    directory,
    drawn_map_of_partners,
    map_of_partners,
    page_of_partner,
)
from palermo.site.access import secretariat_only
from palermo.site.action_pages import action_links_for_each
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import facets_of, filter_value, page_of, search_words

TEXTS = ("name", "organisation__name", "organisation__acronym", "summary", "field")
SHOWN = 100


@login_not_required
def partner_list(request: SiteRequest) -> HttpResponse:
    """The partners that the reader may see, in the order of their names; as a list or as a map."""
    viewer, words = request.viewer, search_words(request)
    visible = filter_by_words(partners_visible_to(viewer), words, texts=TEXTS)
    if not viewer.is_secretariat:
        visible = visible.filter(status__in=sorted(WERE_ADMITTED))
    countries = countries_of_partners()
    country = filter_value(request, "country", [slug for slug, _name, _number in countries])
    if country:
        visible = visible.filter(countries=State.objects.get(slug=country))
    facets = facets_of(visible, kind="kind", status="status")
    possible = {
        "kind": PartnerKind.values,
        "status": PartnershipStatus.values if viewer.is_secretariat else WERE_ADMITTED,
    }
    chosen = {name: value for name in facets.names if (value := filter_value(request, name, possible[name]))}
    # Those that take part come first to mind: who has left is shown when asked for.
    shown = chosen.get("status") or PartnershipStatus.ADMITTED
    found = visible.filter(status=shown, **({"kind": chosen["kind"]} if "kind" in chosen else {}))
    order, keys = directory(), set(found.order_by().values_list("pk", flat=True))
    letters = order.letters_of(keys)
    letter = filter_value(request, "letter", letters)
    ordered = [key for key in order.in_order(keys) if not letter or order.letters.get(key) == letter]
    page = page_of(request, ordered)  # type: ignore[arg-type]  # a paginator takes a list as well
    rows = partners_visible_to(viewer).prefetch_related("countries__former_names").in_bulk(list(page.object_list))
    page.object_list = [rows[key] for key in page.object_list if key in rows]
    context = {
        "page": page,
        "number": len(keys),
        "find": words,
        "country": country,
        "countries": countries,
        "letter": letter,
        "letters": letters if len(keys) > page.paginator.per_page or letter else [],
        "kind": chosen.get("kind", ""),
        "kinds": facets.choices("kind", PartnerKind.choices, {**chosen, "status": shown}),
        "status": chosen.get("status", ""),
        "statuses": [each for each in PartnershipStatus.choices if each[0] in facets.values("status", chosen)],
        # Of the whole directory: a filtered list or another page has no map.
        "map": "" if request.GET else drawn_map_of_partners(request),
        "is_narrowed": bool(words or country or letter or chosen),
        "kept": list(chosen.items()),
    }
    return render_with_charts(
        request,
        "outreach/partners/list.html",
        context,
        {"map": map_of_partners() if "chart" in request.GET else None},
    )


@login_not_required
def partner_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One partner: its role and mandate, joint activities, commitments, contributions; for insiders, contacts."""
    partner = get_object_or_404(partners_visible_to(request.viewer).select_related("mandate"), slug=slug)
    return render(request, "outreach/partners/detail.html", page_of_partner(partner, request.viewer, request.user))


@login_not_required
def partner_logo(request: SiteRequest, slug: str) -> HttpResponse:
    """The logo of a partner that the reader may see, if there is permission to show it."""
    partner = get_object_or_404(partners_visible_to(request.viewer), slug=slug)
    content = logo_content(partner.logo) if partner.logo and partner.logo_permission else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    # What is withdrawn disappears at once.
    response["Cache-Control"] = "private, no-store"
    return response


@secretariat_only
def partner_applications(request: SiteRequest) -> HttpResponse:
    """Applications that await a decision, open invitations to apply, and what is required of each kind of partner."""
    viewer = request.viewer
    waiting = partners_visible_to(viewer).filter(status=PartnershipStatus.APPLIED).prefetch_related("checks")
    invitations = partner_invitations_visible_to(viewer).filter(ended_at=None, partnership=None)
    still_open = first_of(invitations.order_by("-sent_at", "pk"), SHOWN)
    invited = action_links_for_each(list(still_open), viewer, request.user)
    rules = list(partner_rules_visible_to(viewer).order_by("kind"))
    ruled = action_links_for_each(rules, viewer, request.user)
    without = [kind.label for kind in PartnerKind if kind not in {each.kind for each in rules}]
    context = {
        "page": page_of(request, waiting.order_by("applied_on", "slug")),
        "invitations": FirstRows(zip(still_open, invited, strict=True), still_open.more),
        "rules": [
            (rule, [DueDiligenceKind(kind).label for kind in DueDiligenceKind if kind in rule.checks], ways)
            for rule, ways in zip(rules, ruled, strict=True)
        ],
        "kinds_without_rule": without,
    }
    return render(request, "outreach/partners/applications.html", context)
