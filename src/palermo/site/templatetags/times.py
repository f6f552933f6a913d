"""Dates in the reader's language, the time until them, and the timeline of a year. All tags: see record.py."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from palermo.core import clock
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day, format_period
from palermo.core.speech.hours import format_time_zone
from palermo.core.speech.instants import localize_clock, localize_instant
from palermo.core.speech.months import month_words
from palermo.core.yearline import YearlineEntry, years_of

register = template.Library()

Day = PartialDate | date | datetime | None
MONTHS_FROM = 60  # days; nearer dates are counted in days
DAYS_A_MONTH = 30.44


def partial(day: Day) -> PartialDate | None:
    """A PartialDate of any date; of an instant the day here, or where it is, if it has a time zone of its own."""
    if day is None or isinstance(day, PartialDate):
        return day
    if isinstance(day, datetime):
        # The database has instants in universal time, in which a day begins and ends at another hour.
        return PartialDate(timezone.localdate(day) if str(day.tzinfo) == "UTC" else day.date())
    return PartialDate(day)


@register.simple_tag
def today() -> date:
    """What day it is for the record."""
    return clock.today()


@register.simple_tag
def when(day: Day, due: bool = False, form: str = "plain", begins: bool = False, late: bool = False) -> SafeString:
    """A date in words; `due` adds the time until it, and of a past one that no result is on record.

    That something is overdue is for desks, which ask for it with `late`: the record does not know what was done.

    `form` is one of `date_words`: "on 18 June 2007", "since 18 June 2007"; `begins` gives it a capital letter.
    """
    known = partial(day)
    if known is None:
        return SafeString("")
    words = format_day(known, active_language().code, form)
    day_words = _time(known, words[:1].upper() + words[1:] if begins else words)
    far = distance(known, clock.today(), late=late) if due else ""
    return format_html("{} {}", day_words, far) if far else day_words


@register.simple_tag
def date_after(words: str, day: Day, due: bool = False, late: bool = False) -> SafeString:
    """A date behind its words, joined as the language joins them: "due 18 June 2007"; Chinese leaves no blank."""
    # Translators: words, such as "due" or "as at", before a date.
    pattern = pgettext("words before a date", "%(words)s %(date)s") % {"words": "{}", "date": "{}"}
    return format_html(pattern, words, when(day, due, late=late))


@register.simple_tag
def moment(at: datetime | None, time_zone: str) -> SafeString:
    """When something was done: day and minute by the clocks of a time zone."""
    return _instant(at, time_zone, localize_clock)


@register.simple_tag
def deadline(at: datetime | None, time_zone: str, due: bool = False, late: bool = False) -> SafeString:
    """Until when something can be done, with the place whose clocks show it; `due` adds the time until then.

    Desks ask with `late` how long it is overdue.
    """
    instant = _instant(at, time_zone, localize_instant)
    if at is None or not due:
        return instant
    day = at.astimezone(ZoneInfo(time_zone)).date()
    if day < clock.today() and not late:
        return instant
    return format_html("{} {}", instant, distance(PartialDate(day), clock.today(), late=late))


def _instant(at: datetime | None, time_zone: str, localize: Callable[[datetime, str], str]) -> SafeString:
    if at is None:
        return SafeString("")
    local = at.astimezone(ZoneInfo(time_zone))
    return format_html('<time class="moment" datetime="{}">{}</time>', local.isoformat(), localize(at, time_zone))


@register.filter
def zone_name(time_zone: str) -> str:
    """A time zone by the city that it is named after: "Bangkok time"."""
    return format_time_zone(time_zone, active_language().code)


@register.filter
def from_machine(at: datetime | None) -> datetime | None:
    """An instant that the machine noted, by the record's clock."""
    return clock.to_story_time(at) if at else None


@register.simple_tag
def far(day: Day) -> SafeString:
    """Only the time until a future day: "in 12 days"; nothing for one that is past."""
    known = partial(day)
    is_to_come = known is not None and known.value >= clock.today()
    return distance(known, clock.today()) if known and is_to_come else SafeString("")


@register.simple_tag
def period(first: Day, last: Day = None) -> SafeString:
    """From a day to a day; one of them, or an inexact beginning, stands alone."""
    begin, end = partial(first), partial(last)
    if begin is None or end is None or begin == end:
        return when(begin or end)
    if begin.precision == end.precision == DatePrecision.DAY:
        return _time(begin, format_period(begin.value, end.value, active_language().code))
    return format_html("{} – {}", when(begin), when(end))


def _time(day: PartialDate, words: str) -> SafeString:
    length = {"day": 10, "month": 7, "year": 4}[day.precision.value.rpartition("_")[2]]
    return format_html('<time datetime="{}">{}</time>', day.value.isoformat()[:length], words)


def distance(day: PartialDate, now: date, *, late: bool = False) -> SafeString:
    """ "in 12 days", "today", "no result on record"; nothing is counted to or from a date that is not a day.

    On desks, which ask for it with `late`, a past day is "3 days overdue".
    """
    days, is_exact = (day.value - now).days, day.precision == DatePrecision.DAY
    if days < 0 and not late:
        return format_html('<span class="due">{}</span>', _("no result on record"))
    if days < 0:
        return format_html('<span class="late">{}</span>', _late(-days) if is_exact else _("overdue"))
    return format_html('<span class="due">{}</span>', _ahead(days)) if is_exact else SafeString("")


def _ahead(days: int) -> str:
    if days == 0:
        return _("today")
    if days < MONTHS_FROM:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    months = round(days / DAYS_A_MONTH)
    return ngettext("in %(count)d month", "in %(count)d months", months) % {"count": months}


def _late(days: int) -> str:
    if days < MONTHS_FROM:
        return ngettext("%(count)d day overdue", "%(count)d days overdue", days) % {"count": days}
    months = round(days / DAYS_A_MONTH)
    return ngettext("%(count)d month overdue", "%(count)d months overdue", months) % {"count": months}


@register.filter
def month_name(day: date) -> str:
    """The month as a heading."""
    words = month_words(day.month, active_language().code)
    # Translators: the name of a month by itself; in Chinese its number with 月 after it.
    return pgettext("heading of a month", "%(month)s") % {"month": words.get("month_alone", words["month"])}


@register.filter
def month_days(entry: YearlineEntry) -> SafeString:
    """An entry's days under the heading of its month; the whole dates when it runs into the next one."""
    if entry.inexact:
        return when(entry.inexact)
    if entry.first == entry.last:
        days = pgettext("day under a month", "%(day)d") % {"day": entry.first.day}
    elif (entry.first.year, entry.first.month) == (entry.last.year, entry.last.month):
        # Translators: days of a month; in Arabic with a word between them, in Chinese with 日.
        days = pgettext("days under a month", "%(first)d–%(last)d") % {
            "first": entry.first.day,
            "last": entry.last.day,
        }
    else:
        return period(entry.first, entry.last)
    return _time(PartialDate(entry.first), days)


@register.inclusion_tag("site/parts/yearline.html")
def yearline(entries: Iterable[YearlineEntry], level: int = 3) -> dict[str, object]:
    """The line of the year; `level` is the rank of the years' headings."""
    return {"years": years_of(entries, clock.today()), "today": clock.today(), "level": level}
