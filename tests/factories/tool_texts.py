"""Texts of tools: passages with their words, frozen and published versions, drafting groups."""

from datetime import date

from palermo.accounts.models import User
from palermo.core import clock
from palermo.toolkit.models import DraftingMember, Passage, PassageText, Tool, ToolVersion, VersionText
from palermo.toolkit.queries.texts import current_rows
from palermo.toolkit.texts.passages import digest_rows, rows_to_json
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.factories.common import number


def make_passage(
    content: str = "Words", *, tool: Tool | None = None, parent: Passage | None = None, **fields
) -> Passage:
    """A passage at the end of what holds it, with its first words in the original language."""
    tool = tool or (parent.tool if parent else make_tool())
    at = tool.passages.filter(parent=parent).count() + 1
    given = {"key": f"k{number()}", "kind": "paragraph" if parent else "chapter", "position": at}
    passage = Passage.objects.create(tool=tool, parent=parent, **{**given, **fields})
    PassageText.objects.create(
        passage=passage,
        language=tool.original_language,
        number=1,
        content=content,
        act="written",
        by_name="Author",
        at=clock.now(),
    )
    return passage


def make_drafter(tool: Tool | None = None, *, user: User | None = None) -> DraftingMember:
    """A member of a drafting group, of the Committee."""
    return DraftingMember.objects.create(tool=tool or make_tool(), user=user or make_user("committee_member"))


def make_tool_version(tool: Tool | None = None, **fields) -> ToolVersion:
    """A frozen version of a text as it is now; published where `published_on` is given."""
    tool = tool or make_passage().tool
    at = tool.versions.count() + 1
    given = {"slug": f"{tool.activity.slug}-v{at}", "number": at, "frozen_on": date(2008, 1, 10)}
    version = ToolVersion.objects.create(tool=tool, **{**given, **fields})
    rows = current_rows(tool, tool.original_language)
    VersionText.objects.create(
        version=version, language=tool.original_language, content=rows_to_json(rows), digest=digest_rows(rows)
    )
    return version


def make_published_version(tool: Tool | None = None, **fields) -> ToolVersion:
    """A version that its audience reads."""
    return make_tool_version(tool, **{"published_on": date(2008, 1, 15), "audience": "public", **fields})
