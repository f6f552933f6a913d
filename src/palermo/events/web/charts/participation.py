"""Charts of the people of an event, from one count: progress of registration, by category, by regional group."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.queries import states_by_regional_group
from palermo.core import clock
from palermo.core.speech.here import localize_day
from palermo.events.models import Event
from palermo.events.queries.attendance import Attendance, Heads
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.seats import Group, Seats
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.values import Label, Value, count


def progress_chart(heads: Heads) -> StatusBar | None:
    """Of all who are registered: who has arrived, who is accredited and expected, who is not accredited yet."""
    if not heads.registered:
        return None
    parts = (
        (_("Checked in"), heads.came),
        (_("Accredited, not checked in"), heads.accredited - heads.came),
        (_("Registered, not yet accredited"), heads.registered - heads.accredited),
    )
    return StatusBar(
        title=_("Progress of registration and check-in"),
        heading=_("Status"),
        column=_("Persons"),
        parts=tuple(Part(Label(words), number) for words, number in parts),
    )


def category_chart(attendance: Attendance) -> Bars | None:
    """By category: how many are registered, accredited and have arrived."""
    rows = [(Label(category), heads) for category, heads in attendance.by_category().items()]
    return _bars(_("Participants by category"), _("Category"), rows, attendance) if rows else None


def charts_of_participation(event: Event, attendance: Attendance) -> dict[str, Chart | None]:
    """Progress of registration; States of each regional group that take part, and the number of their participants."""
    progress = progress_chart(attendance.total) if attendance.is_registered else None
    present = attendance.by_state()
    if not present:
        return {"progress": progress, "groups": None, "persons": None}
    regions = states_by_regional_group(_day_of(event))
    is_held = event.is_held_by(clock.today())
    taking_part = {pk for pk, heads in present.items() if heads.came or not is_held}
    seats = Seats(
        title=_("States taking part, by regional group"),
        heading=_("Regional group"),
        column=_("States taking part"),
        all_seats=_("Members of the group, %(day)s") % {"day": localize_day(_day_of(event))},
        groups=tuple(Group(Label(each.words), len(each.states & taking_part), len(each.states)) for each in regions),
    )
    persons = [
        (Label(each.words), Heads.sum_of(heads for pk, heads in present.items() if pk in each.states))
        for each in regions
    ]
    persons = [(label, heads) for label, heads in persons if any(heads)]
    title = _("Participants from States, by regional group")
    bars = _bars(title, _("Regional group"), persons, attendance) if persons else None
    return {"progress": progress, "groups": seats if any(each.group for each in regions) else None, "persons": bars}


def _day_of(event: Event) -> date:
    return event.activity.starts_on or clock.today()


def _bars(title: str, heading: str, rows: Iterable[tuple[Label, Heads]], attendance: Attendance) -> Bars:
    """Three bars for each row where people register; two where there is a list on which nobody is accredited."""
    arrived = pgettext("people", "Arrived")
    registered = (pgettext("people", "Registered"), pgettext("people", "Accredited"), arrived)

    def values(heads: Heads) -> tuple[Value, ...]:
        numbers = heads if attendance.is_registered else (heads.registered, heads.came)
        return tuple(map(count, numbers))

    return Bars(
        title=title,
        heading=heading,
        series=registered if attendance.is_registered else (_("On the list"), arrived),
        rows=tuple(Bar(label, values(heads)) for label, heads in rows),
    )
