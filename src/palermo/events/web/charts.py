"""Charts of the people of an event, from one count: progress of registration, by category, by regional group."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import GroupMembership
from palermo.accounts.states import GroupKind
from palermo.core import clock
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
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
    members, names = _regional_groups(event)
    is_held = event.is_held_by(clock.today())
    taking_part = {pk for pk, heads in present.items() if heads.came or not is_held}
    seats = Seats(
        title=_("States taking part, by regional group"),
        heading=_("Regional group"),
        column=_("States taking part"),
        all_seats=_("Members of the group, %(day)s") % {"day": localize_day(_day_of(event))},
        groups=tuple(
            Group(Label(names[slug]), len(states & taking_part), len(states)) for slug, states in members.items()
        ),
    )
    persons = [
        (Label(names[slug]), Heads.sum_of(heads for pk, heads in present.items() if pk in states))
        for slug, states in members.items()
    ]
    persons = [(label, heads) for label, heads in persons if any(heads)]
    title = _("Participants from States, by regional group")
    bars = _bars(title, _("Regional group"), persons, attendance) if persons else None
    return {"progress": progress, "groups": seats if members else None, "persons": bars}


def _regional_groups(event: Event) -> tuple[dict[str, set[int]], dict[str, str]]:
    """The States of each regional group when the event is held, and the groups' names."""
    held = GroupMembership.objects.filter(group__kind=GroupKind.REGIONAL)
    members: dict[str, set[int]] = defaultdict(set)
    names: dict[str, str] = {}
    current = held.current_on(_day_of(event))
    for row in current.select_related("group").order_by("group__slug"):
        members[row.group.slug].add(row.state_id)
        names[row.group.slug] = plain(row.group.name)
    return members, names


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
