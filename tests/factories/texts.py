"""The texts of tools: passages, versions, and what readers need beside them."""

from collections.abc import Iterable
from datetime import date

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.actions.feedback import READER, send_feedback
from palermo.toolkit.models import FinderEntry, Passage, Tool, ToolVersion
from tests.factories.activities import make_tool
from tests.factories.common import number
from tests.factories.consultations import make_topic

# Who acts where it does not matter.
WRITER = "a writer"

type Rows = Iterable[tuple[str, str, str, str]]


def article_rows(words: str = "Words") -> list[tuple[str, str, str, str]]:
    """An article with a paragraph and commentary: key, kind, the key of what holds it, content."""
    return [
        ("a1", "article", "", f"{words} heading"),
        ("a1-1", "paragraph", "a1", f"{words} paragraph[^{words} note]"),
        ("a1-c", "commentary", "a1", f"{words} commentary"),
        ("a1-c1", "paragraph", "a1-c", f"{words} remark"),
    ]


def make_text(tool: Tool, rows: Rows | None = None, *, language: str = "en") -> dict[str, Passage]:
    """Passages behind one another, by key; in another language, the wordings of passages that are there."""
    made = {passage.key: passage for passage in tool.passages.all()}
    last: dict[str, Passage] = {}
    for key, kind, parent, content in article_rows() if rows is None else rows:
        if key in made:
            current = made[key].texts.filter(language=language, is_current=True).first()
            base = current.number if current else 0
            actions.write_passage(made[key], language, content, base=base, by=WRITER)
        else:
            made[key] = actions.add_passage(
                tool,
                kind=kind,
                parent=made[parent] if parent else None,
                after=last.get(parent),
                language=language,
                content=content,
                by=WRITER,
                key=key,
            )
        last[parent] = made[key]
    return made


def make_version(
    tool: Tool | None = None,
    rows: Rows | None = None,
    *,
    audience: str | None = Audience.PUBLIC,
    languages: Iterable[str] = ("en",),
    **fields: MultilingualText,
) -> ToolVersion:
    """The text of a tool as a version; with `audience` None it is not published."""
    tool = tool or make_tool()
    written = list(article_rows() if rows is None else rows)
    for language in languages:
        make_text(tool, written, language=language)
    version = actions.freeze_version(tool, by=WRITER, **fields)
    return actions.publish_version(version, audience=audience, by=WRITER) if audience else version


def make_published_version() -> ToolVersion:
    """A version without a text, put on record by no act."""
    tool, day = make_tool(), date(2008, 1, 15)
    return ToolVersion.objects.create(slug=f"version-{number()}", tool=tool, number=1, frozen_on=day, published_on=day)


def make_finder_entry(version: ToolVersion, key: str = "a1", *, role: str = "police", **fields) -> FinderEntry:
    """That a chapter is for readers with a role."""
    passage = version.tool.passages.get(key=key) if key else None
    return FinderEntry.objects.create(
        tool=version.tool, passage=passage, role=role, **{"topic": fields.pop("topic", None) or make_topic(), **fields}
    )


def make_reader_feedback(words: str = "Too long", *, version: ToolVersion | None = None, key: str = "a1-1"):
    """Feedback of a reader that nobody has dealt with."""
    version = version or make_version()
    everybody = Viewer(audiences=frozenset(Audience))
    return send_feedback(version, key=key, language="en", words=words, viewer=everybody, by=READER).feedback
