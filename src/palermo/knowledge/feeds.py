"""The feed of good practices."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.queries.practices import practices_visible_to
from palermo.knowledge.states.practices import PracticeStatus
from palermo.site.feeds import Feed, register_feeds


def _practices() -> QuerySet[GoodPractice]:
    published = practices_visible_to(VISITOR).filter(status=PracticeStatus.PUBLISHED, arranged=[])
    return published.order_by("-published_on", "-pk")


register_feeds(
    Feed(
        name="good-practices",
        order=19,
        label=_("Good practices"),
        page="practice_list",
        pages=("practice_list", "good_practice"),
        records=_practices,
        day=lambda practice: practice.published_on,
        slug=lambda practice: practice.slug,
        kind=lambda practice: _("Good practice"),
        template="knowledge/feeds/practice.html",
        log="good-practices",
    )
)
