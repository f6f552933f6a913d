"""Tools and their editions."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.core import clock
from palermo.events.queries import events_visible_to
from palermo.governance.queries import with_chain
from palermo.portal.chains import activity_parts
from palermo.portal.listing import page_of
from palermo.portal.statements import statement_parts
from palermo.toolkit.queries import tools_visible_to


@login_not_required
def tool_list(request: HttpRequest) -> HttpResponse:
    """Every tool the reader may see."""
    tools = tools_visible_to(request.viewer).select_related("activity").prefetch_related("editions__presented_at")
    return render(request, "portal/tools/list.html", {"page": page_of(request, tools), "today": clock.today()})


@login_not_required
def tool_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One tool: for whom, its editions, the expert meetings that wrote it, its authority."""
    viewer = request.viewer
    tools = with_chain(tools_visible_to(viewer), "activity__mandate__").select_related("activity__lead")
    tool = get_object_or_404(tools, activity__slug=slug)
    statements = statement_parts("tools", slug, viewer)
    context = {
        "tool": tool,
        "activity": tool.activity,
        "editions": tool.editions.select_related("presented_at"),
        "expert_meetings": events_visible_to(viewer)
        .filter(activity__part_of=tool.activity)
        .select_related("activity", "place")
        .order_by("activity__starts_on"),
        "partners": tool.activity.partners.select_related("organisation", "state"),
        "chain": activity_parts(tool.activity, viewer, products=[], statements=statements),
        "statements": statements,
        "today": clock.today(),
    }
    return render(request, "portal/tools/detail.html", context)
