"""What is new of programmes."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.programme.models import ProgrammeRelease
from palermo.programme.queries.programmes import releases_visible_to
from palermo.programme.states.programmes import ReleaseState
from palermo.site.news import NewsGroup, NewsSource, register_news

PROGRAMMES = NewsGroup("programmes", _("Programmes"), 13)


def _programmes(viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    """Released versions, by the day on which they were released; their content is not read."""
    released = releases_visible_to(viewer).filter(state=ReleaseState.RELEASED).defer("content")
    return released.annotate(released_on=TruncDate("released_at"))


register_news(
    NewsSource(
        name="programmes",
        group=PROGRAMMES,
        label=_("Programmes"),
        model=ProgrammeRelease,
        records=_programmes,
        day="released_on",
        kind=lambda release: gettext("Programme, version %(number)d") % {"number": release.number},
        verbs=frozenset({"programme.released"}),
        about={
            "activity": ("programme__event__activity",),
            "mandate": ("programme__event__activity__mandate",),
            "topic": ("programme__event__activity__mandate__guidance__about",),
            "state": ("programme__event__place__state",),
        },
        title=lambda release: release.programme.event.activity.title,
        related=("programme__event__activity",),
        key="pk",
    ),
)
