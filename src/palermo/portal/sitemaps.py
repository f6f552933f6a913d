"""The site's map for search engines: public records and pages in each of their languages, as a visitor may see them.

A signed-in reader is given the same map.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from palermo.accounts.viewer import VISITOR
from palermo.core.kinds import RecordKind, all_kinds, records_shown_to
from palermo.core.languages import BY_DJANGO_CODE
from palermo.portal.kinds import pages_visible_to

# Addresses in one file, all languages counted: each names all others.
A_FILE = 3000


class _MultilingualSitemap(Sitemap):
    """Pages that exist in all six languages under the same name."""

    i18n = True
    alternates = True
    x_default = True
    limit = A_FILE


class ListPages(_MultilingualSitemap):
    """The lists themselves."""

    def items(self) -> list[str]:
        return ["calendar", "updates", *(kind.list_page for kind in all_kinds() if kind.list_page)]

    def location(self, item: str) -> str:
        return reverse(item)


class RecordPages(_MultilingualSitemap):
    """The records of one kind."""

    def __init__(self, kind: RecordKind) -> None:
        self.kind = kind

    def items(self) -> list[tuple[object, ...]]:
        fields = self.kind.sitemap_fields or (self.kind.sitemap_key or self.kind.key[0],)
        records = records_shown_to(VISITOR, self.kind.model)
        return list(records.order_by(*fields).values_list(*fields))

    def location(self, item: tuple[object, ...]) -> str:
        return reverse(self.kind.sitemap_page, args=item)


class EditorialPages(Sitemap):
    """Editorial pages, each beside those that say the same in other languages."""

    limit = A_FILE

    def items(self) -> list[Page]:
        # The tree's own root is nobody's page, and the folder of news only leads on to the updates.
        pages = pages_visible_to(VISITOR).filter(depth__gt=1, newsindexpage=None)
        return list(pages.select_related("locale").order_by("path"))

    def location(self, item: Page) -> str:
        return item.get_url() or ""

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, object]]:
        """Django's, with the languages that Wagtail knows of each page; `site` is of an app that is not installed."""
        urls = super().get_urls(page, site, protocol)
        same: dict[UUID, list[dict[str, str]]] = {}
        for url in urls:
            language = BY_DJANGO_CODE[url["item"].locale.language_code]
            same.setdefault(url["item"].translation_key, []).append(
                {"lang_code": language.tag, "location": url["location"]}
            )
        for url in urls:
            url["alternates"] = same[url["item"].translation_key]
        return urls


def sitemaps() -> dict[str, type[Sitemap] | Sitemap]:
    """The parts of the map: lists, editorial pages, and the records of each kind."""
    of_kinds = {kind.slug: RecordPages(kind) for kind in all_kinds() if kind.sitemap_page}
    return {"lists": ListPages(), "pages": EditorialPages(), **of_kinds}
