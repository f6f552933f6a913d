"""The feed of press releases."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palermo.outreach.models import PressRelease
from palermo.outreach.queries.press import published_press_releases
from palermo.site.feeds import Feed, register_feeds


def _press_releases() -> QuerySet[PressRelease]:
    return published_press_releases().order_by("-public_at", "-pk")


register_feeds(
    Feed(
        name="press-releases",
        order=13,
        label=_("Press releases"),
        page="press_room",
        pages=("press_room", "press_release", "cutting_list"),
        records=_press_releases,
        day=lambda release: timezone.localdate(release.public_at),
        slug=lambda release: release.slug,
        kind=lambda release: _("Press release"),
        template="outreach/feeds/press_release.html",
        log="press-releases",
    )
)
