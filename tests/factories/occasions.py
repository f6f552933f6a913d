"""Editions, their stages, occasions and what is presented there."""

from datetime import date

from palermo.toolkit.models import Edition, EditionStage, Occasion, Presentation, Tool
from palermo.toolkit.states.stages import Stage
from tests.factories.accounts import make_place
from tests.factories.activities import make_event, make_tool
from tests.factories.common import number, text


def make_edition(stage: str = Stage.DRAFTING, *, tool: Tool | None = None, **fields) -> Edition:
    """A draft in one of the stages, which began in October 2007; its tool has an expert meeting."""
    tool = tool or make_tool(state="under_way")
    given = {"order": number(), "state": "draft", "due_on": date(2008, 2, 12)}
    edition = Edition.objects.create(**{**given, "tool": tool, **fields})
    make_event("Experts", kind="expert_meeting", part_of=tool.activity)
    if stage != Stage.DRAFTING:
        make_stage(edition, stage)
    return edition


def make_stage(edition: Edition | None = None, stage: str = Stage.REVISION, **fields) -> EditionStage:
    """A stage that began in October 2007, with what it needs."""
    edition = edition or make_edition()
    given = {
        "number": edition.stages.count() + 1,
        "began_on": date(2007, 10, 10),
        "reason": text("Reason of the stage"),
    }
    if stage == Stage.CONSULTATION:
        given |= {"consulted": text("Member States"), "until_on": date(2008, 3, 4)}
    if stage == Stage.EXPERTS:
        given["meeting"] = edition.tool.activity.parts.get(event__kind="expert_meeting").event
    return EditionStage.objects.create(**{**given, "edition": edition, "stage": stage, **fields})


def make_occasion(title: str = "Assembly", **fields) -> Occasion:
    """A forum of others, in April 2008."""
    given = {"slug": f"occasion-{number()}", "starts_on": date(2008, 4, 13), "organizer": text(f"{title} organizer")}
    if "place" not in fields:
        given["place"] = make_place()
    return Occasion.objects.create(**{**given, "title": text(title), **fields})


def make_presentation(words: str = "presented", *, edition: Edition | None = None, **fields) -> Presentation:
    """An edition that is presented at an occasion, with the comments received there."""
    given = {"presented": text(words), "comments": text(f"{words} comments"), "comment_count": 3}
    if "occasion" not in fields:
        given["occasion"] = make_occasion(f"{words} occasion")
    return Presentation.objects.create(**{**given, "edition": edition or make_edition(), **fields})
