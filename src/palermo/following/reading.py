"""What came to the record, for one reader: by the days of the record, and by what was done since an instant.

The day of a piece of news is the record's own: a decision's is that of its adoption. What was written down late has an
early day, so what is new since a visit or a letter is asked of the log too. Both ways end in the same table and in each
model's one visibility query. What an import brought is told by its day alone: nobody did it just now.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, F, Max, Min, Q, QuerySet, Value
from django.utils import timezone

from palermo.accounts.viewer import VISITOR, Viewer
from palermo.audit.models import AuditEvent, ChainHead
from palermo.site.news import NEWS_SOURCES, News, NewsSource

OLD = timedelta(days=120)


def recent_news(viewer: Viewer, since: date, most: int) -> list[News]:
    """The latest that came to the record since a day, latest first, for a list of a few lines."""
    names = [source.name for source in NEWS_SOURCES.values() if source.is_on_desks]
    return load_news(viewer, news_rows(viewer, since, date.max, names)[:most])


def _latest_first(news: Iterable[News]) -> list[News]:
    return sorted(news, key=lambda each: (each.day, each.source, each.record.pk), reverse=True)


# What was done since


class Done(NamedTuple):
    """What the log says was done to a record last: which act, on which day."""

    verb: str
    day: date


def done_between(viewer: Viewer, after: int, until: int, only: dict[str, list[Any]] | None = None) -> list[News]:
    """What acts between two places of the log brought to what the viewer may see now, latest first.

    With `only`, what is about one of these: by what is followed, the keys of what is followed.
    """
    verbs = frozenset().union(*(source.verbs for source in NEWS_SOURCES.values()))
    acts = AuditEvent.objects.filter(sequence__gt=after, sequence__lte=until, verb__in=sorted(verbs))
    done: dict[str, dict[str, Done]] = {}
    for verb, key, at in acts.values_list("verb", "target_id", "at"):
        for source in NEWS_SOURCES.values():
            if verb in source.verbs:
                done.setdefault(source.name, {})[key] = Done(verb, timezone.localdate(at))
    news = [each for name, keys in done.items() for each in _news_from_acts(NEWS_SOURCES[name], viewer, keys, only)]
    return _latest_first(news)


def _news_from_acts(
    source: NewsSource, viewer: Viewer, keys: dict[str, Done], only: dict[str, list[Any]] | None
) -> Iterator[News]:
    """The news of one source from what acts did to its records, by their keys."""
    wanted = {f"{source.key}__in": sorted(keys)}
    records = source.with_related(source.visible(viewer).filter(**wanted))
    if only is not None:
        about = source.model._default_manager.filter(_about(source, only), **wanted)
        records = records.filter(pk__in=about.order_by().values("pk"))
    for record in records:
        done = keys[str(getattr(record, source.key))]
        news = source.of_record(record, done.day)
        # What an officer adds to the record of years ago is no news; an act is, whatever day it tells.
        if not done.verb.endswith(".created") or news.day > done.day - OLD:
            yield news


def _about(source: NewsSource, only: dict[str, list[Any]]) -> Q:
    """That a record is about one of what is followed, by any of the ways that lead there."""
    about = Q(pk__in=[])
    for name, values in only.items():
        for path in source.about.get(name, ()):
            about |= Q(**{f"{path}__in": values})
    return about


def place_before(instant: datetime) -> int:
    """The last place of the log before an instant: what comes after it was done since."""
    before = AuditEvent.objects.filter(at__lt=instant).order_by("-sequence")
    return before.values_list("sequence", flat=True).first() or 0


def place_now() -> int:
    """The last place of the log."""
    return ChainHead.objects.values_list("sequence", flat=True).first() or 0


def news_since(viewer: Viewer, day: date, most: int) -> list[News]:
    """What is new since a day: what has a later day, and what was written down later whatever its day is."""
    start = timezone.make_aware(datetime.combine(day, time()))
    acted = done_between(viewer, place_before(start), place_now())
    by_record = {
        (type(each.record), each.record.pk, str(each.kind)): each for each in [*acted, *recent_news(viewer, day, most)]
    }
    return _latest_first(by_record.values())[:most]


# Day by day


def news_rows(viewer: Viewer, first: date, last: date, names: Iterable[str]) -> QuerySet[Any]:
    """Day, source and key of what came on these days, latest first: to be counted and turned page by page."""
    parts = [_days(NEWS_SOURCES[name], viewer, first, last) for name in names]
    return parts[0].union(*parts[1:], all=True).order_by("-on", "source", "row")


def _days(source: NewsSource, viewer: Viewer, first: date, last: date) -> QuerySet[Any]:
    rows = source.rows(viewer).order_by().select_related(None).filter(**{f"{source.day}__range": (first, last)})
    named = rows.annotate(on=F(source.day), source=Value(source.name, CharField()), row=F("pk"))
    return named.values_list("on", "source", "row")


def load_news(viewer: Viewer, rows: Iterable[tuple[date, str, int]]) -> list[News]:
    """The news behind rows of `news_rows`, in their order: one query a source."""
    wanted = list(rows)
    found = {}
    for name in {name for _day, name, _row in wanted}:
        source = NEWS_SOURCES[name]
        keys = [row for _day, each, row in wanted if each == name]
        for row in source.with_related(source.rows(viewer)).filter(pk__in=keys):
            found[name, row.pk] = source.of_row(row)
    return [found[name, row] for _day, name, row in wanted if (name, row) in found]


def years(viewer: Viewer, today: date) -> list[int]:
    """The years in which something came that the reader may see, latest first."""
    spans = [_span(source, viewer) for source in NEWS_SOURCES.values()]
    found: set[int] = set()
    for first, last in spans[0].union(*spans[1:]).order_by("first"):
        if first and last:
            found.update(range(first.year, min(last, today).year + 1))
    return sorted(found, reverse=True)


def _span(source: NewsSource, viewer: Viewer) -> QuerySet[Any]:
    """The first and the last day of a source, both empty where it has none."""
    rows = source.rows(viewer).order_by().select_related(None).filter(**{f"{source.day}__isnull": False})
    spanned = rows.annotate(one=Value(1)).values("one").annotate(first=Min(source.day), last=Max(source.day))
    return spanned.values_list("first", "last")


def public_among(news: Iterable[News]) -> set[tuple[str, int]]:
    """Of these, the source and key of those that a visitor may see, asked of each model's own visibility query."""
    wanted: dict[str, list[int]] = {}
    for each in news:
        wanted.setdefault(each.source, []).append(each.record.pk)
    return {
        (name, pk)
        for name, pks in wanted.items()
        for pk in NEWS_SOURCES[name].visible(VISITOR).filter(pk__in=pks).values_list("pk", flat=True)
    }
