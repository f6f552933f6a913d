"""Campaigns."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.core.finding import filter_by_words
from palermo.core.languages import active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.numbers import format_amount
from palermo.core.text import plain
from palermo.governance.queries.chain import with_chain
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.views.activities import activity_context, activity_detail
from palermo.library.web.papers import paper_of
from palermo.outreach.models import Campaign
from palermo.outreach.queries.campaigns import campaigns_visible_to
from palermo.outreach.web.campaigns import actions_of_campaign, map_of_actions, material_of_campaign
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import filter_value, page_read, search_words


@login_not_required
def campaign_list(request: SiteRequest) -> HttpResponse:
    """Every campaign the reader may see; by country, or by words."""
    viewer, words = request.viewer, search_words(request)
    visible = campaigns_visible_to(viewer).filter(activity__kind=ActivityKind.CAMPAIGN)
    states = State.objects.filter(pk__in=visible.order_by().values("countries")).prefetch_related("former_names")
    countries = list(sort_for_reader(((each.slug, plain(each.name_today)) for each in states), lambda pair: pair[1]))
    country = filter_value(request, "state", [slug for slug, _name in countries])
    found = filter_by_words(visible, words, texts=("activity__title", "aim", "target_group", "messages"))
    if country:
        found = found.filter(countries__slug=country)
    rows = campaigns_visible_to(viewer).select_related("activity__lead").defer("messages", "evaluation")
    context = {
        "page": page_read(request, found.order_by("activity__slug"), rows),
        "countries": countries if len(countries) > 1 else [],
        "country": country,
        "find": words,
    }
    return render(request, "outreach/campaigns/list.html", context)


@login_not_required
def campaign_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One campaign: its aim and authority, its messages and material, what is done in it and its evaluation."""
    viewer = request.viewer
    campaigns = with_chain(campaigns_visible_to(viewer), "activity__mandate__").select_related("activity__lead")
    campaigns = campaigns.prefetch_related(paper_of(viewer, "evaluation_document"))
    campaign = campaigns.filter(activity__slug=slug).first()
    if campaign is None:
        return activity_detail(request, slug)
    actions = actions_of_campaign(campaign, viewer, request.user if viewer.roles else None)
    context = activity_context(campaign.activity, viewer, "campaigns", here=_("Campaign")) | {
        "campaign": campaign,
        "countries": sort_for_reader(
            campaign.countries.prefetch_related("former_names"), lambda state: plain(state.name_today)
        ),
        "budget": _budget(campaign),
        "material": material_of_campaign(campaign, viewer),
        "actions": actions,
    }
    return render_with_charts(
        request, "outreach/campaigns/detail.html", context, {"actions": map_of_actions(campaign, actions)}
    )


def _budget(campaign: Campaign) -> str:
    if campaign.budget is None:
        return ""
    return format_amount(campaign.budget, campaign.currency, active_language().code)
