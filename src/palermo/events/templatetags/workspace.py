"""The frame of every page of an event.

{% event_tabs event "programme" %}   its tabs, of which this page is on one, and the other pages of that tab
{% attendance counted %}             how many are invited, registered, accredited and have come
"""

from django import template
from django.template.context import Context

from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.events.models import Event
from palermo.events.queries.attendance import Attendance
from palermo.events.workspace import tabs_of

register = template.Library()


@register.inclusion_tag("events/workspace/tabs.html", takes_context=True)
def event_tabs(context: Context, event: Event, here: str) -> dict[str, object]:
    """The tabs of an event that the reader is shown; below them the pages of this one, where there are several."""
    request = context["request"]
    match = getattr(request, "resolver_match", None)
    page = match.url_name if match else ""
    tabs = tabs_of(event, context.get("viewer") or VISITOR)
    # The page may stand on another tab for this reader.
    here = next((tab.tab.value for tab in tabs if page in [each.page for each in tab.pages]), here)
    current = next((tab for tab in tabs if tab.tab == here), None)
    return {
        "tabs": tabs,
        "here": here,
        "page": page,
        "pages": current.pages if current and len(current.pages) > 1 else [],
        "label": current.tab.label if current else "",
    }


@register.inclusion_tag("events/workspace/attendance.html", takes_context=True)
def attendance(context: Context, counted: Attendance) -> dict[str, object]:
    """How many people there are, in the same words on every page; for visitors once the event has begun."""
    event: Event | None = context.get("event")
    viewer = context.get("viewer") or VISITOR
    starts_on = event.activity.starts_on if event else None
    total, has_begun = counted.total, starts_on is not None and starts_on <= clock.today()
    is_counted = counted.is_registered or total.registered or counted.invited
    return {"counted": counted, "total": total, "is_shown": is_counted and (viewer.roles or has_begun)}
