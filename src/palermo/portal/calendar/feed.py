"""The calendar as iCal (RFC 5545), for programs that keep it beside their own."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.portal.calendar.entries import HAPPENS, MARKS, CalendarEntry
from palermo.site.ical import ASK_AGAIN, PRODUCT, zone_of_calendar

BACK, AHEAD, MOST = timedelta(days=92), timedelta(days=731), 400


class Acts(NamedTuple):
    """How often a record was acted upon, and when last."""

    number: int
    last: datetime


def acts_on(entries: Iterable[CalendarEntry]) -> dict[tuple[str, str], Acts]:
    """The number of acts on each record and the instant of the last, by kind and id of the log."""
    keys: dict[str, list[str]] = {}
    for entry in entries:
        keys.setdefault(entry.record, []).append(entry.key)
    if not keys:
        return {}
    wanted = Q()
    for kind, ids in keys.items():
        wanted |= Q(target_kind=kind, target_id__in=ids)
    rows = AuditEvent.objects.filter(wanted).order_by().values("target_kind", "target_id")
    counts = rows.annotate(count=Count("pk"), last=Max("at"))
    return {(row["target_kind"], row["target_id"]): Acts(row["count"], row["last"]) for row in counts}


def feed(entries: list[CalendarEntry], *, host: str, site: str, now: datetime) -> bytes:
    """The entries as one calendar.

    Parameters
    ----------
    entries : list of Entry
        What one reader may know.
    host, site : str
        The name of this installation, of which each entry's id is made, and its address, before each entry's own.
    now : datetime
        The stamp of entries on which nobody acted yet.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _("Calendar of the initiative"))
    calendar.add("x-wr-calname", _("Calendar of the initiative"))
    calendar.add("refresh-interval", ASK_AGAIN)
    acts = acts_on(entries)
    for zone in _zones(entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(entry, acts.get((entry.record, entry.key)), host, site, now))
    return calendar.to_ical()


def _event(entry: CalendarEntry, acts: Acts | None, host: str, site: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.kind.value}-{entry.key}@{host}")
    event.add("dtstamp", (acts.last if acts else now).astimezone(UTC))
    if acts:
        event.add("last-modified", acts.last.astimezone(UTC))
    event.add("sequence", max(acts.number - 1, 0) if acts else 0)
    event.add("summary", _summary(entry), parameters={"LANGUAGE": active_language().tag})
    _add_time(event, entry)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.kind in HAPPENS and not entry.is_cancelled else "TRANSPARENT")
    event.add("class", "PUBLIC" if entry.audience == Audience.PUBLIC else "CONFIDENTIAL")
    event.add("categories", [str(entry.kind.label)])
    _add_if(event, "location" if entry.kind in HAPPENS else "description", entry.place)
    _add_if(event, "url", site + entry.address if entry.address else "")
    return event


def _add_if(event: Event, name: str, value: str) -> None:
    if value:
        event.add(name, value)


def _summary(entry: CalendarEntry) -> str:
    """What a reader of a calendar among others needs to know at a glance."""
    words = entry.words
    if entry.kind not in HAPPENS | MARKS:
        words = _("%(kind)s: %(what)s") % {"kind": entry.kind.label, "what": words}
        words = words if entry.is_open or entry.begins else _("%(what)s (completed)") % {"what": words}
    if entry.is_cancelled:
        words = _("Cancelled: %(what)s") % {"what": words}
    if entry.inexact:
        words = _("%(what)s (%(date)s)") % {"what": words, "date": format_day(entry.inexact, active_language().code)}
    return words


def _add_time(event: Event, entry: CalendarEntry) -> None:
    """Hours in their time zone; a deadline as the instant that it is; whole days with the day after as their end."""
    if entry.begins is None:
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
    elif entry.kind in HAPPENS:
        event.add("dtstart", entry.begins)
        if entry.ends and entry.ends > entry.begins:
            event.add("dtend", entry.ends)
    else:
        event.add("dtstart", entry.begins.astimezone(UTC))


def _zones(entries: Iterable[CalendarEntry]) -> list[Timezone]:
    """The time zones of the entries, over the years in which there are entries in them."""
    days_by_zone: dict[str, list[date]] = {}
    for entry in entries:
        if entry.begins is not None and entry.kind in HAPPENS:
            days_by_zone.setdefault(str(entry.begins.tzinfo), []).append(entry.begins.date())
    return [zone_of_calendar(name, min(days).year, max(days).year) for name, days in sorted(days_by_zone.items())]
