"""The first page of the administration: what waits for somebody, what was edited last, and where everything is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState

from palermo.accounts.models import User
from palermo.core import worker
from palermo.core.first_rows import first_of
from palermo.core.languages import BY_DJANGO_CODE, Language, active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.portal.models import HomePage, NewsIndexPage
from palermo.site.administration.viewsets import VIEWSETS
from palermo.translations.models import TextGap
from palermo.translations.pages import PAGE, pages_gaps

SHOWN = 8
# Changed since it was published, or never published.
UNPUBLISHED = Q(has_unpublished_changes=True) | Q(live=False)


class PageRow(NamedTuple):
    """A page in its language: when and by whom it was edited last, and where it is edited."""

    page: Page
    language: Language
    day: date
    by: User | None
    address: str


class Link(NamedTuple):
    """Where something is done."""

    label: str | Promise
    address: str


class StartPage(Component):
    """The one panel of the first page."""

    name = "start"
    order = 0
    template_name = "portal/administration/start.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """A handful of queries, whatever the number of pages."""
        submitted = _submitted_pages()
        drafts = first_of(_pages().filter(UNPUBLISHED).exclude(pk__in=submitted), SHOWN)
        return {
            "submitted": _rows(_pages().filter(pk__in=submitted)),
            "drafts": _rows(drafts),
            "more_drafts": drafts.more,
            "page_gaps": len(pages_gaps()),
            "text_gaps": TextGap.objects.exclude(kind=PAGE).count(),
            "failed": worker.background_rows().failed().count(),
            "recent": _rows(_pages()[:SHOWN]),
            "quick": _quick_links(),
            "lists": _lists(is_setting=False),
            "settings": _lists(is_setting=True),
        }


def _pages() -> QuerySet[Page]:
    """Editorial pages, the one edited last first."""
    pages = Page.objects.filter(depth__gt=1, latest_revision__isnull=False)
    return pages.select_related("locale", "latest_revision__user").order_by("-latest_revision_created_at", "pk")


def _submitted_pages() -> list[int]:
    """The pages that wait for approval."""
    return [int(pk) for pk in WorkflowState.objects.active().values_list("object_id", flat=True)]


def _rows(pages: Iterable[Page]) -> list[PageRow]:
    return [
        PageRow(
            page,
            BY_DJANGO_CODE[page.locale.language_code],
            timezone.localdate(page.latest_revision_created_at),
            page.latest_revision.user,
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in pages
    ]


def _quick_links() -> list[Link]:
    """What editors do most, in the language of the reader."""
    here = Page.objects.filter(locale__language_code=active_language().django_code)
    links = [
        Link(_("Translate pages and texts"), reverse("translation_desk")),
        Link(_("Add an image"), reverse("wagtailimages:add_multiple")),
        Link(_("Add a redirect"), reverse("wagtailredirects:add")),
    ]
    for page in here.type(HomePage, NewsIndexPage).order_by("depth").specific(defer=True):
        if isinstance(page, HomePage):
            links.append(Link(_("Edit the home page"), reverse("wagtailadmin_pages:edit", args=[page.pk])))
        else:
            adding = reverse("wagtailadmin_pages:add", args=["portal", "newspage", page.pk])
            links.insert(0, Link(_("Write news"), adding))
    return links


def _lists(*, is_setting: bool) -> list[Link]:
    """The lists of records, as the menu has them; the menu itself needs a script."""
    viewsets = [each for each in VIEWSETS.values() if each.add_to_settings_menu == is_setting]
    shown = [each for each in viewsets if each.listed or is_setting]
    links = [Link(str(each.plural), reverse(each.get_url_name("index"))) for each in shown]
    return sort_for_reader(links, lambda link: str(link.label))


@hooks.register("construct_homepage_panels", order=999)
def replace_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Put our panel in the place of Wagtail's."""
    panels[:] = [StartPage()]


@hooks.register("construct_homepage_summary_items", order=999)
def remove_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Remove the counts of pages and pictures."""
    items.clear()
