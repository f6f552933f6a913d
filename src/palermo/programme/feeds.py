"""The feed of programmes."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.programme.models import ProgrammeRelease
from palermo.programme.queries.programmes import current_releases_visible_to
from palermo.programme.schedule.words import programme_words
from palermo.programme.web.versions import content_for
from palermo.site.feeds import Feed, register_feeds


def _programmes() -> QuerySet[ProgrammeRelease]:
    rows = current_releases_visible_to(VISITOR).select_related("programme__event__activity")
    return rows.order_by("-released_at", "-pk")


register_feeds(
    Feed(
        name="programmes",
        order=5,
        label=_("Programmes"),
        page="event_list",
        pages=(),
        records=_programmes,
        day=lambda release: timezone.localdate(release.released_at),
        slug=lambda release: str(release.pk),
        kind=lambda release: _("Programme"),
        template="programme/feeds/programme.html",
        title=lambda release: release.display_name(),
        log="programme-releases",
        more=lambda release: {"said": programme_words(content_for(release), release.number)},
    ),
)
