"""What readers find of the texts of tools: the latest versions, their sections, the finder, feedback and downloads."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import OFFERED_INSTEAD
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import DownloadCount, FinderEntry, ReaderFeedback, Tool, ToolVersion, VersionSection
from palermo.toolkit.queries.texts import versions_visible_to
from palermo.toolkit.states.feedback import DownloadForm, ReaderFeedbackStatus

# Fewer downloads are not shown: the number is too small to mean anything and could point to single readers.
FEWEST_DOWNLOADS = 10


def published_versions(viewer: Viewer, day: date) -> QuerySet[ToolVersion]:
    """Versions that were published by a day to an audience of the viewer's, of tools that they may see."""
    return ToolVersion.objects.filter(
        activity_seen_by(viewer, "tool__activity__"), published_on__lte=day, audience__in=sorted(viewer.audiences)
    )


def latest_versions(viewer: Viewer, day: date) -> QuerySet[ToolVersion]:
    """Of each tool the latest version that was published to the viewer."""
    published = published_versions(viewer, day)
    later = published.filter(tool=OuterRef("tool"), number__gt=OuterRef("number"))
    return published.filter(~Exists(later))


def sections_visible_to(viewer: Viewer) -> QuerySet[VersionSection]:
    """Sections of the latest versions that were published to the viewer."""
    latest = latest_versions(viewer, clock.today()).values("pk")
    return VersionSection.objects.filter(version__in=latest).select_related("version__tool__activity")


def language_to_read(version: ToolVersion, wanted: str) -> str:
    """The language wanted, where the version has it; else the original one, else the first that it has."""
    languages = set(version.texts.values_list("language", flat=True))
    order = (wanted, version.original_language, *OFFERED_INSTEAD)
    return next((code for code in order if code in languages), version.original_language)


def finder_entries(viewer: Viewer) -> QuerySet[FinderEntry]:
    """Entries of the finder for tools that have a text for the viewer to read."""
    latest = latest_versions(viewer, clock.today()).values("tool")
    return FinderEntry.objects.filter(tool__in=latest).select_related("topic", "passage")


def feedback_visible_to(viewer: Viewer) -> QuerySet[ReaderFeedback]:
    """Feedback of readers, for the secretariat and the drafting groups of the tools that it is about."""
    seen = ReaderFeedback.objects.filter(activity_seen_by(viewer, "version__tool__activity__"))
    if viewer.is_secretariat:
        return seen
    if not viewer.user_id:
        return seen.none()
    return seen.filter(version__tool__drafting_group__user=viewer.user_id)


def open_feedback(viewer: Viewer) -> QuerySet[ReaderFeedback]:
    """What nobody has dealt with, the oldest first."""
    waiting = feedback_visible_to(viewer).filter(status=ReaderFeedbackStatus.OPEN)
    return waiting.select_related("version__tool__activity").order_by("sent_on", "pk")


def downloads_of(versions: Iterable[ToolVersion]) -> int:
    """How often these versions were downloaded in all."""
    rows = DownloadCount.objects.filter(version__in=list(versions))
    return rows.aggregate(total=Sum("count"))["total"] or 0


def download_table(tool: Tool) -> list[tuple[ToolVersion, str, str, date, int]]:
    """Each version, language, form and month of which there were downloads, the latest month first."""
    rows = DownloadCount.objects.filter(version__tool=tool).select_related("version__tool__activity")
    rows = rows.order_by(F("month").desc(), "version__number", "language", "form")
    return [(row.version, row.language, str(DownloadForm(row.form).label), row.month, row.count) for row in rows]


def versions_to_read(tool: Tool, viewer: Viewer) -> QuerySet[ToolVersion]:
    """The versions of a tool that a viewer may read, the latest first."""
    return versions_visible_to(viewer).filter(tool=tool).select_related("tool__activity").order_by("-number")


def later_version(version: ToolVersion, viewer: Viewer) -> ToolVersion | None:
    """The latest version that was published to the viewer, where that is not this one."""
    latest = latest_versions(viewer, clock.today()).filter(tool=version.tool_id, number__gt=version.number)
    return latest.select_related("tool__activity").first()
