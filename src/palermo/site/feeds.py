"""Feeds of what is public, which each slice registers in its `feeds.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst

from palermo.core.records import address_of, name_of
from palermo.core.text import plain

# The most entries of a feed.
MOST = 30


def title_of(record: Any) -> str:
    """The title of a record, or its name where it has no title."""
    return capfirst(plain(record.title)) or name_of(record)


@dataclass(frozen=True, kw_only=True)
class Feed[Record: Model]:
    """A feed.

    Parameters
    ----------
    name, label, order
        Its name in addresses, what it is called, its place in the list of feeds.
    page
        The name of the address of the page that it belongs to.
    pages
        The names of the addresses whose pages lead programs to it.
    records
        Its records that a visitor may see, latest first.
    about
        By what has a feed of its own ("treaty"), the relation that leads there from a record.
    day, slug, kind, title, address
        Of a record: the day it was published, the key that its entry's id is made of, what kind of thing it is, its
        title and its page.
    updated
        When a record was changed last, where the log does not say so.
    log
        The slug of the kind under which the log has the records; empty where it has none.
    template, more
        What shows a record in full, and what that is given besides the record.
    state
        What changes when a record does that the log does not have.
    has_other_languages
        Whether a record's page is there in every language.
    """

    name: str
    label: str | Promise
    order: int
    page: str
    pages: tuple[str, ...]
    records: Callable[[], QuerySet[Record]]
    day: Callable[[Record], date | None]
    slug: Callable[[Record], str]
    kind: Callable[[Record], str | Promise]
    template: str
    log: str
    more: Callable[[Record], dict[str, object]] = lambda record: {}
    title: Callable[[Record], str] = title_of
    address: Callable[[Record], str] = address_of
    updated: Callable[[Record], datetime | None] | None = None
    state: Callable[[], str] = lambda: ""
    has_other_languages: bool = True
    about: Mapping[str, str] = field(default_factory=dict)


_FEEDS: dict[str, Feed] = {}


def register_feeds(*feeds: Feed) -> None:
    """Offer these feeds."""
    _FEEDS.update({feed.name: feed for feed in feeds})


def all_feeds() -> dict[str, Feed]:
    """Every feed by its name, in their order."""
    return {feed.name: feed for feed in sorted(_FEEDS.values(), key=lambda feed: feed.order)}
