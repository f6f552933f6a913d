"""The calendar of one reader over some days."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from palermo.accounts.viewer import Viewer
from palermo.portal.calendar import due, happening, treaties
from palermo.portal.calendar.entries import CalendarEntry, Kind, Span

Source = Callable[[Viewer, Span, str], Iterator[CalendarEntry]]
# Each kind by its model's one visibility query; two kinds that are one model share it.
SOURCES: dict[Kind, Source] = {
    Kind.SESSION: happening.sessions,
    Kind.MEETING: happening.meetings,
    Kind.EVENT: happening.events,
    Kind.TRAINING: happening.training_sessions,
    Kind.CAMPAIGN: happening.campaign_actions,
    Kind.ACTIVITY: happening.activities,
    Kind.DOCUMENT: due.reports,
    Kind.DONOR: due.reports,
    Kind.REGISTRATION: due.registrations,
    Kind.ENDORSEMENT: due.endorsements,
    Kind.MANDATE: due.mandates,
    Kind.RECOMMENDATION: due.follow_ups,
    Kind.ACTION_POINT: due.follow_ups,
    Kind.COMMITMENT: due.follow_ups,
    Kind.TASK: due.tasks,
    Kind.REVIEW: treaties.reviews,
    Kind.TREATY: treaties.treaty_days,
    Kind.ANNIVERSARY: treaties.treaty_days,
}


class CalendarPage(NamedTuple):
    """What is late, what stands on the days asked for, and the first entry beyond the limit."""

    late: list[CalendarEntry]
    entries: list[CalendarEntry]
    next: CalendarEntry | None


def calendar_of(viewer: Viewer, span: Span, kind: str = "") -> CalendarPage:
    """The entries that a reader may see, in order of time."""
    return _page_of(_sources(kind), viewer, span, kind)


def desk_calendar_of(viewer: Viewer, span: Span) -> CalendarPage:
    """The entries that concern a reader, without training, campaigns and days of treaties.

    Of tasks their own; of follow-up and reviews, too, unless the secretariat oversees them.
    """
    own: dict[Source, Source] = {due.tasks: due.own_tasks}
    if not viewer.is_secretariat:
        own |= {due.follow_ups: due.own_follow_ups, treaties.reviews: treaties.own_reviews}
    left_out = {treaties.treaty_days, happening.training_sessions, happening.campaign_actions}
    sources = [own.get(source, source) for source in _sources("") if source not in left_out]
    return _page_of(sources, viewer, span, "")


def _page_of(sources: Iterable[Source], viewer: Viewer, span: Span, kind: str) -> CalendarPage:
    """Each source yields its first entries, so that the first of all are among them."""
    rows = sorted((entry for source in sources for entry in source(viewer, span, kind)), key=lambda entry: entry.order)
    late = [entry for entry in rows if span.late and entry.is_late(span.today) and entry.last < span.since]
    here = [entry for entry in rows if entry.last >= span.since]
    rest = here[span.limit :]
    return CalendarPage(late, here[: span.limit], rest[0] if rest else None)


def _sources(kind: str) -> Iterable[Source]:
    return [SOURCES[Kind(kind)]] if kind else dict.fromkeys(SOURCES.values())


def has_entries(viewer: Viewer, span: Span, kind: str = "") -> bool:
    """Whether anything stands on these days: the first source that has something answers."""
    first = replace(span, limit=1, late=0)
    return any(entry.last >= span.since for source in _sources(kind) for entry in source(viewer, first, kind))


def kinds_in(viewer: Viewer, span: Span) -> set[Kind]:
    """The kinds of which something stands on these days, or is late before them."""
    pages = {kind: calendar_of(viewer, replace(span, limit=1), kind.value) for kind in Kind}
    return {kind for kind, page in pages.items() if page.entries or page.late}
