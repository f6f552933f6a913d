"""The site's map for search engines: public records and pages in each of their languages, as a visitor may see them.

Whoever asks: a signed-in reader is given the same map.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from palermo.accounts.models import State
from palermo.accounts.viewer import VISITOR
from palermo.core.languages import BY_DJANGO_CODE
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.programmes import current_releases_visible_to
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.resources import contributions_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.queries import studies_visible_to
from palermo.library.queries import documents_visible_to
from palermo.reporting.queries import follow_ups_visible_to, reports_visible_to
from palermo.toolkit.queries import tools_visible_to

# Addresses in one file, all languages counted: each names all others.
A_FILE = 3000
LISTS = (
    *("calendar", "event_list", "tool_list", "study_list", "document_list", "report_list"),
    *("decision_list", "mandate_list", "contribution_list", "follow_up_list", "state_list"),
)


class _InEachLanguage(Sitemap):
    """Pages that exist in all six languages under the same name."""

    i18n = True
    alternates = True
    x_default = True
    limit = A_FILE


class Lists(_InEachLanguage):
    """The lists themselves."""

    def items(self) -> Any:
        return LISTS

    def location(self, item: str) -> str:
        return reverse(item)


class Records(_InEachLanguage):
    """The records of one kind, by the name of their page."""

    def __init__(self, page: str, slugs: Callable[[], QuerySet]) -> None:
        self.page, self.slugs = page, slugs

    def items(self) -> Any:
        return list(self.slugs())

    def location(self, item: str) -> str:
        return reverse(self.page, args=[item])


class Editorial(Sitemap):
    """Editorial pages, each beside those that say the same in other languages."""

    limit = A_FILE

    def items(self) -> Any:
        # The tree's own root is nobody's page.
        return list(Page.objects.live().public().filter(depth__gt=1).select_related("locale").order_by("path"))

    def location(self, item: Page) -> str:
        return item.get_url() or ""

    def lastmod(self, item: Page) -> Any:
        return item.last_published_at

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:
        """Django's, with the languages that Wagtail knows of each page."""
        urls = super().get_urls(page, site, protocol)
        same: dict[Any, list[dict[str, str]]] = {}
        for url in urls:
            language = BY_DJANGO_CODE[url["item"].locale.language_code]
            same.setdefault(url["item"].translation_key, []).append(
                {"lang_code": language.tag, "location": url["location"]}
            )
        for url in urls:
            url["alternates"] = same[url["item"].translation_key]
        return urls


def _of(visible: QuerySet, field: str = "slug") -> QuerySet:
    return visible.order_by(field).values_list(field, flat=True)


SITEMAPS: dict[str, Sitemap] = {
    "lists": Lists(),
    "pages": Editorial(),
    "events": Records("event", lambda: _of(events_visible_to(VISITOR), "activity__slug")),
    "programmes": Records(
        "event_programme", lambda: _of(current_releases_visible_to(VISITOR), "programme__event__activity__slug")
    ),
    "tools": Records("tool", lambda: _of(tools_visible_to(VISITOR), "activity__slug")),
    "studies": Records("study", lambda: _of(studies_visible_to(VISITOR), "activity__slug")),
    "activities": Records("activity", lambda: _of(activities_visible_to(VISITOR).filter(kind=ActivityKind.OTHER))),
    "documents": Records("document", lambda: _of(documents_visible_to(VISITOR))),
    "reports": Records("report", lambda: _of(reports_visible_to(VISITOR))),
    "decisions": Records("decision", lambda: _of(decisions_visible_to(VISITOR))),
    "mandates": Records("mandate", lambda: _of(mandates_visible_to(VISITOR))),
    "contributions": Records("contribution", lambda: _of(contributions_visible_to(VISITOR))),
    "follow-up": Records("follow_up", lambda: _of(follow_ups_visible_to(VISITOR))),
    "states": Records("state", lambda: _of(State.objects.all())),
}
