"""Tools and their use as kinds of record."""

from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, StructuredData, register
from palermo.core.structured_data import localized_value, organization_data
from palermo.governance.structured_data import activity_data
from palermo.toolkit.models import (
    Certificate,
    Course,
    DownloadCount,
    DraftingMember,
    Edition,
    EditionStage,
    FinderEntry,
    LearnerGroup,
    Occasion,
    Passage,
    PassageComment,
    PassageText,
    Presentation,
    ReaderFeedback,
    RoundExpert,
    TextRound,
    Tool,
    ToolVersion,
    Trainer,
    TrainingSession,
    Uptake,
    VersionSection,
    VersionText,
)
from palermo.toolkit.queries.discussion import (
    comment_records_of,
    comments_visible_to,
    experts_visible_to,
    round_records_of,
    rounds_visible_to,
)
from palermo.toolkit.queries.feedback import feedback_visible_to, sections_visible_to
from palermo.toolkit.queries.occasions import occasions_visible_to
from palermo.toolkit.queries.texts import version_condition, versions_visible_to
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.queries.trainers import trainers_visible_to
from palermo.toolkit.queries.training import (
    certificates_visible_to,
    courses_visible_to,
    learner_groups_visible_to,
    training_sessions_visible_to,
)
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
    RecordKind(model=EditionStage, slug="edition-stages", part_of=("edition",)),
    RecordKind(
        model=Occasion,
        slug="occasions",
        visible_to=occasions_visible_to,
        pages=("occasion",),
        list_page="occasion_list",
        sitemap_page="occasion",
    ),
    RecordKind(model=Presentation, slug="presentations", part_of=("edition",)),
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
        has_history=True,
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
    # Who drafts is known to the drafting group and the secretariat: not part of the tool, whose history is public.
    RecordKind(model=DraftingMember, slug="drafting-members", named_by=("tool__activity", "user")),
)
# What participants wrote, and whom they did, is history for the secretariat alone.
register(
    RecordKind(
        model=TextRound,
        slug="text-rounds",
        visible_to=rounds_visible_to,
        versions_visible_to=round_records_of,
        named_by=("tool__activity",),
    ),
    RecordKind(
        model=PassageComment,
        slug="passage-comments",
        key=("round__slug", "number"),
        part_of=("round",),
        visible_to=comments_visible_to,
        versions_visible_to=comment_records_of,
        named_by=("round__tool__activity",),
    ),
    RecordKind(
        model=RoundExpert,
        slug="round-experts",
        key=("round__slug", "number"),
        part_of=("round",),
        visible_to=experts_visible_to,
        named_by=("round__tool__activity",),
    ),
)
register(
    RecordKind(
        model=Course,
        slug="courses",
        visible_to=courses_visible_to,
        pages=("course",),
        sitemap_page="course",
        summary=lambda course: course.aim,
    ),
    RecordKind(
        model=TrainingSession,
        slug="training-sessions",
        visible_to=training_sessions_visible_to,
        named_by=("course", "place"),
        pages=("training_session",),
        list_page="training_list",
        sitemap_page="training_session",
    ),
    # Small counts would single people out.
    RecordKind(
        model=LearnerGroup,
        slug="learner-groups",
        part_of=("session",),
        visible_to=learner_groups_visible_to,
        version_condition=for_secretariat,
    ),
    # What is known of persons has no past, and is on no map for search engines: it is gone when they withdraw consent.
    RecordKind(
        model=Trainer,
        slug="trainers",
        visible_to=trainers_visible_to,
        is_versioned=False,
    ),
    RecordKind(
        model=Certificate,
        slug="certificates",
        visible_to=certificates_visible_to,
        key=("code",),
        named_by=("session",),
        is_versioned=False,
    ),
)
