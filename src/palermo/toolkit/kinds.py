"""Tools and their use as kinds of record."""

from palermo.core.kinds import RecordKind, StructuredData, register
from palermo.core.structured_data import localized_value, organization_data
from palermo.governance.structured_data import activity_data
from palermo.toolkit.models import (
    DownloadCount,
    DraftingMember,
    Edition,
    FinderEntry,
    Passage,
    PassageText,
    ReaderFeedback,
    Tool,
    ToolVersion,
    Uptake,
    VersionSection,
    VersionText,
)
from palermo.toolkit.queries.reading import feedback_visible_to, sections_visible_to
from palermo.toolkit.queries.texts import version_condition, versions_visible_to
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.queries.uptake import uptake_condition, uptakes_visible_to


def tool_data(tool: Tool) -> StructuredData:
    """A tool in the terms of schema.org, with its publisher."""
    lead = tool.activity.lead
    return {
        **activity_data(tool.activity),
        "description": localized_value(tool.aim or tool.activity.summary),
        "publisher": organization_data(lead.name) if lead else None,
    }


def version_data(version: ToolVersion) -> StructuredData:
    """A version in the terms of schema.org, as a part of its tool's work."""
    tool = version.tool
    return {
        **activity_data(tool.activity),
        "@type": "Book",
        "bookEdition": version.display_name(),
        "version": str(version.number),
        "datePublished": version.published_on.isoformat() if version.published_on else "",
        "exampleOfWork": {"@type": "CreativeWork", "name": localized_value(tool.activity.title)},
    }


register(
    RecordKind(
        model=Tool,
        slug="tools",
        visible_to=tools_visible_to,
        key=("activity__slug",),
        part_of=("activity",),
        shares_versions=True,
        list_page="tool_list",
        sitemap_page="tool",
        summary=lambda tool: tool.aim or tool.activity.summary,
        structured_data=tool_data,
    ),
    RecordKind(model=Edition, slug="editions", part_of=("tool",)),
)
register(
    RecordKind(
        model=Uptake,
        slug="uptakes",
        visible_to=uptakes_visible_to,
        version_condition=uptake_condition,
        named_by=("state", "organisation"),
        has_history=True,
    ),
    # Passages have wordings of their own, and versions are frozen: none is ever changed.
    RecordKind(
        model=ToolVersion,
        slug="tool-versions",
        visible_to=versions_visible_to,
        version_condition=version_condition,
        named_by=("tool__activity",),
        sitemap_page="tool_version",
        sitemap_fields=("tool__activity__slug", "number"),
        summary=lambda version: version.changes or version.tool.aim,
        structured_data=version_data,
    ),
    RecordKind(
        model=ReaderFeedback,
        slug="reader-feedback",
        visible_to=feedback_visible_to,
        named_by=("version__tool__activity",),
        is_versioned=False,
    ),
    RecordKind(
        model=VersionSection,
        slug="tool-sections",
        visible_to=sections_visible_to,
        key=("version__slug", "key"),
        named_by=("version__tool__activity",),
        is_versioned=False,
    ),
    RecordKind(model=FinderEntry, slug="finder-entries", part_of=("tool",)),
    RecordKind(model=DownloadCount, slug="download-counts", part_of=("version",), is_versioned=False),
    RecordKind(model=Passage, slug="passages", part_of=("tool",), is_versioned=False),
    RecordKind(model=PassageText, slug="passage-texts", part_of=("passage",), is_versioned=False),
    RecordKind(model=VersionText, slug="version-texts", part_of=("version",), is_versioned=False),
    RecordKind(model=DraftingMember, slug="drafting-members", part_of=("tool",)),
)
