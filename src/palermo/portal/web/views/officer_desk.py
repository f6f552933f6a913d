"""The desk of an officer of the secretariat: what they do next, what comes up, what is new."""

from datetime import timedelta

from django.http import HttpResponse

from palermo.accounts.requests import SiteRequest
from palermo.accounts.visits import previous_visit
from palermo.core import clock
from palermo.core.first_rows import first_of
from palermo.following import reader_news as news
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.web.views.consultations import WITH_MEMBER_STATES
from palermo.portal.charts.desk import charts_of_officer
from palermo.portal.web.officer_tasks import recent_meetings, tasks_of_officer
from palermo.site.charts.pages import render_with_charts

RECENT = timedelta(days=120)
NEWS_SHOWN, MEETINGS_SHOWN = 8, 4


def officer_desk(request: SiteRequest) -> HttpResponse:
    """Whatever waits for an act of the secretariat, the officer's own tasks first."""
    viewer, today = request.viewer, clock.today()
    since = previous_visit(request)
    ahead = meetings_visible_to(viewer).filter(ends_on__gte=today, cancelled_on=None, kind__in=WITH_MEMBER_STATES)
    context = {
        "groups": tasks_of_officer(viewer, request.user),
        "recent": recent_meetings(viewer, request.user),
        "coming": first_of(ahead.select_related("place").order_by("starts_on", "slug"), MEETINGS_SHOWN),
        "since": since,
        "new": news.news_since(viewer, since, NEWS_SHOWN)
        if since
        else news.recent_news(viewer, today - RECENT, NEWS_SHOWN),
        "today": today,
    }
    return render_with_charts(request, "portal/officer_desk.html", context, charts_of_officer(viewer, today))
