"""Editorial pages, as they are to be found: a page and its translations are one, in the languages that are live."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from palermo.accounts.viewer import VISITOR, Viewer
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
    asked = dict(pages.values_list("pk", "translation_key"))
    groups: dict[UUID, list[Page]] = defaultdict(list)
    for page in _translations(asked.values()).specific():
        if isinstance(page, MODELS):
            groups[page.translation_key].append(page)
    for translations in groups.values():
        # The first of them stands for all.
        record = translations[0].pk
        if record in asked:
            yield from (_draft(record, page) for page in translations)


def _draft(record: int, page: HomePage | StandardPage | NewsPage) -> Draft:
    on = page.published_on or (page.last_published_at and clock.to_story_time(page.last_published_at).date())
    return Draft(
        record,
        BY_DJANGO_CODE[page.locale.language_code].code,
        page.title,
        "\n".join(text for text in (page.intro, _plain(page.body)) if text),
        on=PartialDate(on) if on else None,
        audience=Audience.PUBLIC,
    )


def _translations(keys: Iterable[UUID]) -> PageQuerySet:
    """The live pages that are one another's translations, the oldest first."""
    return _own_pages(VISITOR).filter(translation_key__in=set(keys)).select_related("locale").order_by("pk")


def pages_by_language(pages: Iterable[Page]) -> dict[tuple[UUID, str], Page]:
    """The translations of pages that were found, by the key that they share and their language; by one query."""
    keys = {page.translation_key for page in pages}
    found = _translations(keys) if keys else ()
    return {(page.translation_key, BY_DJANGO_CODE[page.locale.language_code].code): page for page in found}


def _plain(html: str) -> str:
    """The words, each block on a line of its own."""
    return unescape(strip_tags(html.replace("</", "\n</"))).strip()


def _index_page(sender: type[Page], instance: Page, **_: object) -> None:
    same = Page.objects.filter(translation_key=instance.translation_key).values_list("pk", flat=True)
    index_records(PAGES.slug, [instance.pk, *same])


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
