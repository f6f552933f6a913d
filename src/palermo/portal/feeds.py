"""The feed of news."""

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.portal.models import NewsPage
from palermo.site.feeds import Feed, register_feeds


def _news_pages() -> QuerySet[NewsPage]:
    rows = NewsPage.objects.live().public().filter(locale__language_code=active_language().django_code)
    return rows.order_by("-published_on", "-pk")


register_feeds(
    Feed(
        name="news",
        order=7,
        label=_("News"),
        page="updates",
        pages=(),
        records=_news_pages,
        day=lambda page: page.published_on,
        slug=lambda page: str(page.pk),
        kind=lambda page: _("News"),
        template="portal/feeds/news.html",
        log="",
        title=lambda page: page.title,
        address=lambda page: page.url or "",
        updated=lambda page: page.last_published_at and clock.to_story_time(page.last_published_at),
        state=lambda: str(NewsPage.objects.aggregate(last=Max("last_published_at"), most=Max("pk"))),
        has_other_languages=False,
    ),
)
