"""The headings of tools, with which action plans begin."""

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity
from palermo.governance.outlines import register_outlines
from palermo.toolkit.queries.feedback import latest_versions
from palermo.toolkit.states.texts import CHAPTERS


def headings_of_tool(activity: Activity, viewer: Viewer) -> list[MultilingualText]:
    """The headings of the chapters of the latest version that the viewer may read."""
    version = latest_versions(viewer, clock.today()).filter(tool__activity=activity).first()
    if version is None:
        return []
    chapters = version.sections.filter(kind__in=CHAPTERS).order_by("position")
    return [chapter.heading for chapter in chapters if chapter.heading]


register_outlines(headings_of_tool)
