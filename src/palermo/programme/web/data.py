"""A version as JSON for programs: what it holds, in every language, with instants beside the hours of the place."""

from collections.abc import Container
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from palermo.governance.states.activities import ActivityState
from palermo.programme.models import ProgrammeRelease
from palermo.programme.schedule.content import Content


def without_papers(content: Content, papers: Container[str]) -> Content:
    """What a version says, with those of its papers only that are among these."""
    return {**content, "items": [_with(item, papers) for item in content["items"]]}


def _with(item: Content, papers: Container[str]) -> Content:
    held = [slug for slug in item.get("papers", []) if slug in papers]
    return {**{name: value for name, value in item.items() if name != "papers"}, **({"papers": held} if held else {})}


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


def _withheld(content: Content) -> Content:
    """How many names of confirmed speakers are not given out; the digest is over what was frozen, these among it."""
    parts = [part for item in content["items"] for part in item.get("parts", [])]
    count = sum(part["is_confirmed"] and "person" not in part for part in parts)
    return {"names_withheld": count} if count else {}


def _item(item: Content, content: Content, papers: Container[str]) -> Content:
    return {
        **_with(item, papers),
        "begins_at": _instant(item, "starts", content),
        "ends_at": _instant(item, "ends", content),
    }


def _instant(item: Content, name: str, content: Content) -> str:
    hour, zone = time.fromisoformat(item[name]), ZoneInfo(content["time_zone"])
    return datetime.combine(date.fromisoformat(item["day"]), hour, zone).isoformat()
