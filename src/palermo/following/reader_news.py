"""What came to the record, for one reader: by the days of the record, and by what was done since an instant.

The day of a piece of news is the record's own: a decision's is that of its adoption. What was written down late has an
early day, so what is new since a visit or a letter is asked of the log too. Both ways end in the same table and in each
model's one visibility query. Imported records are listed by their day alone: nobody did them just now.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import ExtractYear
from django.utils import timezone

from palermo.accounts.viewer import VISITOR, Viewer
from palermo.audit.models import AuditEvent, ChainHead
from palermo.audit.queries import undone_entries
from palermo.following.states import FollowedKeys
from palermo.site.news import NEWS_SOURCES, News, NewsSource

# Day, source and primary key of a piece of news.
type NewsRow = tuple[date, str, int]
OLD = timedelta(days=120)


def recent_news(viewer: Viewer, since: date, most: int) -> list[News]:
    """The latest that came to the record since a day, latest first, for a list of a few lines."""
    names = [source.name for source in NEWS_SOURCES.values() if source.is_on_desks]
    return load_news(viewer, news_rows(viewer, since, date.max, names)[:most])


def _latest_first(news: Iterable[News]) -> list[News]:
    return sorted(news, key=lambda each: (each.day, each.source, each.record.pk), reverse=True)


# What was done since


class LastAct(NamedTuple):
    """The last act on a record by the log: its verb and its day."""

    verb: str
    day: date


def done_between(viewer: Viewer, after: int, until: int, only: FollowedKeys | None = None) -> list[News]:
    """What acts between two places of the log brought to what the viewer may see now, latest first.

    With `only`, what is about one of these: by what is followed, the keys of what is followed.
    """
    verbs = frozenset().union(*(source.verbs for source in NEWS_SOURCES.values()))
    acts = AuditEvent.objects.filter(sequence__gt=after, sequence__lte=until, verb__in=sorted(verbs))
    last_acts: dict[str, dict[str, LastAct]] = {}
    undone = undone_entries(sequence__gt=after)
    for verb, key, at in acts.exclude(sequence__in=undone).values_list("verb", "target_id", "at"):
        for source in NEWS_SOURCES.values():
            if verb in source.verbs:
                last_acts.setdefault(source.name, {})[key] = LastAct(verb, timezone.localdate(at))
    return _latest_first(
        each
        for name, acts_by_key in last_acts.items()
        for each in _news_from_acts(NEWS_SOURCES[name], viewer, acts_by_key, only)
    )


def _news_from_acts(
    source: NewsSource, viewer: Viewer, acts_by_key: dict[str, LastAct], only: FollowedKeys | None
) -> Iterator[News]:
    """The news of one source from what acts did to its records, by their keys."""
    wanted = {f"{source.key}__in": sorted(acts_by_key)}
    records = source.with_related(source.records_visible_to(viewer).filter(**wanted))
    if only is not None:
        about = source.model._default_manager.filter(_about(source, only), **wanted)
        records = records.filter(pk__in=about.order_by().values("pk"))
    for record in records:
        act = acts_by_key[str(attrgetter(source.key.replace("__", "."))(record))]
        news = source.of_record(record, act.day)
        # Additions to the record of past years are not news; acts are, whatever date they concern.
        if not act.verb.endswith(".created") or news.day > act.day - OLD:
            yield news


def _about(source: NewsSource, only: FollowedKeys) -> Q:
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


def news_since(viewer: Viewer, day: date, most: int, *, is_on_desk: bool = True) -> list[News]:
    """What is new since a day: what has a later day, and what was written down later whatever its day is.

    A desk has no room for all sources.
    """
    start = timezone.make_aware(datetime.combine(day, time()))
    done = done_between(viewer, place_before(start), place_now())
    shown = [each for each in done if not is_on_desk or NEWS_SOURCES[each.source].is_on_desks]
    news = [*shown, *recent_news(viewer, day, most)]
    by_record = {(type(each.record), each.record.pk, str(each.kind)): each for each in news}
    return _latest_first(by_record.values())[:most]


# Day by day


def news_rows(viewer: Viewer, first: date, last: date, names: Iterable[str]) -> QuerySet[Model, NewsRow]:
    """Day, source and key of what came on these days, latest first: to be counted and turned page by page."""
    parts = [_days(NEWS_SOURCES[name], viewer, first, last) for name in names]
    return parts[0].union(*parts[1:], all=True).order_by("-on", "news_source", "row")


def _days(source: NewsSource, viewer: Viewer, first: date, last: date) -> QuerySet[Model, NewsRow]:
    rows = (
        source.rows_visible_to(viewer)
        .order_by()
        .select_related(None)
        .prefetch_related(None)
        .filter(**{f"{source.day}__range": (first, last)})
    )
    keyed = rows.annotate(on=F(source.day), news_source=Value(source.name, CharField()), row=F("pk"))
    return keyed.values_list("on", "news_source", "row")


def load_news(viewer: Viewer, rows: Iterable[NewsRow]) -> list[News]:
    """The news behind rows of `news_rows`, in their order: one query a source."""
    wanted = list(rows)
    news: dict[tuple[str, int], News] = {}
    for name in {name for _day, name, _row in wanted}:
        source = NEWS_SOURCES[name]
        keys = [row for _day, each, row in wanted if each == name]
        for row in source.with_related(source.rows_visible_to(viewer)).filter(pk__in=keys):
            news[name, row.pk] = source.of_row(row)
    return [news[name, row] for _day, name, row in wanted if (name, row) in news]


def sources_between(viewer: Viewer, first: date, last: date) -> set[str]:
    """The sources of which something came on these days that the reader may see."""
    parts = [
        _dated(source, viewer).filter(**{f"{source.day}__range": (first, last)}).values_list("news_source")
        for source in NEWS_SOURCES.values()
    ]
    return {name for (name,) in parts[0].union(*parts[1:]).order_by("news_source")}


def years_by_source(viewer: Viewer, today: date) -> set[tuple[str, int]]:
    """By source, the years until today in which something came that the reader may see."""
    parts = [
        _dated(source, viewer)
        .filter(**{f"{source.day}__lte": today})
        .annotate(year=ExtractYear(source.day))
        .values_list("news_source", "year")
        for source in NEWS_SOURCES.values()
    ]
    return set(parts[0].union(*parts[1:]).order_by("news_source", "year"))


def _dated(source: NewsSource, viewer: Viewer) -> QuerySet:
    """The rows of a source, each with its name, which stand in a union with those of others."""
    rows = source.rows_visible_to(viewer).order_by().select_related(None).prefetch_related(None)
    return rows.annotate(news_source=Value(source.name, CharField()))


def public_among(news: Iterable[News]) -> set[tuple[str, int]]:
    """The source and key of those news that a visitor may see, by each model's own visibility query."""
    wanted: dict[str, list[int]] = {}
    for each in news:
        wanted.setdefault(each.source, []).append(each.record.pk)
    return {
        (name, pk)
        for name, pks in wanted.items()
        for pk in NEWS_SOURCES[name].records_visible_to(VISITOR).filter(pk__in=pks).values_list("pk", flat=True)
    }
