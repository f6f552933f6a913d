"""A part of the page of a tool: the good practices that belong to it."""

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palermo.knowledge.web.practices import practices_of_activity
from palermo.site.page_parts import BODY, register_page_part


def practices_of_tool(context: Context) -> SafeString:
    """The published practices; nothing on other pages, and where there is none."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None or match.url_name != "tool":
        return SafeString("")
    practices = practices_of_activity(context["activity"], context["viewer"])
    return SafeString(render_to_string("knowledge/practices/beside.html", {"practices": practices}))


register_page_part(BODY, practices_of_tool)
