"""News that the secretariat writes, among the updates: in the reader's language alone."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.languages import BY_DJANGO_CODE, active_language
from palermo.core.text import MultilingualText
from palermo.portal.kinds import pages_visible_to
from palermo.portal.models import NewsPage
from palermo.site.news import NewsGroup, NewsSource, register_news


def _news_pages(viewer: Viewer) -> QuerySet[NewsPage]:
    pages = NewsPage.objects.filter(pk__in=pages_visible_to(viewer).values("pk"))
    return pages.filter(locale__language_code=active_language().django_code)


def _title(page: NewsPage) -> MultilingualText:
    return MultilingualText({BY_DJANGO_CODE[page.locale.language_code].code: page.title})


register_news(
    NewsSource(
        name="news",
        group=NewsGroup("news", _("News"), 0),
        label=_("News"),
        model=NewsPage,
        records=_news_pages,
        day="published_on",
        kind=lambda page: _("News"),
        # Editors publish in the administration, which has a log of its own.
        verbs=frozenset(),
        about={},
        title=_title,
        related=("locale",),
        readers=Audience.PUBLIC,
        is_on_desks=False,
    ),
)
