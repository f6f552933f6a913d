"""What is new of tools: who uses them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.site.news import NewsGroup, NewsSource, register_news
from palermo.toolkit.models import Uptake
from palermo.toolkit.queries.uptake import uptakes_visible_to
from palermo.toolkit.states.uptake import UptakeStatus
from palermo.treaties.models.participants import name_on

TOOLS = NewsGroup("tools", _("Use of tools"), 15)


def _recorded(viewer: Viewer) -> QuerySet[Uptake]:
    """Uses on record of which the day is on record."""
    recorded = uptakes_visible_to(viewer).filter(status=UptakeStatus.RECORDED, since_on__isnull=False)
    return recorded.select_related("tool__activity").prefetch_related("organisation__listednames")


def _title(uptake: Uptake) -> MultilingualText:
    """Who uses the tool, and the tool: in the languages in which both have a name."""
    assert uptake.since_on is not None
    name, title = name_on(uptake.participant, uptake.since_on), uptake.tool.activity.title
    return MultilingualText({code: f"{name[code]} · {title[code]}" for code in CODES if code in name and code in title})


register_news(
    NewsSource(
        name="tool-uptakes",
        group=TOOLS,
        label=_("Use of tools"),
        model=Uptake,
        records=_recorded,
        day="since_on",
        kind=lambda uptake: uptake.get_kind_display(),
        verbs=frozenset({"uptake.recorded", "uptake.confirmed"}),
        about={"activity": ("tool__activity",), "state": ("state",)},
        title=_title,
        is_on_desks=False,
    ),
)
