"""The calendar: what happens and what is due, for twelve weeks or a year, and as iCal."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock, letters, yearline
from palermo.core.audiences import Audience
from palermo.core.digests import digest_of_text
from palermo.core.languages import active_language
from palermo.core.speech.hours import clock_hours
from palermo.core.speech.instants import localize_instant
from palermo.following.actions import NEVER_KEPT, note_use
from palermo.following.models import CalendarKey
from palermo.library.web.page_cache import cached_for_own
from palermo.portal.calendar.calendar_pages import CalendarPage, calendar_of, has_entries, kinds_in
from palermo.portal.calendar.entries import HAPPENS, TWELVE_WEEKS, CalendarEntry, Kind, Span
from palermo.portal.calendar.feed import AHEAD, BACK, MOST, feed
from palermo.site.listing import filter_value

SHOWN, LATE_SHOWN = 60, 20
ONE_DAY = timedelta(days=1)
YEARS = range(1900, 2200)


@login_not_required
def calendar(request: SiteRequest) -> HttpResponse:
    """What is late, then what is to come in twelve weeks; or everything of a year."""
    today, kind, year = clock.today(), filter_value(request, "kind", Kind.values), filter_value(request, "year", YEARS)
    since = _day(request.GET.get("from", "")) or today
    span = _year(int(year), today) if year else Span(since, since + TWELVE_WEEKS, today, SHOWN, _late(since, today))
    page = _page(request.viewer, span, kind)
    context = {
        "span": span,
        "kinds": _kinds(request.viewer, span, kind),
        "kind": kind,
        "year": int(year) if year else None,
        "years": _years_around(int(year) if year else today.year, request.viewer, today, kind),
        "late": [_row(entry, today) for entry in page.late],
        "entries": [_row(entry, today) for entry in page.entries],
        "more_late": len(page.late) >= LATE_SHOWN,
        "goes_on": _next_day(page),
        "is_now": not year and since == today,
        "earlier": since - TWELVE_WEEKS,
        "later": since + TWELVE_WEEKS,
        "has_upcoming": not kind or _stands(request.viewer, Span(today, today + TWELVE_WEEKS, today, SHOWN), kind),
        "today": today,
    }
    return render(request, "portal/calendar.html", context)


def _page(viewer: Viewer, span: Span, kind: str) -> CalendarPage:
    return cached_for_own(f"calendar {span} {kind}", viewer, lambda: calendar_of(viewer, span, kind))


def _kinds(viewer: Viewer, span: Span, chosen: str) -> list[tuple[str, str]]:
    """The kinds of which something stands on these days, or is late; none where there is nothing to choose between."""
    page = _page(viewer, span, "")
    found = {entry.kind for entry in (*page.late, *page.entries)}
    if page.next or len(page.late) >= LATE_SHOWN:
        found = cached_for_own(f"kinds of the calendar {span}", viewer, lambda: kinds_in(viewer, span))
    # Past effects for participants are shown only where days of treaties are asked for.
    if Kind.TREATY not in found and _stands(viewer, span, Kind.TREATY):
        found = {*found, Kind.TREATY}
    kinds = [(kind.value, str(kind.label)) for kind in Kind if kind in found]
    return kinds if len(kinds) > 1 or chosen else []


def _stands(viewer: Viewer, span: Span, kind: str) -> bool:
    """Whether anything of a kind stands on these days."""
    return cached_for_own(f"whether the calendar has {kind} {span}", viewer, lambda: has_entries(viewer, span, kind))


def _years_around(year: int, viewer: Viewer, today: date, kind: str) -> list[int]:
    """A year and those beside it, each where something stands in it."""
    spans = {each: _year(each, today) for each in (year - 1, year, year + 1)}
    name = f"years of the calendar {year} {kind}"
    return cached_for_own(
        name, viewer, lambda: [each for each, span in spans.items() if has_entries(viewer, span, kind)]
    )


def _year(year: int, today: date) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31), today, SHOWN)


def _late(since: date, today: date) -> int:
    """What is late stands before what is to come from today on, and nowhere else."""
    return LATE_SHOWN if since == today else 0


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _next_day(page: CalendarPage) -> date | None:
    """The day on which to read on, where there was no room for everything: never the day on which one began."""
    if page.next is None:
        return None
    first, on = page.entries[0].first, page.next.first
    return on if on > first else first + ONE_DAY


def _row(entry: CalendarEntry, today: date) -> yearline.YearlineEntry:
    side = entry.kind.value if entry.kind in HAPPENS else "due"
    note = format_html_join(" · ", "{}", [(part,) for part in _notes(entry, today) if part])
    return yearline.YearlineEntry(entry.first, entry.last, entry.words, entry.address, side, note, entry.inexact)


def _notes(entry: CalendarEntry, today: date) -> list[str | SafeString]:
    """The kind, the place, the hour, the readers and the present state of a calendar entry."""
    audience = "" if entry.audience == Audience.PUBLIC else str(Audience(entry.audience).label)
    return [str(entry.kind.label), entry.place, _hours(entry), audience, _outcome_note(entry, today)]


def _hours(entry: CalendarEntry) -> str:
    if entry.begins is None:
        return ""
    zone = str(entry.begins.tzinfo)
    if entry.kind not in HAPPENS:
        return localize_instant(entry.begins, zone)
    return clock_hours(entry.begins.time(), entry.ends.time() if entry.ends else None, zone, active_language().code)


def _outcome_note(entry: CalendarEntry, today: date) -> str | SafeString:
    if entry.is_cancelled:
        return format_html("<strong>{}</strong>", _("cancelled"))
    if entry.is_late(today):
        return _("no result on record")
    return "" if entry.is_open or entry.begins else pgettext("calendar", "closed")


@login_not_required
def calendar_feed(request: SiteRequest) -> HttpResponse:
    """The calendar for a program: three months back, two years ahead, of the tier of the session that asks."""
    kind = filter_value(request, "kind", Kind.values)
    response = _as_file(request, request.viewer, kind)
    _set_cache_headers(request, response)
    return response


@login_not_required
@require_safe
def own_calendar(request: SiteRequest, secret: str) -> HttpResponse:
    """The calendar of one reader, for a program that knows their secret: what that reader may see at this moment.

    A posting that ended takes with it what it opened, a closed account all of it. The address is a secret, so nothing
    caches the answer and no referrer names it.
    """
    key = CalendarKey.objects.filter(digest=digest_of_text(secret)).select_related("user").first()
    if key is None:
        raise Http404
    if key.revoked_at is not None or not key.user.is_active:
        response = HttpResponse(status=410)
    else:
        note_use(key)
        response = _as_file(request, viewer_of(key.user), filter_value(request, "kind", Kind.values))
    for name, value in NEVER_KEPT.items():
        response[name] = value
    return response


def _as_file(request: SiteRequest, viewer: Viewer, kind: str) -> HttpResponse:
    today = clock.today()
    page = calendar_of(viewer, Span(today - BACK, today + AHEAD, today, MOST), kind)
    # An entry is named after the installation, by whatever name a program asks for it.
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    content = feed(page.entries, host=host, site=letters.address(""), now=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


def _set_cache_headers(request: SiteRequest, response: HttpResponse) -> None:
    """Let no cache keep for another what a signed-in reader was given."""
    patch_vary_headers(response, ["Cookie"])
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=900)
