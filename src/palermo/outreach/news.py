"""What is new of the press room."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.outreach.models import PressRelease
from palermo.outreach.queries.press import published_press_releases
from palermo.site.news import NewsGroup, NewsSource, register_news

PRESS = NewsGroup("press", _("Press releases"), 16)


def _press_releases(viewer: Viewer) -> QuerySet[PressRelease]:
    """Those that are out, by the day on which they came out: to the secretariat, too, others are no news."""
    return published_press_releases().annotate(public_on=TruncDate("public_at"))


register_news(
    NewsSource(
        name="press-releases",
        group=PRESS,
        label=_("Press releases"),
        model=PressRelease,
        records=_press_releases,
        day="public_on",
        kind=lambda release: _("Press release"),
        verbs=frozenset({"press_release.published"}),
        about={"activity": ("activity",)},
        readers=Audience.PUBLIC,
    )
)
