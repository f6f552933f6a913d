"""What readers can do: a page for each audience."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.outreach.queries.press import advice_steps_visible_to, advice_visible_to
from palermo.outreach.states.press import AdviceAudience
from palermo.site.action_pages import named_action_links_for_each

# In the order in which they are offered.
ORDER = list(AdviceAudience.values)
ON_STEP = ("change-advice-step", "move-advice-step", "remove-advice-step")


@login_not_required
@require_safe
def advice_list(request: SiteRequest) -> HttpResponse:
    """The pages, each for one audience."""
    pages = sorted(advice_visible_to(request.viewer), key=lambda advice: ORDER.index(advice.audience))
    return render(request, "outreach/advice/list.html", {"pages": pages})


@login_not_required
@require_safe
def advice_detail(request: SiteRequest, audience: str) -> HttpResponse:
    """What one audience can do, step by step; links lead only to what the reader may see."""
    viewer, person = request.viewer, request.user if request.viewer.roles else None
    advice = get_object_or_404(advice_visible_to(viewer), audience=audience)
    steps = list(advice_steps_visible_to(viewer).filter(advice=advice).select_related("advice"))
    ways = named_action_links_for_each(ON_STEP, steps, viewer, person)
    others = advice_visible_to(viewer).exclude(pk=advice.pk)
    context = {
        "advice": advice,
        "lines": list(zip(steps, ways, strict=True)),
        "others": sorted(others, key=lambda each: ORDER.index(each.audience)),
    }
    return render(request, "outreach/advice/detail.html", context)
