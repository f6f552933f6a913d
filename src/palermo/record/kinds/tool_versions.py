"""Versions of the texts of tools, as they were frozen."""

from palermo.record.schema import Children, Kind, Table, choice, day, ref, text, text6, whole
from palermo.record.tool_versions import VERSION_TEXT
from palermo.toolkit.models import Edition, Tool, ToolVersion, VersionText

VERSION_TEXTS = Table(
    noun="a text of a version",
    model=VersionText,
    parent="version",
    key=("language",),
    parts=(text("digest", "the hash over its passages"), VERSION_TEXT),
)

TOOL_VERSIONS = Kind(
    folder="tool_versions",
    description="One version of the text of a tool, as it was frozen: for a meeting, a consultation or an edition.",
    table=Table(
        noun="a version of a tool",
        model=ToolVersion,
        parts=(
            ref("tool", Tool, "the tool"),
            whole("number", "its number among the versions of the tool"),
            ref("edition", Edition, "the edition that it is, as tool/place"),
            text6("name", "its name"),
            text6("changes", "what changed since the version before, and why"),
            text6("notice", "a sentence that stands on every page and file of it"),
            choice("audience", "who may read it once it is published"),
            choice("original_language", "the language it was written in"),
            day("frozen_on", "when it was frozen"),
            day("published_on", "when it was published; until then, who writes the text reads it"),
            Children("texts", VERSION_TEXTS, "its text, by language", "language"),
        ),
    ),
)
