"""Pages and actions that a search leads to: those of the menu, and those of the next events."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.events.models import Event
from palermo.events.queries.events import events_upcoming
from palermo.events.workspace import tabs_of
from palermo.registration.queries.registrations import registrations_visible_to
from palermo.search.analyser.asking import read_query
from palermo.search.analyser.marking import holds
from palermo.site.action_pages import ActionLink, action_links
from palermo.site.navigation import pages_for

MOST, NEXT_EVENTS = 6, 3
# What else a page of the menu is asked for by, by the name of its address.
ALSO_KNOWN_AS: dict[str, tuple[str | Promise, ...]] = {
    "contact": (_("How to reach the secretariat."), _("E-mail address"), _("Press"), _("Postal address")),
    "event_timeline": (_("Events"),),
    "follow_up_list": (_("Statistics"), _("Recommendations")),
    "state_list": (_("Groups of States"),),
}


class Way(NamedTuple):
    """A page or an action: what it is called, of what it is, and where it is."""

    label: str | Promise
    of: str | Promise
    address: str
    also: str = ""


def ways_matching(request: SiteRequest, typed: str) -> list[Way]:
    """Those that have all words typed in their name, in what they are of, or in what else they are known as."""
    query, language = read_query(typed), active_language().code
    if not query:
        return []
    found = (way for way in _ways(request) if holds(f"{way.label} {way.of} {way.also}", query, language))
    by_address: dict[str, Way] = {}
    for way in found:
        by_address.setdefault(way.address, way)
    return list(by_address.values())[:MOST]


def _ways(request: SiteRequest) -> Iterator[Way]:
    for page in pages_for(request.viewer):
        also = " ".join(str(words) for words in ALSO_KNOWN_AS.get(page.name, ()))
        yield Way(page.label, page.section, page.address, also)
    events = events_upcoming(request.viewer, clock.today()).select_related("activity", "place")
    for event in events.order_by("activity__starts_on", "pk")[:NEXT_EVENTS]:
        yield from _ways_of(event, request)


def _ways_of(event: Event, request: SiteRequest) -> Iterator[Way]:
    name = event.activity.display_name()
    for tab in tabs_of(event, request.viewer):
        yield from (Way(page.label, name, page.address, str(tab.tab.label)) for page in tab.pages)
    registration = registrations_visible_to(request.viewer).filter(event=event).first()
    links: list[ActionLink] = action_links(event, request.viewer, request.user)
    if registration:
        links += action_links(registration, request.viewer, request.user)
    yield from (Way(link.label, name, link.address) for link in links)
