"""Tools and their editions."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.models import RegionalGroup
from palermo.accounts.queries import regional_group_by_state
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import GroupKind
from palermo.core import clock
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.events.queries.events import events_visible_to
from palermo.governance.queries.chain import with_chain
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.assistance_rows import assistance_naming
from palermo.governance.web.views.activities import activity_context, activity_detail
from palermo.library.web.page_cache import cached
from palermo.site.action_pages import named_action_links
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import PER_PAGE, choices_in, filter_value, of_own_kind, page_read
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.queries.uptake import states_without_use
from palermo.toolkit.states.tools import ToolKind
from palermo.toolkit.web.discussion import discussion_of_tool
from palermo.toolkit.web.editions import editions_of_tool
from palermo.toolkit.web.lines import training_of_tool
from palermo.toolkit.web.texts import text_of_tool
from palermo.toolkit.web.uptake import FORMATS, map_of_uptake, uptake_file, uptake_of_tool
from palermo.toolkit.web.views.readers import finder, reading_of_tool


@login_not_required
def tool_list(request: SiteRequest) -> HttpResponse:
    """Every tool the reader may see; by kind."""
    rows = (
        tools_visible_to(request.viewer)
        .select_related("activity")
        .prefetch_related("editions__presentations__occasion__place")
    )
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
        "finder": finder(request),
        "today": clock.today(),
    }
    return render(request, "toolkit/tools/list.html", context)


@login_not_required
def tool_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One tool: for whom, its editions, the expert meetings that wrote it, its authority."""
    viewer = request.viewer
    tools = with_chain(tools_visible_to(viewer), "activity__mandate__").select_related("activity__lead")
    tool = tools.filter(activity__slug=slug).first()
    if tool is None:
        return activity_detail(request, slug)
    person = request.user if viewer.roles else None
    uptake = uptake_of_tool(tool, viewer, clock.today(), person)
    context = activity_context(tool.activity, viewer, "tools", here=str(tool.get_kind_display())) | {
        "tool": tool,
        "editions": editions_of_tool(tool, viewer, person),
        "edition_ways": named_action_links(("begin-edition",), tool, viewer, person),
        "expert_meetings": events_visible_to(viewer)
        .filter(activity__part_of=tool.activity)
        .select_related("activity", "place")
        .order_by("activity__starts_on"),
        "assistance": assistance_naming(viewer, tool=tool.activity),
        "text": text_of_tool(tool, viewer, person),
        "discussion": discussion_of_tool(tool, viewer, person),
        "reading": reading_of_tool(tool, viewer, person),
        "uptake": uptake,
        "uptake_formats": FORMATS,
        "training": training_of_tool(tool, viewer, person),
    }
    return render_with_charts(request, "toolkit/tools/detail.html", context, {"uptake": map_of_uptake(tool, uptake)})


@require_safe
@login_not_required
def tool_uptake_file(request: SiteRequest, slug: str, form: str) -> HttpResponseBase:
    """The uses of a tool that are on record, as a file."""
    tool = get_object_or_404(tools_visible_to(request.viewer).select_related("activity"), activity__slug=slug)
    return uptake_file(tool, uptake_of_tool(tool, request.viewer, clock.today(), None), form)


@login_not_required
def tool_unused(request: SiteRequest, slug: str) -> HttpResponse:
    """The Member States of which no use of a tool is on record; all, or those of a regional group."""
    tool = get_object_or_404(tools_visible_to(request.viewer).select_related("activity"), activity__slug=slug)
    day = clock.today()
    groups = sort_for_reader(RegionalGroup.objects.filter(kind=GroupKind.REGIONAL), lambda group: group.name)
    group = filter_value(request, "group", [each.slug for each in groups])
    group_of = regional_group_by_state(day) if group else {}
    inside = {pk for pk, each in group_of.items() if each.slug == group} if group else None
    states = [
        (state, state.list_name_on(day))
        for state in states_without_use(tool, request.viewer, day)
        if inside is None or state.pk in inside
    ]
    page = Paginator(sort_for_reader(states, lambda line: line[1]), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tool": tool,
        "activity": tool.activity,
        "page": page,
        "rows": list(page),
        "groups": [(each.slug, plain(each.name)) for each in groups],
        "group": group,
    }
    return render(request, "toolkit/tools/unused.html", context)
