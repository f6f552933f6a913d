"""A version as JSON for programs: what it holds, in every language, with instants beside the hours of the place."""

from collections.abc import Container
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from palermo.governance.states.activities import ActivityState
from palermo.programme.models import ProgrammeRelease
from palermo.programme.schedule.content import Content, ContentItem


def without_papers(content: Content, papers: Container[str]) -> Content:
    """A version with only those of its papers that are among these."""
    return {**content, "items": [_with_papers_among(item, papers) for item in content["items"]]}


def _with_papers_among(item: ContentItem, papers: Container[str]) -> ContentItem:
    held = [slug for slug in item.get("papers", []) if slug in papers]
    row = item.copy()
    row.pop("papers", None)
    if held:
        row["papers"] = held
    return row


def data_of(content: Content, release: ProgrammeRelease, papers: Container[str]) -> dict[str, object]:
    """The version with its number and digest; a paper that the reader may not see is not in it."""
    return {
        **content,
        "version": release.number,
        "released_at": release.released_at.isoformat(),
        "digest": release.digest,
        **_withheld(content),
        "is_cancelled": release.programme.event.activity.state == ActivityState.CANCELLED,
        "items": [_item(item, content, papers) for item in content["items"]],
    }


def _withheld(content: Content) -> dict[str, int]:
    """How many names of confirmed speakers are not given out; the digest is over what was frozen, these among it."""
    parts = [part for item in content["items"] for part in item.get("parts", [])]
    count = sum(part["is_confirmed"] and "person" not in part for part in parts)
    return {"names_withheld": count} if count else {}


def _item(item: ContentItem, content: Content, papers: Container[str]) -> dict[str, object]:
    return {
        **_with_papers_among(item, papers),
        "begins_at": _instant(item, "starts", content),
        "ends_at": _instant(item, "ends", content),
    }


def _instant(item: ContentItem, name: Literal["starts", "ends"], content: Content) -> str:
    hour, zone = time.fromisoformat(item[name]), ZoneInfo(content["time_zone"])
    return datetime.combine(date.fromisoformat(item["day"]), hour, zone).isoformat()
