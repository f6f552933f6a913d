"""The feed of tools: versions that are new to read."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.core.text import plain
from palermo.site.feeds import Feed, register_feeds
from palermo.toolkit.models import ToolVersion
from palermo.toolkit.queries.feedback import published_versions


def _versions() -> QuerySet[ToolVersion]:
    rows = published_versions(VISITOR, clock.today()).select_related("tool__activity")
    return rows.order_by("-published_on", "-pk")


register_feeds(
    Feed(
        name="tools",
        order=12,
        label=_("Tools"),
        page="tool_list",
        pages=("tool_list", "tool", "tool_version", "tool_chapter"),
        title=lambda version: f"{plain(version.tool.activity.title)} · {version.display_name()}",
        records=_versions,
        day=lambda version: version.published_on,
        slug=lambda version: version.slug,
        kind=lambda version: version.tool.get_kind_display(),
        template="toolkit/feeds/version.html",
        log="tool-versions",
    )
)
