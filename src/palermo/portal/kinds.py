"""Organizations, places, editorial pages and background work as kinds of record."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction

from palermo.accounts.models import Organisation, Place
from palermo.accounts.structured_data import place_data
from palermo.accounts.viewer import Viewer
from palermo.core.kinds import RecordKind, register
from palermo.portal.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from palermo.portal.structured_data import home_page_data, news_page_data
from palermo.portal.visible_names import organisations_visible_to, places_visible_to


def pages_visible_to(viewer: Viewer) -> QuerySet[Page]:
    """Published pages that no restriction covers, on themselves or above them: the same for every viewer.

    What Wagtail's `public()` gives, which asks for the restrictions by a query of its own each time.
    """
    own_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    covering = PageViewRestriction.objects.alias(own_path=own_path).filter(own_path__startswith=F("page__path"))
    return Page.objects.live().exclude(Exists(covering))


def no_pages(viewer: Viewer) -> QuerySet[NewsIndexPage]:
    """None: the folder of news leads to the updates and shows nothing itself."""
    return NewsIndexPage.objects.none()


register(
    RecordKind(model=DBTaskResult, slug="background-tasks", is_versioned=False),
    # Who is named by a record, and what takes place somewhere, is known here, where every slice is.
    RecordKind(model=Organisation, slug="organizations", is_named_to_all=True, shown_to=organisations_visible_to),
    RecordKind(
        model=Place,
        slug="places",
        is_named_to_all=True,
        shown_to=places_visible_to,
        structured_data=place_data,
    ),
    RecordKind(
        model=HomePage, slug="home-pages", is_versioned=False, shown_to=pages_visible_to, structured_data=home_page_data
    ),
    RecordKind(model=StandardPage, slug="standard-pages", is_versioned=False, shown_to=pages_visible_to),
    RecordKind(model=NewsIndexPage, slug="news-index-pages", is_versioned=False, shown_to=no_pages),
    RecordKind(
        model=NewsPage, slug="news-pages", is_versioned=False, shown_to=pages_visible_to, structured_data=news_page_data
    ),
)
