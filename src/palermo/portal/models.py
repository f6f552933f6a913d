"""Editorial pages: what the secretariat writes itself, one tree for each language."""

from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from palermo.accounts.requests import SiteRequest
from palermo.events.web.charts.events import map_of_events
from palermo.portal import localized
from palermo.portal.home import home_context
from palermo.portal.page_form import EditorialPageForm
from palermo.portal.permissions import editorial_permissions
from palermo.site.charts.pages import render_with_charts

# No pictures and no files: papers are documents of the record, with a symbol and an audience.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "blockquote", "link"]
PANELS = [FieldPanel("intro"), FieldPanel("body"), FieldPanel("published_on")]
SEARCHED = [index.SearchField("intro"), index.SearchField("body")]


class EditorialPage(Page):
    """A page that the secretariat writes, in the tree of its language."""

    intro = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=FEATURES)
    published_on = models.DateField(_("publication date"), null=True, blank=True)

    content_panels = [*Page.content_panels, *PANELS]
    base_form_class = EditorialPageForm
    search_fields = [*Page.search_fields, *SEARCHED]
    permissions_for_user = editorial_permissions
    translatable_fields = localized.TRANSLATED
    copy_for_translation = localized.copy_for_translation
    publish = localized.publish
    clean = localized.clean

    class Meta:
        abstract = True


class HomePage(EditorialPage):
    """The home page of one language: a description of the initiative; the rest comes from the record."""

    template = "portal/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.StandardPage", "portal.NewsIndexPage"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: SiteRequest, *args: object, **kwargs: object) -> dict[str, object]:
        return {**super().get_context(request, *args, **kwargs), **home_context(request.viewer)}

    def serve(self, request: SiteRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The page with its map, or the map as a file."""
        context = self.get_context(request, *args, **kwargs)
        return render_with_charts(request, self.template, context, {"map": map_of_events(request.viewer)})


class StandardPage(EditorialPage):
    """A text page, for example about the initiative or its governance."""

    template = "portal/standard_page.html"
    parent_page_types = ["portal.HomePage", "portal.StandardPage"]
    subpage_types = ["portal.StandardPage"]

    class Meta:
        verbose_name = _("page")


class NewsIndexPage(EditorialPage):
    """The folder of one language's news; it redirects to the updates, which include the news."""

    # It has no page of its own to show.
    preview_modes: list[tuple[str, str]] = []
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")

    def serve(self, request: SiteRequest, *args: object, **kwargs: object) -> HttpResponse:
        return redirect("updates", permanent=True)


class NewsPage(EditorialPage):
    """A news item with its date."""

    published_on = models.DateField(_("publication date"))

    template = "portal/news.html"
    parent_page_types = ["portal.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_absolute_url(self) -> str:
        return self.url or ""

    def display_name(self) -> str:
        """Its title, as a link to it says."""
        return str(self.title)
