"""What is new of tools: versions to read, and who uses them."""

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import BY_CODE, CODES
from palermo.core.text import MultilingualText
from palermo.site.news import NewsGroup, NewsSource, register_news
from palermo.toolkit.models import ToolVersion, Uptake
from palermo.toolkit.queries.feedback import published_versions
from palermo.toolkit.queries.uptake import uptakes_visible_to
from palermo.toolkit.states.uptake import UptakeStatus
from palermo.treaties.models.participants import name_on

TOOLS = NewsGroup("tools", _("Use of tools"), 15)
TEXTS = NewsGroup("tool-texts", _("Texts of tools"), 14)


def _published(viewer: Viewer) -> QuerySet[ToolVersion]:
    return published_versions(viewer, clock.today()).select_related("tool__activity")


def _name(version: ToolVersion) -> MultilingualText:
    """The tool and its version, in the languages in which the tool has a title."""
    title, name = version.tool.activity.title, version.name
    return MultilingualText({code: f"{title[code]} · {name.get(code) or _version_in(code, version)}" for code in title})


def _version_in(code: str, version: ToolVersion) -> str:
    with translation.override(BY_CODE[code].django_code):
        return gettext("Version %(number)d") % {"number": version.number}


def _recorded(viewer: Viewer) -> QuerySet[Uptake]:
    """Uses on record of which the day is on record; examples that this installation supplied are no news."""
    recorded = uptakes_visible_to(viewer).filter(status=UptakeStatus.RECORDED, since_on__isnull=False, arranged=[])
    return recorded.select_related("tool__activity").prefetch_related("organisation__listednames")


def _title(uptake: Uptake) -> MultilingualText:
    """Who uses the tool, and the tool: in the languages in which both have a name."""
    assert uptake.since_on is not None
    name, title = name_on(uptake.participant, uptake.since_on), uptake.tool.activity.title
    return MultilingualText({code: f"{name[code]} · {title[code]}" for code in CODES if code in name and code in title})


register_news(
    NewsSource(
        name="tool-versions",
        group=TEXTS,
        label=_("Texts of tools"),
        model=ToolVersion,
        records=_published,
        day="published_on",
        kind=lambda version: _("New version"),
        verbs=frozenset({"tool_version.published"}),
        about={"activity": ("tool__activity",)},
        title=_name,
    ),
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
