"""The feed of releases of figures."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.figures.models import Release
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.states.releases import PUBLISHED
from palermo.site.feeds import Feed, register_feeds


def _releases() -> QuerySet[Release]:
    return releases_visible_to(VISITOR).filter(status__in=PUBLISHED).order_by("-released_on", "-number", "-pk")


register_feeds(
    Feed(
        name="figure-releases",
        order=20,
        label=_("Releases of figures"),
        page="release_list",
        pages=("release_list", "release"),
        records=_releases,
        day=lambda release: release.released_on,
        slug=lambda release: release.slug,
        kind=lambda release: release.get_status_display(),
        template="figures/feeds/release.html",
        log="figure-releases",
    )
)
