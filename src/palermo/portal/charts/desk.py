"""Pictures on a desk: what comes up, how far the next events are prepared, where activities and mandates stand."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.text import plain
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import IN_HAND, ActivityState
from palermo.governance.web.charts.mandates import status_of_mandates
from palermo.library.web.page_cache import cached
from palermo.logistics.queries.tasks import tasks_visible_to
from palermo.logistics.states import TaskState
from palermo.portal.calendar.calendar_pages import desk_calendar_of
from palermo.portal.calendar.entries import CalendarEntry, Kind, Span
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.timeline import Moment, Timeline
from palermo.site.charts.values import Label, count

MEETINGS, EVENTS, DEADLINES = range(3)
LANE_OF = {Kind.SESSION: MEETINGS, Kind.MEETING: MEETINGS, Kind.EVENT: EVENTS}
AHEAD = timedelta(weeks=26)
# Beside the lists of a desk there is room for so many marks.
MARKS = 12
EVENTS_SHOWN = 5


def charts_of_officer(viewer: Viewer, today: date) -> dict[str, Chart | None]:
    """What comes up, the tasks of the next events, activities and mandates by status."""
    return {
        "timeline": next_dates(viewer, today),
        "preparation": cached("charts of preparation", viewer, lambda: _preparation(viewer, today)),
        **_by_status(viewer),
    }


def charts_of_committee(viewer: Viewer, today: date) -> dict[str, Chart | None]:
    """What comes up, activities and mandates by status."""
    return {"timeline": next_dates(viewer, today), **_by_status(viewer)}


def next_dates(viewer: Viewer, today: date) -> Timeline | None:
    """The next dates that concern a reader, with the numbers of the table below the picture."""
    entries = desk_calendar_of(viewer, Span(today, today + AHEAD, today, MARKS, 0)).entries
    note = _("The numbers are those of the table. The dashed line is today; an outlined mark is an inexact date.")
    return _timeline(entries, today, note)


def timeline_of_desk(entries: Sequence[CalendarEntry], today: date) -> Timeline | None:
    """The entries in the order of the list; none where nothing comes up."""
    note = _("The numbers are those of the list. The dashed line is today; an outlined mark is an inexact date.")
    return _timeline(entries, today, note)


def _timeline(entries: Sequence[CalendarEntry], today: date, note: str) -> Timeline | None:
    if not entries:
        return None
    return Timeline(
        title=_("Meetings, events and deadlines"),
        heading=_("Item"),
        column=_("Date"),
        kind=_("Kind"),
        lanes=(_("Meetings"), _("Events"), _("Deadlines")),
        note=note,
        moments=tuple(_moment(number, each) for number, each in enumerate(entries, start=1)),
        today=today,
    )


def _moment(number: int, entry: CalendarEntry) -> Moment:
    label = Label(entry.words, entry.address)
    lane = LANE_OF.get(entry.kind, DEADLINES)
    return Moment(label, entry.first, entry.last, str(number), lane, is_vague=entry.inexact is not None)


def _preparation(viewer: Viewer, today: date) -> Bars | None:
    """The tasks of the next events that have any: done, to be done, overdue; by one query."""
    ahead = Q(event__activity__ends_on__gte=today) | Q(event__activity__ends_on=None)
    tasks = tasks_visible_to(viewer).filter(ahead, event__activity__state__in=sorted(IN_HAND))
    tasks = tasks.exclude(state=TaskState.DROPPED).order_by("event__activity__starts_on", "event__activity__slug")
    is_late = Q(state=TaskState.OPEN, due_on__lt=today)
    rows = tasks.values_list("event__activity__slug", "event__activity__title").annotate(
        done=Count("pk", filter=Q(state=TaskState.DONE)),
        late=Count("pk", filter=is_late),
        ahead=Count("pk", filter=Q(state=TaskState.OPEN) & ~is_late),
    )
    bars = tuple(
        Bar(Label(plain(title), reverse("event_logistics", args=[slug])), tuple(map(count, (done, ahead, late))))
        for slug, title, done, late, ahead in rows[:EVENTS_SHOWN]
    )
    if not bars:
        return None
    return Bars(
        title=_("Preparation of the next events"),
        heading=_("Event"),
        series=(str(TaskState.DONE.label), str(TaskState.OPEN.label), _("Overdue")),
        rows=bars,
        is_stacked=True,
    )


def _by_status(viewer: Viewer) -> dict[str, Chart | None]:
    return {
        "activities": cached("activities by status", viewer, lambda: _status_of_activities(viewer)),
        "mandates": cached("mandates by status", viewer, lambda: status_of_mandates(viewer, reverse("mandate_list"))),
    }


def _status_of_activities(viewer: Viewer) -> StatusBar | None:
    numbers = dict(activities_visible_to(viewer).order_by().values_list("state").annotate(n=Count("pk")))
    if not numbers:
        return None
    board = reverse("committee_board")
    parts = tuple(
        Part(Label(str(state.label), f"{board}?state={state}"), numbers[state])
        for state in ActivityState
        if state in numbers
    )
    return StatusBar(title=_("Activities by status"), heading=_("Status"), column=_("Activities"), parts=parts)
