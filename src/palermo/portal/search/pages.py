"""Editorial pages, as they are to be found: each in the one language it is written in, once it is live."""

from collections.abc import Iterator
from html import unescape

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import RecordKind
from palermo.core.languages import BY_DJANGO_CODE
from palermo.portal.kinds import pages_visible_to
from palermo.portal.models import HomePage, NewsPage, StandardPage
from palermo.search.actions import index_records
from palermo.search.sources import Draft, SearchSource, searchable

MODELS = (HomePage, StandardPage, NewsPage)


def _own_pages(viewer: Viewer) -> QuerySet[Page]:
    """Pages for everybody; one that only mirrors another language's is no page of its own."""
    return pages_visible_to(viewer).filter(depth__gt=1, alias_of=None)


# Among results the kinds of page are one. It is not registered: everything else goes by each of them.
PAGES = RecordKind(model=Page, slug="pages", shown_to=_own_pages)


def _drafts(pages: PageQuerySet) -> Iterator[Draft]:
    for page in pages.select_related("locale").specific():
        if not isinstance(page, MODELS):
            continue
        language = BY_DJANGO_CODE[page.locale.language_code]
        on = page.published_on or (page.last_published_at and clock.to_story_time(page.last_published_at).date())
        yield Draft(
            page.pk,
            language.code,
            page.title,
            "\n".join(text for text in (page.intro, _plain(page.body)) if text),
            on=PartialDate(on) if on else None,
            audience=Audience.PUBLIC,
        )


def _plain(html: str) -> str:
    """The words, each block on a line of its own."""
    return unescape(strip_tags(html.replace("</", "\n</"))).strip()


def _index_page(sender: type[Page], instance: Page, **_: object) -> None:
    index_records(PAGES.slug, [instance.pk])


for model in MODELS:
    post_save.connect(_index_page, sender=model)
# Sent last, when nothing of the page is left.
post_delete.connect(_index_page, sender=Page)

searchable(
    SearchSource(
        PAGES,
        _drafts,
        shown=lambda pages: pages.select_related("locale"),
        one=_("Page"),
        many=_("Pages"),
    )
)
