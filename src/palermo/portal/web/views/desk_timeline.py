"""The timeline of a desk: what is due and what takes place in the next six months that concerns the reader."""

from django.http import HttpResponse
from django.shortcuts import redirect

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.portal.calendar.calendar_pages import desk_calendar_of
from palermo.portal.calendar.entries import Span
from palermo.portal.charts.desk import AHEAD, timeline_of_desk
from palermo.site.charts.pages import render_with_charts

SHOWN, LATE_SHOWN = 40, 20


def desk_timeline(request: SiteRequest) -> HttpResponse:
    """What is overdue, then what comes up, as a picture and as a list; for whoever has a desk."""
    viewer, today = request.viewer, clock.today()
    if not viewer.roles:
        return redirect("/")
    page = desk_calendar_of(viewer, Span(today, today + AHEAD, today, SHOWN, LATE_SHOWN))
    context = {
        "late": page.late,
        "entries": page.entries,
        "goes_on": page.next is not None,
        "until": today + AHEAD,
        "today": today,
    }
    charts = {"timeline": timeline_of_desk(page.entries, today)}
    return render_with_charts(request, "portal/desk_timeline.html", context, charts)
