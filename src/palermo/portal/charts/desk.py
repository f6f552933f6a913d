"""What comes up on a desk: meetings, events and deadlines along a line, with the numbers of the list below it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from palermo.portal.calendar.entries import CalendarEntry, Kind
from palermo.site.charts.timeline import Moment, Timeline
from palermo.site.charts.values import Label

MEETINGS, EVENTS, DEADLINES = range(3)
LANE_OF = {Kind.SESSION: MEETINGS, Kind.MEETING: MEETINGS, Kind.EVENT: EVENTS}


def timeline_of_desk(entries: Sequence[CalendarEntry], today: date) -> Timeline | None:
    """The entries in the order of the list; none where nothing comes up."""
    if not entries:
        return None
    return Timeline(
        title=_("Meetings, events and deadlines"),
        heading=_("Item"),
        column=_("Date"),
        kind=_("Kind"),
        lanes=(_("Meetings"), _("Events"), _("Deadlines")),
        note=_("The numbers are those of the list. The dashed line is today; an outlined mark is an inexact date."),
        moments=tuple(_moment(number, each) for number, each in enumerate(entries, start=1)),
        today=today,
    )


def _moment(number: int, entry: CalendarEntry) -> Moment:
    label = Label(entry.words, entry.address)
    lane = LANE_OF.get(entry.kind, DEADLINES)
    return Moment(label, entry.first, entry.last, str(number), lane, is_vague=entry.inexact is not None)
