"""Offline packages, places and editorial pages as kinds of record."""

from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from palermo.accounts.models import Place
from palermo.accounts.structured_data import place_data
from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.portal.following.models import CalendarKey
from palermo.portal.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from palermo.portal.offline.models import OfflineBundle
from palermo.portal.offline.queries import bundle_records_of, bundles_visible_to
from palermo.portal.structured_data import home_page_data, news_page_data
from palermo.portal.visible_names import places_visible_to


def _live_pages(viewer: Viewer) -> QuerySet[Page]:
    """Published pages without a restriction: whoever asks, a page is public or it is not."""
    return Page.objects.live().public()


register(
    RecordKind(
        model=OfflineBundle,
        slug="bundles",
        visible_to=bundles_visible_to,
        versions_visible_to=bundle_records_of,
        version_condition=for_secretariat,
        pages=("bundle",),
    ),
    RecordKind(model=CalendarKey, slug="calendar-keys", is_versioned=False),
    RecordKind(model=DBTaskResult, slug="background-tasks", is_versioned=False),
    # What takes place somewhere is known here, where every slice is.
    RecordKind(
        model=Place,
        slug="places",
        is_named_to_all=True,
        shown_to=places_visible_to,
        structured_data=place_data,
    ),
    RecordKind(
        model=HomePage, slug="home-pages", is_versioned=False, shown_to=_live_pages, structured_data=home_page_data
    ),
    RecordKind(model=StandardPage, slug="standard-pages", is_versioned=False, shown_to=_live_pages),
    RecordKind(model=NewsIndexPage, slug="news-index-pages", is_versioned=False, shown_to=_live_pages),
    RecordKind(
        model=NewsPage, slug="news-pages", is_versioned=False, shown_to=_live_pages, structured_data=news_page_data
    ),
)
