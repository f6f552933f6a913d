"""The feed of decisions."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.governance.models import Decision
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.site.feeds import Feed, register_feeds


def _decisions() -> QuerySet[Decision]:
    rows = decisions_visible_to(VISITOR).filter(adopted_on__isnull=False).select_related("body")
    return rows.prefetch_related("paragraphs").order_by("-adopted_on", "-pk")


register_feeds(
    Feed(
        name="decisions",
        order=2,
        label=_("Decisions"),
        page="decision_list",
        pages=("decision_list", "decision"),
        records=_decisions,
        day=lambda decision: decision.adopted_on,
        slug=lambda decision: decision.slug,
        kind=lambda decision: decision.get_kind_display(),
        template="governance/feeds/decision.html",
        log="decisions",
    ),
)
