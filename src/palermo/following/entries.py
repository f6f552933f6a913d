"""What stands in a feed: the latest records that a visitor may see, each with its whole text in one language.

A feed has the records of a kind, everything, or all that is about one subject: a treaty, a State.
"""

from datetime import datetime, time
from typing import NamedTuple

from django.db.models import Max, Model
from django.template.loader import render_to_string
from django.utils import timezone

from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.site.feeds import MOST, Feed, all_feeds

EVERYTHING = "everything"


class FeedEntry(NamedTuple):
    """One entry: what its id is made of, its title, page, days and text; `kind` names it among others."""

    key: str
    title: str
    address: str
    published: datetime
    updated: datetime
    kind: str
    content: str
    has_other_languages: bool


def feed_names() -> list[str]:
    """The names of all feeds, the one of everything last."""
    return [*all_feeds(), EVERYTHING]


def subject_names() -> set[str]:
    """What has a feed of its own, by the name under which it is followed."""
    return {name for feed in all_feeds().values() for name in feed.about}


def entries_of(name: str) -> list[FeedEntry]:
    """The latest entries of a feed, latest first, in the language that is active."""
    feeds = all_feeds()
    selected = feeds.values() if name == EVERYTHING else [feeds[name]]
    entries = [entry for feed in selected for entry in _entries(feed)]
    return _latest(entries)


def entries_about(name: str, subject: Model) -> list[FeedEntry]:
    """The latest entries about a subject, by what it is followed as ("treaty"), in the language that is active."""
    feeds = [feed for feed in all_feeds().values() if name in feed.about]
    return _latest([entry for feed in feeds for entry in _entries(feed, **{feed.about[name]: subject})])


def _latest(entries: list[FeedEntry]) -> list[FeedEntry]:
    return sorted(entries, key=lambda entry: (entry.published, entry.key), reverse=True)[:MOST]


def _entries(feed: Feed, **about: Model) -> list[FeedEntry]:
    records = list(feed.records().filter(**about)[:MOST])
    last_acts = _last_acts(feed.log, [feed.slug(record) for record in records]) if feed.log else {}
    return [_entry(feed, record, last_acts) for record in records]


def _entry(feed: Feed, record: object, last_acts: dict[str, datetime]) -> FeedEntry:
    slug = feed.slug(record)
    day = feed.day(record)
    published = timezone.make_aware(datetime.combine(day or clock.today(), time(12)))
    updated = feed.updated(record) if feed.updated else last_acts.get(slug)
    return FeedEntry(
        key=f"{feed.name}/{slug}",
        title=feed.title(record),
        address=feed.address(record),
        published=published,
        # Nothing is changed before it is there: a day is given as its noon.
        updated=max(published, updated or published),
        kind=str(feed.kind(record)),
        content=render_to_string(feed.template, {"record": record, **feed.more(record)}),
        has_other_languages=feed.has_other_languages,
    )


def _last_acts(log: str, slugs: list[str]) -> dict[str, datetime]:
    """When each was acted upon last: an instant, nothing of what was done."""
    rows = AuditEvent.objects.filter(target_kind=log, target_id__in=slugs).order_by()
    return dict(rows.values_list("target_id").annotate(last=Max("at")))
