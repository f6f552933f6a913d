"""Where and when events take place: a map by country, and a timeline whose marks have the numbers of the list."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import DatePrecision
from palermo.core.text import plain
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.library.web.page_cache import cached
from palermo.site.charts.chart import Chart
from palermo.site.charts.timeline import Moment, Timeline
from palermo.site.charts.values import Label, count
from palermo.site.charts.world_map import AtState, WorldMap


def charts_of_events(events: Sequence[Event], first_number: int) -> dict[str, Chart | None]:
    """The map and the timeline of the events of one page of a list, which are numbered from `first_number`."""
    numbered = list(enumerate(events, start=first_number))
    title = _("Where the events take place")
    return {"map": map_of_numbered(numbered, title=title), "timeline": timeline_of_numbered(numbered)}


def map_of_numbered(pairs: Sequence[tuple[int, Event]], *, title: str, highlighted: str = "") -> WorldMap | None:
    """A map with the numbers of events; one State may be highlighted by its code."""
    rows = tuple(
        AtState(event.place.state.slug, _label(number, event), _place(event))
        for number, event in pairs
        if event.place and event.place.state
    )
    missing = len(pairs) - len(rows)
    note = _note()
    if missing:
        note += " " + ngettext(
            "%(count)d event without a recorded country", "%(count)d events without a recorded country", missing
        ) % {"count": missing}
    if not rows:
        return None
    heading, column = _("Event"), _("Place")
    return WorldMap(title=title, heading=heading, column=column, rows=rows, note=note, highlighted=highlighted)


def _note() -> str:
    """What marks are: no place has coordinates on record."""
    return _("A mark stands at the centre of the country. A number says how many events take place there.")


def _label(number: int, event: Event) -> Label:
    return Label(f"{number}. {event.activity.display_name()}", event.get_absolute_url())


def _place(event: Event) -> str:
    assert event.place is not None
    assert event.place.state is not None
    named = event.place.state.short_name_on(event.activity.starts_on or clock.today())
    return f"{plain(event.place.name)} ({plain(named)})"


def timeline_of_numbered(numbered: Iterable[tuple[int, Event]]) -> Timeline | None:
    """When events take place that have a date; None where none has."""
    moments = tuple(moment for number, event in numbered if (moment := _moment(number, event)))
    if not moments:
        return None
    return Timeline(
        title=_("When the events take place"),
        heading=_("Event"),
        column=_("Date"),
        note=_("The numbers are those of the list. The dashed line is today; an outlined mark is an inexact date."),
        moments=moments,
        today=clock.today(),
    )


def _moment(number: int, event: Event) -> Moment | None:
    activity = event.activity
    starts = activity.starts
    if starts is None:
        return None
    is_exact = activity.starts_precision == DatePrecision.DAY
    first: date = starts.value if is_exact else starts.first_day
    last = activity.ends_on or starts.value
    name = Label(activity.display_name(), event.get_absolute_url())
    return Moment(name, first, max(first, last), str(number), is_vague=not is_exact)


def map_of_events(viewer: Viewer) -> WorldMap | None:
    """How many events that the reader may see each country has, on a map; nothing where there is none."""
    return cached("map of events", viewer, lambda: _map_by_state(viewer))


def _map_by_state(viewer: Viewer) -> WorldMap | None:
    placed = events_visible_to(viewer).filter(place__state__isnull=False).order_by()
    numbers: dict[int, int] = {}
    for state in placed.values_list("place__state", flat=True):
        assert state is not None
        numbers[state] = numbers.get(state, 0) + 1
    states = State.objects.filter(pk__in=numbers).prefetch_related("former_names")
    rows = tuple(
        AtState(
            state.slug,
            Label(state.display_name(), state.get_absolute_url()),
            count(numbers[state.pk]),
            numbers[state.pk],
        )
        for state in states
    )
    title, heading, column = _("Events by country"), _("Country"), _("Events")
    if not rows:
        return None
    return WorldMap(title=title, heading=heading, column=column, rows=rows, note=_note(), is_named=True)
