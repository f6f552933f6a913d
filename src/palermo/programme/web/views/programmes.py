"""The programme of an event: a released version as a page, a PDF, a calendar, JSON; and what changed between two."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock, letters
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE, CODES, active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.instants import format_offset
from palermo.events.rules.events import authorization_gap
from palermo.events.rules.preparation import has_begun
from palermo.programme.models import ProgrammeRelease
from palermo.programme.queries.summaries import summaries_of
from palermo.programme.schedule.changes import changed_items, changes_between
from palermo.programme.schedule.content import Content, ContentItem, comparable_versions, themes_of, working_content
from palermo.programme.schedule.plan import plan_of
from palermo.programme.web.calendar import CalendarSource, calendar_of
from palermo.programme.web.data import data_of
from palermo.programme.web.giving import file_response, restrict_caching
from palermo.programme.web.grid import Grid, grid_of
from palermo.programme.web.papers import papers_of
from palermo.programme.web.pdf import kept_pdf, pdf_of
from palermo.programme.web.rows import DayRow, ItemFilter, day_words, days_of, matches_filter, render_text
from palermo.programme.web.versions import (
    Versions,
    content_for,
    contents_of,
    earlier_releases,
    requested_release,
    versions_of,
)
from palermo.site.action_pages import named_action_links
from palermo.site.listing import filter_value

WORKING = "working"
EVERY_DAY = "all"
BY_ROOM = "rooms"


@login_not_required
@require_safe
def event_programme(request: SiteRequest, slug: str) -> HttpResponse:
    """A version by day: as a list, or with rooms as columns; whole, or what a room or a person has."""
    versions = versions_of(slug, request.viewer)
    if not versions.releases:
        ways = named_action_links(["begin-programme"], versions.event, request.viewer, request.user)
        context = {"versions": versions, "ways": ways, "waits_for": authorization_gap(versions.event)}
        return render(request, "programme/none.html", {**context, **_event(versions)})
    release = requested_release(request, versions)
    endorsed = _earlier_endorsed_release(versions, release)
    contents = contents_of(release, endorsed)
    content = contents[release.pk]
    narrowed = _shown_filter(request, content)
    changed = _changed_since_endorsed(endorsed, release, contents)
    keep = {"version": str(release.number)} if request.GET.get("version") else {}
    # Before its first day an event has none to show.
    has_summaries = getattr(release, "has_summaries", False)
    has_summaries = has_summaries and has_begun(versions.event, clock.today(content["time_zone"]))
    days = days_of(
        content,
        narrowed,
        papers=papers_of(content, request.viewer),
        changed=changed,
        keep=keep,
        summaries=summaries_of(release.programme, request.viewer) if has_summaries else {},
    )
    is_grid = filter_value(request, "as", [BY_ROOM]) == BY_ROOM and not narrowed.person
    context = {
        **_event(versions),
        **_filter_choices(content, _filter_from(request, content)),
        "day_links": _day_links(request, content, narrowed),
        "asked_day": filter_value(request, "day", [EVERY_DAY, *_held(content)["day"]]),
        "is_open": bool(narrowed.person) or "open" in request.GET,
        "open_query": _with_parameter(request, "open", "yes"),
        "offset": _utc_offset(content),
        "versions": versions,
        "release": release,
        "put": versions.put.get(release.pk),
        "content": content,
        "note": render_text(content.get("note")),
        "days": days,
        "grids": _grids(content, narrowed, days) if is_grid else None,
        "is_grid": is_grid,
        "narrowed": narrowed,
        "query": _query(request),
        "version_query": urlencode(keep),
        "time_zone": content["time_zone"],
        "is_changed": bool(changed),
    }
    return render(request, "programme/programme.html", context)


def _changed_since_endorsed(
    endorsed: ProgrammeRelease | None, release: ProgrammeRelease, contents: dict[int, Content]
) -> Collection[str]:
    """The items that are not as Member States endorsed them."""
    if endorsed is None:
        return ()
    audiences = endorsed.audience, release.audience
    return changed_items(*comparable_versions(contents[endorsed.pk], contents[release.pk], audiences))


def _event(versions: Versions) -> dict[str, object]:
    return {"event": versions.event, "activity": versions.event.activity}


def _filter_from(request: SiteRequest, content: Content) -> ItemFilter:
    """What the address narrows this version to; a value that it does not have is an error at its filter."""
    held = _held(content)
    held["day"].add(EVERY_DAY)
    narrowed = ItemFilter(*(filter_value(request, name, held[name]) for name in ItemFilter._fields))
    return narrowed._replace(day="") if narrowed.day == EVERY_DAY else narrowed


def _shown_filter(request: SiteRequest, content: Content) -> ItemFilter:
    """What the page shows: where nothing is asked for, one day; in a bundle, which has one page of it, the whole."""
    narrowed = _filter_from(request, content)
    is_whole = bool(request.GET.get("day")) or any(narrowed) or hasattr(request, "frame")
    return narrowed if is_whole else narrowed._replace(day=_day_to_open(content))


def _day_to_open(content: Content) -> str:
    """Today at the place of the event, if the programme has that day; else its first day."""
    days = _days_held(content)
    today = clock.today(content["time_zone"]).isoformat()
    return today if today in days else next(iter(days), "")


def _days_held(content: Content) -> list[str]:
    held = {item["day"] for item in content["items"]}
    return [day["day"] for day in content["days"] if day["day"] in held]


def _held(content: Content) -> dict[str, set[str]]:
    """The days, rooms, people, themes and languages of a version, by the filter that narrows to one of them."""
    return {
        "day": {day["day"] for day in content["days"]},
        "room": {room["id"] for room in content["rooms"]},
        "person": {person["id"] for person in content["people"]},
        "theme": {words for item in content["items"] for theme in themes_of(item) for words in theme.values()},
        "language": {code for item in content["items"] for code in item.get("languages", [])},
    }


def _earlier_endorsed_release(versions: Versions, release: ProgrammeRelease) -> ProgrammeRelease | None:
    """The version that Member States endorsed, if it is earlier than this one; changes since it are marked."""
    endorsed = versions.endorsed
    return endorsed if endorsed and endorsed.number < release.number else None


def _filter_choices(content: Content, narrowed: ItemFilter) -> dict[str, object]:
    """The choices of the page's filter that leave some item, and the labels of those chosen."""
    left = {name: _items_beside(content, narrowed, name) for name in ItemFilter._fields}
    person = next((row for row in content["people"] if row["id"] == narrowed.person), None)
    taking_part = {part.get("person") for item in left["person"] for part in item.get("parts", [])}
    people = [(row["id"], render_text(row["name"])) for row in content["people"] if row["id"] in taking_part]
    used = {item.get("room") for item in left["room"]}
    rooms = [(room["id"], render_text(room["name"])) for room in content["rooms"] if room["id"] in used]
    codes = {code for item in left["language"] for code in item.get("languages", [])}
    filters = (
        ("room", _("Room"), rooms, narrowed.room),
        ("theme", _("Theme"), _theme_choices(left["theme"], narrowed.theme), narrowed.theme),
        ("language", _("Language"), [(code, BY_CODE[code].name) for code in CODES if code in codes], narrowed.language),
        ("person", _("Person"), sort_for_reader(people, lambda each: each[1]), narrowed.person),
    )
    return {
        "filters": [each for each in filters if each[2]],
        "person": person and render_text(person["name"]),
        "room": next((render_text(row["name"]) for row in content["rooms"] if row["id"] == narrowed.room), ""),
    }


def _items_beside(content: Content, narrowed: ItemFilter, name: str) -> list[ContentItem]:
    """The items that all filters but one leave: what that one may choose from."""
    others = narrowed._replace(**{name: ""})
    return [item for item in content["items"] if matches_filter(item, others)]


def _theme_choices(items: Iterable[ContentItem], chosen: str) -> list[tuple[str, object]]:
    """Each theme once, under the words that the address has or that its first language has."""
    themes: dict[str, object] = {}
    for theme in (theme for item in items for theme in themes_of(item)):
        key = chosen if chosen in theme.values() else next(iter(theme.values()))
        themes.setdefault(key, render_text(theme))
    return sort_for_reader(themes.items(), lambda each: each[1])


def _day_links(request: SiteRequest, content: Content, narrowed: ItemFilter) -> list[tuple[object, str, bool]]:
    """Each day, and all of them: what the link says, the query to which it leads, whether it is shown."""
    left = {item["day"] for item in _items_beside(content, narrowed, "day")}
    days = [(day, day_words(day)) for day in _days_held(content) if day in left]
    links = [*days, (EVERY_DAY, _("All days"))] if len(days) > 1 else []
    shown = narrowed.day or EVERY_DAY
    return [(words, _with_parameter(request, "day", day), day == shown) for day, words in links]


def _with_parameter(request: SiteRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    query[name] = value
    return str(query.urlencode())


def _utc_offset(content: Content) -> str:
    """The offset of the first day from universal time: "UTC+1"."""
    first = next(iter(_days_held(content)), "")
    if not first:
        return ""
    noon = datetime.combine(date.fromisoformat(first), time(12), ZoneInfo(content["time_zone"]))
    return format_offset(noon, active_language())


def _grids(content: Content, narrowed: ItemFilter, days: list[DayRow]) -> list[tuple[DayRow, Grid]]:
    rooms = [(room["id"], render_text(room["name"])) for room in content["rooms"] if narrowed.room in {"", room["id"]}]
    return [(day, grid_of(day.items, rooms)) for day in days]


def _query(request: SiteRequest) -> str:
    """The filter and the version of the address, for the links to the other forms of the page."""
    query = request.GET.copy()
    for name in set(query) - {"version", *ItemFilter._fields}:
        del query[name]
    return str(query.urlencode())


@login_not_required
@require_safe
def programme_changes(request: SiteRequest, slug: str) -> HttpResponse:
    """What differs between two versions; for the secretariat also between one of them and the working copy."""
    versions = versions_of(slug, request.viewer)
    new_name = request.GET.get("to", "")
    is_working = new_name == WORKING and versions.working is not None
    new = None if is_working else versions.find_release(new_name)
    old = _compared_release(request, versions, new)
    changes = None
    if old:
        contents = contents_of(old, new)
        content = contents[new.pk] if new else working_content(plan_of(old.programme))
        audiences = old.audience, new.audience if new else Audience.SECRETARIAT
        changes = changes_between(*comparable_versions(contents[old.pk], content, audiences))
    readers = _audience_label(old, new)
    context = {**_event(versions), "versions": versions, "old": old, "new": new, "changes": changes, "readers": readers}
    return render(request, "programme/changes.html", context)


def _audience_label(old: ProgrammeRelease | None, new: ProgrammeRelease | None) -> str:
    """For whom a comparison is: for those who may read both; one with the working copy is the secretariat's."""
    order = list(Audience)
    both = [Audience(each.audience) for each in (old, new) if each] if new else [Audience.SECRETARIAT]
    return str(max(both, key=order.index).label)


def _compared_release(
    request: SiteRequest, versions: Versions, new: ProgrammeRelease | None
) -> ProgrammeRelease | None:
    """The version that `?from=` names; else the endorsed one where it came earlier, else the one before."""
    if written := request.GET.get("from", ""):
        return versions.find_release(written)
    earlier = [each for each in versions.releases if new is None or each.number < new.number]
    return next((each for each in earlier if each == versions.endorsed), earlier[0] if earlier else None)


@login_not_required
@require_safe
def programme_pdf(request: SiteRequest, slug: str) -> HttpResponse:
    """A version on paper, in the reader's language."""
    versions = versions_of(slug, request.viewer)
    release = requested_release(request, versions)
    content = content_for(release)
    narrowed = _filter_from(request, content)
    pdf = kept_pdf(content, release, narrowed, lambda: pdf_of(content, release, days_of(content, narrowed, papers={})))
    return file_response(request, content, pdf, "application/pdf", f"{slug}-programme-{release.number}.pdf")


@login_not_required
@require_safe
def programme_calendar(request: SiteRequest, slug: str) -> HttpResponse:
    """A version for programs that keep calendars: everything, or what a room or a person has."""
    versions = versions_of(slug, request.viewer)
    release = requested_release(request, versions)
    content = content_for(release)
    narrowed = _filter_from(request, content)
    page = letters.address(reverse("event_programme", args=[slug]))
    source = CalendarSource(urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "", page)
    calendar = calendar_of(content, release, narrowed, source, earlier_releases(release, versions, request.viewer))
    return file_response(request, content, calendar, "text/calendar; charset=utf-8", f"{slug}-programme.ics")


@login_not_required
@require_safe
def programme_data(request: SiteRequest, slug: str) -> HttpResponse:
    """A version as JSON."""
    versions = versions_of(slug, request.viewer)
    release = requested_release(request, versions)
    content = content_for(release)
    response = JsonResponse(
        data_of(content, release, papers_of(content, request.viewer)), json_dumps_params={"ensure_ascii": False}
    )
    return restrict_caching(request, response, content)
