"""A State in pictures: where it is and what took place there, its participation, its follow-up, what it gave."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.models import Event
from palermo.events.queries.attendance import Heads
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.preparation import participant_groups_visible_to
from palermo.events.queries.register import follow_ups_visible_to
from palermo.events.states.preparation import GroupStanding
from palermo.events.web.charts.events import map_of_numbered, timeline_of_numbered
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.states.follow_ups import FollowUpState
from palermo.registration.attendance import heads_of_state
from palermo.registration.queries.registrations import registrations_with_people
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.values import Label, Value, count
from palermo.site.charts.world_file import places
from palermo.site.charts.world_map import AtState, WorldMap
from palermo.speakers.queries import speakers_published_to

# Of many events or years, the latest.
MOST = 10


def charts_of_state(
    state: State, events: Sequence[Event], first_number: int, viewer: Viewer
) -> dict[str, Chart | None]:
    """The map, the timeline of the events of a page, participation, follow-up; contributions by their currencies."""
    numbered = list(enumerate(events, start=first_number))
    return {
        "map": _map(state, numbered),
        "timeline": timeline_of_numbered(numbered) if len(numbered) > 1 else None,
        "participation": _participation(state, viewer),
        "follow-up": _follow_up(state, viewer),
        **_contributions(state, viewer),
    }


def _map(state: State, numbered: list[tuple[int, Event]]) -> WorldMap | None:
    """The State on the map, with the numbers of its events; None where the map does not have it."""
    if state.slug not in places():
        return None
    name = state.display_name()
    title = _("%(state)s on the map") % {"state": name}
    if numbered:
        return map_of_numbered(numbered, title=title, highlighted=state.slug)
    row = AtState(state.slug, Label(name), count(0), number=0)
    return WorldMap(title=title, heading=_("Country"), column=_("Events"), rows=(row,), highlighted=state.slug)


def _participation(state: State, viewer: Viewer) -> Bars | None:
    """How many persons of the State took part in each event, or are to, and how many of them spoke."""
    heads = _heads_in_lists(state, viewer) | heads_of_state(state, viewer)
    heads = {event: each for event, each in heads.items() if each.registered}
    published = speakers_published_to(viewer).filter(from_state=state).order_by()
    speakers = dict(published.values_list("event").annotate(n=Count("pk")))
    events = events_visible_to(viewer).filter(pk__in={*heads, *speakers}).select_related("activity")
    in_order = list(events.order_by("-activity__starts_on", "pk")[: MOST + 1])
    if not in_order:
        return None
    series = (_("Participants"), *([_("Speakers")] if speakers else []))
    rows = (
        Bar(
            Label(event.display_name(), event.get_absolute_url()),
            (_persons(event, heads.get(event.pk, Heads())), count(speakers.get(event.pk, 0)))[: len(series)],
        )
        for event in in_order[:MOST]
    )
    return Bars(
        title=_("%(state)s: participation in events") % {"state": state.display_name()},
        heading=_("Event"),
        note=_("The latest ten events.") if len(in_order) > MOST else "",
        series=series,
        rows=tuple(rows),
    )


def _persons(event: Event, heads: Heads) -> Value:
    """How many came to an event that is held, if that is on record; else how many are registered or listed."""
    is_counted = heads.came and event.is_held_by(clock.today())
    return count(heads.came if is_counted else heads.registered)


def _heads_in_lists(state: State, viewer: Viewer) -> dict[int, Heads]:
    """The persons of the State in lists of participants of events for which nobody registers."""
    registered = registrations_with_people().filter(event=OuterRef("event"))
    groups = participant_groups_visible_to(viewer).filter(~Exists(registered), state=state).order_by()
    came = Sum("head_count", filter=Q(standing=GroupStanding.CAME), default=0)
    rows = groups.values_list("event").annotate(people=Sum("head_count"), came=came)
    return {event: Heads(listed, 0, arrived) for event, listed, arrived in rows}


def _follow_up(state: State, viewer: Viewer) -> StatusBar | None:
    entries = follow_ups_visible_to(viewer).filter(responsible_state=state).order_by()
    numbers = dict(entries.values_list("state").annotate(n=Count("pk")))
    if not numbers:
        return None
    address = f"{reverse('follow_up_list')}?country={state.slug}"
    return StatusBar(
        title=_("%(state)s: follow-up by status") % {"state": state.display_name()},
        heading=_("Status"),
        column=_("Entries"),
        parts=tuple(
            Part(Label(str(each.label), f"{address}&state={each}"), numbers.get(each, 0)) for each in FollowUpState
        ),
    )


def _contributions(state: State, viewer: Viewer) -> dict[str, Chart | None]:
    """By year, a chart for each currency in which the State gave in several: of a single sum the list says it all."""
    given = contributions_visible_to(viewer).filter(state=state).exclude(amount=None).exclude(given_on=None)
    sums = given.order_by().annotate(year=ExtractYear("given_on")).values_list("currency", "year")
    by_currency: dict[str, list[Bar]] = defaultdict(list)
    for currency, year, amount in sums.annotate(sum=Sum("amount")).order_by("currency", "year"):
        by_currency[currency].append(Bar(Label(str(year)), (count(amount),)))
    return {
        f"given-{currency.lower()}": Bars(
            title=_("%(state)s: contributions (%(currency)s)") % {"state": state.display_name(), "currency": currency},
            heading=_("Year"),
            series=(currency,),
            rows=tuple(rows[-MOST:]),
        )
        for currency, rows in by_currency.items()
        if len(rows) > 1
    }
