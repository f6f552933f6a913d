"""Editorial pages: what the secretariat writes itself, one tree for each language."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from palermo.core import clock
from palermo.core.constraints import ON_RECORD
from palermo.portal import localized
from palermo.portal.following.models import CalendarKey, Subscription  # noqa: F401 -- Django finds models here
from palermo.portal.home import home_context
from palermo.portal.offline.models import BundledRecord, OfflineBundle  # noqa: F401 -- and here
from palermo.portal.permissions import editorial_permissions

# No pictures and no files: papers are documents of the record, with a symbol and an audience.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "blockquote", "link"]
PANELS = [FieldPanel("intro"), FieldPanel("body"), FieldPanel("published_on")]
SEARCHED = [index.SearchField("intro"), index.SearchField("body")]
NEWS_PER_PAGE = 20


class HomePage(Page):
    """The first page of one language: what the initiative is; the rest of it comes from the record."""

    intro = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=FEATURES)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    template = "portal/home.html"
    content_panels = [*Page.content_panels, *PANELS]
    search_fields = [*Page.search_fields, *SEARCHED]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.StandardPage", "portal.NewsIndexPage"]
    permissions_for_user = editorial_permissions
    translatable_fields = localized.TRANSLATED
    copy_for_translation = localized.copy_for_translation
    publish = localized.publish
    clean = localized.clean

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **home_context(request.viewer)}  # type: ignore[attr-defined]


class StandardPage(Page):
    """A text by itself: about the initiative, how it is guided."""

    intro = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=FEATURES)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    template = "portal/standard_page.html"
    content_panels = [*Page.content_panels, *PANELS]
    search_fields = [*Page.search_fields, *SEARCHED]
    parent_page_types = ["portal.HomePage", "portal.StandardPage"]
    subpage_types = ["portal.StandardPage"]
    permissions_for_user = editorial_permissions
    translatable_fields = localized.TRANSLATED
    copy_for_translation = localized.copy_for_translation
    publish = localized.publish
    clean = localized.clean

    class Meta:
        verbose_name = _("page")


class NewsIndexPage(Page):
    """The list of news of one language, latest first."""

    intro = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=FEATURES)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    template = "portal/news_index.html"
    content_panels = [*Page.content_panels, *PANELS]
    search_fields = [*Page.search_fields, *SEARCHED]
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.NewsPage"]
    max_count_per_parent = 1
    permissions_for_user = editorial_permissions
    translatable_fields = localized.TRANSLATED
    copy_for_translation = localized.copy_for_translation
    publish = localized.publish
    clean = localized.clean

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = NewsPage.objects.child_of(self).live().order_by("-published_on", "-pk")
        listed = Paginator(news, NEWS_PER_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "news": listed}


class NewsPage(Page):
    """Something that happened and when it was told."""

    intro = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=FEATURES)
    published_on = models.DateField(_("published on"))

    template = "portal/news.html"
    content_panels = [*Page.content_panels, *PANELS]
    search_fields = [*Page.search_fields, *SEARCHED]
    parent_page_types = ["portal.NewsIndexPage"]
    subpage_types: list[str] = []
    permissions_for_user = editorial_permissions
    translatable_fields = localized.TRANSLATED
    copy_for_translation = localized.copy_for_translation
    publish = localized.publish
    clean = localized.clean

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


class TextGap(models.Model):
    """A text of the record that lacks languages or has stale ones, kept in step with the history: an index, no record.

    `missing` and `stale` hold languages as one number (`translations.texts.BIT`). `root_kind` and `root` are those of
    the record on whose page the text is told; `version` is the text's row as the history has it last. An editorial page
    is told with all its parts, and `record` is the page in the original's language.
    """

    kind = models.CharField(max_length=80)
    record = models.BigIntegerField()
    root_kind = models.CharField(max_length=80)
    root = models.BigIntegerField()
    field = models.CharField(max_length=60)
    original = models.CharField(max_length=2)
    missing = models.PositiveSmallIntegerField()
    stale = models.PositiveSmallIntegerField()
    version = models.BigIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record", "field"], name="one_gap_a_text", violation_error_message=ON_RECORD
            )
        ]
        indexes = [models.Index(fields=["root_kind", "root"], name="gaps_by_root")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.field}"


class TextGapMark(models.Model):
    """Up to where in the history, on which day and for which state of the pages the index of gaps was made."""

    id = models.SmallIntegerField(primary_key=True, default=1, error_messages={"unique": ON_RECORD})
    version = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)
    day = models.DateField(null=True, blank=True)
    pages = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="one_mark_of_text_gaps", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"up to version {self.version}"


class SentForm(models.Model):
    """A form of an act that was sent and done, by the key that its page was given; `address` is where it led.

    Whoever presses twice, or whose browser sends twice, does it once.
    """

    key = models.UUIDField(primary_key=True, error_messages={"unique": ON_RECORD})
    address = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(default=clock.machine_now)

    def __str__(self) -> str:
        return str(self.key)


class TextConfirmed(models.Model):
    """That a text still holds in a language although its original has changed: for the words whose `digest` this is."""

    kind = models.CharField(max_length=80)
    record = models.BigIntegerField()
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record", "field", "language"],
                name="one_confirmation_a_language",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.field} ({self.language})"
