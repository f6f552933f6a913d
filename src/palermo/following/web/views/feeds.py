"""Feeds of what is public, in each language: the same for everybody, signed in or not."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.viewer import VISITOR
from palermo.core import letters
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.records import address_of, name_of
from palermo.core.text import plain
from palermo.following.atom import ATOM, FullTextFeed
from palermo.following.entries import EVERYTHING, FeedEntry, entries_about, entries_of, feed_names, subject_names
from palermo.following.targets import targets_visible_to
from palermo.governance.models import Initiative
from palermo.library.web.page_cache import cached
from palermo.site.feeds import all_feeds

# RFC 4151 asks for a day on which the name was ours; it never changes, or every entry would be new again.
SINCE = "2026"
KEPT_FOR = 900


class FeedHeader(NamedTuple):
    """What a feed's id is made of, what it is called, the page that it belongs to, and its own address."""

    key: str
    label: str
    page: str
    path: str


class BuiltFeed(NamedTuple):
    """A feed as it is sent, and when the last of its entries changed."""

    content: bytes
    updated: float


@login_not_required
def feeds(request: HttpRequest) -> HttpResponse:
    """Which feeds there are, in which languages."""
    rows = [(_label(name), [(each, _path(name, each.django_code)) for each in LANGUAGES]) for name in feed_names()]
    return render(request, "following/feeds/feeds.html", {"feeds": rows})


@login_not_required
@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """One feed, built once for each state of the record; 304 for a program that has it already."""
    if kind not in feed_names():
        raise Http404
    page = reverse("updates" if kind == EVERYTHING else all_feeds()[kind].page)
    header = FeedHeader(kind, _label(kind), page, reverse("feed", args=[kind]))
    return _respond(request, header, lambda: entries_of(kind))


@login_not_required
@require_safe
def subject_feed(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    """The feed of all that is about one treaty or State."""
    if name not in subject_names():
        raise Http404
    subject = get_object_or_404(targets_visible_to(VISITOR, name), slug=slug)
    path = reverse("subject_feed", args=[name, slug])
    header = FeedHeader(f"{name}/{slug}", name_of(subject), address_of(subject), path)
    return _respond(request, header, lambda: entries_about(name, subject))


def _respond(request: HttpRequest, header: FeedHeader, entries: Callable[[], list[FeedEntry]]) -> HttpResponse:
    state = " ".join(feed.state() for feed in all_feeds().values())
    built: BuiltFeed = cached(f"feed {header.key} {state}", VISITOR, lambda: _build_feed(header, entries()))
    etag = quote_etag(sha256(built.content).hexdigest()[:32])
    response = HttpResponse(built.content, content_type=f"{ATOM}; charset=utf-8")
    response = get_conditional_response(request, etag, int(built.updated), response) or response
    response["ETag"], response["Last-Modified"] = etag, http_date(built.updated)
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    return response


def _build_feed(header: FeedHeader, entries: list[FeedEntry]) -> BuiltFeed:
    language = active_language()
    atom = FullTextFeed(
        title=_("%(initiative)s: %(what)s") % {"initiative": _initiative(), "what": header.label},
        link=letters.address(header.page),
        description="",
        subtitle=None,
        language=language.tag,
        feed_url=letters.address(header.path),
        feed_guid=_tag(f"{language.code}:{header.key}"),
        author_name=_initiative(),
        author_link=letters.address("/"),
        others=_others(header.path),
        base=letters.address("/"),
    )
    for entry in entries:
        _add(atom, entry)
    updated = max((entry.updated for entry in entries), default=timezone.make_aware(datetime(2007, 1, 1)))
    return BuiltFeed(atom.writeString("utf-8").encode(), updated.timestamp())


def _add(feed: FullTextFeed, entry: FeedEntry) -> None:
    language = active_language()
    feed.add_item(
        title=entry.title,
        link=letters.address(entry.address),
        description=None,  # type: ignore[arg-type]  # an entry without a summary, which the stubs do not know
        unique_id=_tag(f"{language.code}:{entry.key}"),
        pubdate=entry.published,
        updateddate=entry.updated,
        categories=[entry.kind],
        content=entry.content,
        others=_others(entry.address) if entry.has_other_languages else {},
    )


def _others(path: str) -> dict[str, str]:
    """The addresses of a page in the other languages, by language tag."""
    here = active_language()
    return {each.tag: letters.address(translate_url(path, each.django_code)) for each in LANGUAGES if each is not here}


def _path(name: str, django_code: str) -> str:
    return translate_url(reverse("feed", args=[name]), django_code)


def _label(name: str) -> str:
    return str(_("Everything") if name == EVERYTHING else all_feeds()[name].label)


def _initiative() -> str:
    initiative = Initiative.objects.first()
    return (plain(initiative.short_name or initiative.name) if initiative else "") or _("Palermo")


def _tag(specific: str) -> str:
    return f"tag:{urlsplit(letters.address('')).hostname},{SINCE}:{specific}"
