"""Texts of tools with frozen versions, rounds of comments on them, and invited experts."""

from datetime import UTC, datetime

from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.toolkit.models import (
    ExpertDetails,
    ExpertLink,
    Passage,
    PassageComment,
    PassageText,
    RoundExpert,
    TextRound,
    Tool,
    ToolVersion,
    VersionText,
)
from palermo.toolkit.queries.texts import current_rows
from palermo.toolkit.texts.passages import digest_rows, rows_to_json
from tests.factories.activities import make_tool
from tests.factories.common import number

CLOSES = datetime(2008, 3, 4, 17, tzinfo=UTC)


def make_passage(tool: Tool, key: str, words: str, kind: str = "article", parent: Passage | None = None) -> Passage:
    """A passage with its words in English."""
    position = tool.passages.count() + 1
    passage = Passage.objects.create(tool=tool, key=key, kind=kind, parent=parent, position=position)
    PassageText.objects.create(
        passage=passage, language="en", number=1, content=words, act="written", by_name="A drafter", at=clock.now()
    )
    return passage


def make_text(tool: Tool | None = None, words: str = "Each State protects victims of trafficking.") -> Tool:
    """A tool with one article, `a1`, that has one paragraph, `a1-1`."""
    tool = tool or make_tool("Model law")
    article = make_passage(tool, "a1", "Protection")
    make_passage(tool, "a1-1", words, "paragraph", article)
    return tool


def make_frozen(tool: Tool | None = None, **fields) -> ToolVersion:
    """A version of a tool as its text is now, in English."""
    tool = tool or make_text()
    at = tool.versions.count() + 1
    given = {"slug": f"version-{number()}", "number": at, "frozen_on": "2008-01-10"}
    version = ToolVersion.objects.create(tool=tool, **{**given, **fields})
    rows = current_rows(tool, "en")
    VersionText.objects.create(version=version, language="en", content=rows_to_json(rows), digest=digest_rows(rows))
    return version


def make_round(version: ToolVersion | None = None, **fields) -> TextRound:
    """A round of comments of all Member States, open until 4 March 2008."""
    version = version or make_frozen()
    state = fields.get("state", "open")
    given: dict = {"slug": f"round-{number()}", "number": version.tool.rounds.count() + 1, "kind": "states"}
    given |= {"all_states": True, "state": state}
    if state != "prepared":
        given |= {"opened_on": "2008-01-15", "closes_at": CLOSES}
    if state == "answered":
        given |= {"answered_on": "2008-01-31"}
    return TextRound.objects.create(tool=version.tool, version=version, **{**given, **fields})


def make_comment(round: TextRound | None = None, text: str = "A comment", **fields) -> PassageComment:
    """A comment on the first paragraph."""
    round = round or make_round()
    given = {"number": round.comments.count() + 1, "passage": "a1-1", "language": "en", "written_at": clock.now()}
    if fields.get("state", "open") != "open":
        given |= {"decided_on": "2008-01-31"}
    return PassageComment.objects.create(round=round, text=text, **{**given, **fields})


def make_expert(round: TextRound | None = None, name: str = "Ada Expert", **fields) -> RoundExpert:
    """An invited expert with name and address."""
    round = round or make_round()
    expert = RoundExpert.objects.create(round=round, number=round.experts.count() + 1, **fields)
    email = f"{name.split()[0].lower()}-{number()}@example.org"
    ExpertDetails.objects.create(expert=expert, name=name, function=f"Judge {name}", email=email)
    return expert


def make_link(expert: RoundExpert, secret: str = "secret", **fields) -> ExpertLink:
    """The link of an expert, opened by a secret."""
    given = {"made_at": clock.now(), "expires_at": datetime(2008, 6, 1, tzinfo=UTC)}
    return ExpertLink.objects.create(expert=expert, digest=digest_of_text(secret), **{**given, **fields})
