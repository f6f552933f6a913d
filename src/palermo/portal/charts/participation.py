"""Who takes part in an event, by regional group: how many States of each, and how many persons."""

from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from palermo.accounts.models import GroupMembership
from palermo.accounts.states import GroupKind
from palermo.core import clock
from palermo.core.text import plain
from palermo.events.models import Event
from palermo.events.queries.attendance import Attendance
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.seats import Group, Seats
from palermo.site.charts.values import Label, Value, count


def charts_of_participation(event: Event, attendance: Attendance, *, is_held: bool) -> dict[str, Chart | None]:
    """Seats and persons by regional group, from the counts that the reader may see."""
    by_state = attendance.by_state()
    if not by_state:
        return {"groups": None, "persons": None}
    on = event.activity.starts_on or clock.today()
    members: dict[str, set[int]] = defaultdict(set)
    names: dict[str, str] = {}
    held = GroupMembership.objects.filter(group__kind=GroupKind.REGIONAL).current_on(on)
    for row in held.select_related("group").order_by("group__slug"):
        members[row.group.slug].add(row.state_id)
        names[row.group.slug] = plain(row.group.name)
    present = {pk: (heads.registered, heads.came) for pk, heads in by_state.items()}
    taking_part = {pk for pk, (_expected, came) in present.items() if came or not is_held}
    seats = tuple(Group(Label(names[slug]), len(states & taking_part), len(states)) for slug, states in members.items())
    persons = _persons(present, members, names, is_held)
    return {
        "groups": Seats(
            title=_("States taking part, by regional group"),
            heading=_("Regional group"),
            column=_("States taking part"),
            all_seats=_("Members of the group"),
            groups=seats,
        ),
        "persons": persons,
    }


def _persons(
    present: dict[int, tuple[int, int]], members: dict[str, set[int]], names: dict[str, str], is_held: bool
) -> Bars:
    """How many persons of each group are on the list and, once the event is over, came."""
    counts: dict[str, Counter[str]] = {slug: Counter() for slug in members}
    for pk, (expected, came) in present.items():
        for slug in (slug for slug, states in members.items() if pk in states):
            counts[slug].update(expected=expected, came=came)

    def values(slug: str) -> tuple[Value, ...]:
        both = count(counts[slug]["expected"]), count(counts[slug]["came"])
        return both if is_held else both[:1]

    series = (_("On the list"), _("Attended"))
    return Bars(
        title=_("Participants from States, by regional group"),
        heading=_("Regional group"),
        series=series if is_held else series[:1],
        rows=tuple(Bar(Label(names[slug]), values(slug)) for slug in members),
    )
