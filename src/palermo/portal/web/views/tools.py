"""Tools and their editions."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.events.queries.events import events_visible_to
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.assistance_rows import assistance_naming
from palermo.governance.web.chains import activity_parts
from palermo.governance.web.money import activity_contributions
from palermo.library.web.page_cache import cached
from palermo.library.web.papers import paper_of, papers
from palermo.portal.statements import statement_parts
from palermo.portal.web.views.activities import activity_detail
from palermo.site.listing import choices_in, filter_value, of_own_kind, page_read
from palermo.toolkit.queries import tools_visible_to
from palermo.toolkit.states import ToolKind


@login_not_required
def tool_list(request: SiteRequest) -> HttpResponse:
    """Every tool the reader may see; by kind."""
    rows = tools_visible_to(request.viewer).select_related("activity").prefetch_related("editions__presented_at")
    tools = tools_visible_to(request.viewer).filter(activity__kind=ActivityKind.TOOL).order_by("activity__slug")
    if kind := filter_value(request, "kind", ToolKind.values):
        tools = of_own_kind(tools, kind)
    context = {
        "page": page_read(request, tools, rows.defer("activity__summary")),
        "kinds": cached(
            "kinds of tools",
            request.viewer,
            lambda: choices_in(tools_visible_to(request.viewer), "kind", ToolKind.choices),
        ),
        "kind": kind,
        "today": clock.today(),
    }
    return render(request, "portal/tools/list.html", context)


@login_not_required
def tool_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One tool: for whom, its editions, the expert meetings that wrote it, its authority."""
    viewer = request.viewer
    tools = with_chain(tools_visible_to(viewer), "activity__mandate__").select_related("activity__lead")
    tool = tools.filter(activity__slug=slug).first()
    if tool is None:
        return activity_detail(request, slug)
    activity, statements = tool.activity, statement_parts("tools", slug, viewer)
    context = {
        "tool": tool,
        "activity": activity,
        "editions": tool.editions.select_related("presented_at").prefetch_related(paper_of(viewer)),
        "expert_meetings": events_visible_to(viewer)
        .filter(activity__part_of=activity)
        .select_related("activity", "place")
        .order_by("activity__starts_on"),
        "documents": papers(viewer).filter(activities=activity),
        "mandate": mandates_visible_to(viewer).filter(pk=activity.mandate_id).first(),
        "financing": activity_contributions(activity, viewer),
        "partners": activity.partners.select_related("organisation", "state").prefetch_related("state__former_names"),
        "chain": activity_parts(
            activity, viewer, here=str(tool.get_kind_display()), products=[], statements=statements
        ),
        "statements": statements,
        "assistance": assistance_naming(viewer, tool=activity),
        "today": clock.today(),
    }
    return render(request, "portal/tools/detail.html", context)
