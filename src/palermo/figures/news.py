"""What is new of figures: releases, and releases that were withdrawn."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.figures.models import Release
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.states.releases import PUBLISHED, ReleaseStatus
from palermo.site.news import NewsGroup, NewsSource, register_news

FIGURES = NewsGroup("figures", _("Figures"), 23)


def _released(viewer: Viewer) -> QuerySet[Release]:
    """What passed the gate, also what was withdrawn later."""
    return releases_visible_to(viewer).filter(status__in=PUBLISHED)


def _withdrawn(viewer: Viewer) -> QuerySet[Release]:
    return releases_visible_to(viewer).filter(status=ReleaseStatus.WITHDRAWN)


register_news(
    NewsSource(
        name="figure-releases",
        group=FIGURES,
        label=_("Releases of figures"),
        model=Release,
        records=_released,
        day="released_on",
        kind=lambda release: _("Release of figures"),
        verbs=frozenset({"release.released"}),
        about={},
        readers_of=lambda release: Audience.PUBLIC,
    ),
    NewsSource(
        name="figure-withdrawals",
        group=FIGURES,
        label=_("Withdrawn releases of figures"),
        model=Release,
        records=_withdrawn,
        day="withdrawn_on",
        kind=lambda release: _("Release of figures withdrawn"),
        verbs=frozenset({"release.withdrawn"}),
        about={},
        readers_of=lambda release: Audience.PUBLIC,
    ),
)
