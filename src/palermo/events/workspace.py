"""The tabs on every page of an event, and the pages on each tab.

The tabs are listed here in their order. A slice registers its pages in its `event_tabs.py`, each on one of them; a tab
is shown to readers of at least one of its pages, and leads to the first of these.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event


class EventTab(models.TextChoices):
    """The tabs of an event, in their order."""

    OVERVIEW = "overview", _("Overview")
    PROGRAMME = "programme", _("Programme")
    SPEAKERS = "speakers", _("Speakers")
    PARTICIPANTS = "participants", _("Registration & participants")
    DOCUMENTS = "documents", _("Documents")
    OUTCOMES = "outcomes", _("Outcomes")
    PREPARATION = "preparation", _("Preparation")
    LOGISTICS = "logistics", _("Logistics")
    ON_SITE = "on-site", pgettext_lazy("event", "On site")


def _slug_of(event: Event) -> str:
    return event.activity.slug


@dataclass(frozen=True, kw_only=True)
class EventPage:
    """A page of an event.

    Parameters
    ----------
    tab
        The tab on which it stands.
    page
        The name of its address.
    label
        What a link to it says, beside the other pages of its tab.
    order
        Its place among them.
    rows
        What is shown on the page: it is there where any of these queries gives a viewer something.
    is_always_shown
        Whether a viewer is led there before anything is on the page.
    slug
        What its address takes.
    """

    tab: EventTab
    page: str
    label: Promise
    order: int
    rows: Callable[[Event, Viewer], list[QuerySet]] = lambda event, viewer: []
    is_always_shown: Callable[[Event, Viewer], bool] = lambda event, viewer: False
    slug: Callable[[Event], str] = field(default=_slug_of)

    def address(self, event: Event) -> str:
        """Where it is."""
        return reverse(self.page, args=[self.slug(event)])


def is_still_prepared(event: Event, viewer: Viewer) -> bool:
    """Whether the secretariat is led to what is still empty: until an event is completed or cancelled."""
    return viewer.is_secretariat and event.is_in_hand


class PageLink(NamedTuple):
    """A link to a page of a tab."""

    page: str
    label: Promise
    address: str


class ShownTab(NamedTuple):
    """A tab with those of its pages that a viewer is shown; it leads to the first."""

    tab: EventTab
    pages: list[PageLink]

    @property
    def address(self) -> str:
        """Where the tab leads."""
        return self.pages[0].address


_PAGES: list[EventPage] = []


def register_event_pages(*pages: EventPage) -> None:
    """Show these pages on the tabs of events."""
    _PAGES.extend(pages)


def tabs_of(event: Event, viewer: Viewer) -> list[ShownTab]:
    """The tabs that a viewer is shown; by one query, whatever there is."""
    shown = _shown_pages(event, viewer, _PAGES)
    by_tab: dict[str, dict[str, PageLink]] = {}
    for page in sorted(shown, key=lambda page: page.order):
        link = PageLink(page.page, page.label, page.address(event))
        by_tab.setdefault(page.tab, {}).setdefault(page.page, link)
    return [ShownTab(tab, list(by_tab[tab].values())) for tab in EventTab if tab in by_tab]


def address_of_page(event: Event, viewer: Viewer, page: str) -> str:
    """The address of one of the pages, for those to whom something is shown there; else nothing."""
    shown = _shown_pages(event, viewer, [each for each in _PAGES if each.page == page])
    return shown[0].address(event) if shown else ""


def _shown_pages(event: Event, viewer: Viewer, pages: Iterable[EventPage]) -> list[EventPage]:
    """The pages that a viewer is shown; whether there are rows is asked of all that need it at once."""
    shown: set[int] = set()
    queries: dict[str, Exists] = {}
    pages = list(pages)
    for place, page in enumerate(pages):
        if page.is_always_shown(event, viewer):
            shown.add(place)
        else:
            queries |= {f"page_{place}_{number}": Exists(rows) for number, rows in enumerate(page.rows(event, viewer))}
    if queries:
        found: Mapping[str, object] = Event.objects.filter(pk=event.pk).order_by().values(**queries).get()
        shown |= {int(name.split("_")[1]) for name, has_rows in found.items() if has_rows}
    return [pages[place] for place in sorted(shown)]
