"""Schedule XML as the same objects and lists as schedule JSON. Knows nothing of Django, as `reader` has it."""

from lxml import etree

from palermo.core.limited_process.trees import Misfit, json_tree, xml_root

# Where a file that was written here keeps what the format has no place for.
OWN = "palermo"
# Marks a schedule that was read from XML, not from JSON.
XML = "xml"
TEXTS = (
    *("room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "language"),
    *("description", "url", "feedback_url", "logo"),
)


def schedule_in(content: bytes) -> dict[str, object]:
    """The schedule, shaped as the JSON of the same systems is.

    Raises
    ------
    Misfit
        If it is no XML, has a document type, or is no schedule.
    """
    root = xml_root(content)
    if root.tag != "schedule":
        raise Misfit("the element “schedule”", str(root.tag))
    conference = root.find("conference")
    days = [_day(day) for day in root.findall("day")]
    held: dict[str, object] = {
        "version": root.findtext("version", ""),
        "conference": {**({} if conference is None else _conference(conference)), "days": days},
    }
    for own in root.iterchildren(etree.PI):
        if own.target == OWN:
            held[OWN] = _own(own)
    return {"form": XML, "schedule": held}


def _own(node: etree._Element) -> object:
    try:
        return json_tree(node.text or "")
    except Misfit:
        raise Misfit("what was written here as it was written", "a changed processing instruction “palermo”") from None


def _conference(node: etree._Element) -> dict[str, object]:
    names = ("title", "acronym", "start", "end", "time_zone_name", "logo")
    return {each: words for each in names if (words := _words(node.find(each)))}


def _day(node: etree._Element) -> dict[str, object]:
    rooms: dict[str, list[dict[str, object]]] = {}
    guids = {}
    for room in node.findall("room"):
        rooms.setdefault(room.get("name", ""), []).extend(_event(event) for event in room.findall("event"))
        if room.get("guid"):
            guids[room.get("name", "")] = room.get("guid")
    return {"date": node.get("date"), "rooms": rooms, "room_guids": guids, "line": node.sourceline}


def _event(node: etree._Element) -> dict[str, object]:
    return {
        **{each: node.get(each) for each in ("guid", "id", "code") if node.get(each)},
        **{each: words for each in TEXTS if (words := _words(node.find(each)))},
        "persons": [_person(person) for person in node.findall("persons/person")],
        "links": [_link_data(link) for link in node.findall("links/link")],
        "attachments": [_link_data(link) for link in node.findall("attachments/attachment")],
        "recording_license": _words(node.find("recording/license")),
        "do_not_record": _words(node.find("recording/optout")) == "true",
        "line": node.sourceline,
    }


def _person(node: etree._Element) -> dict[str, object]:
    return {**{each: node.get(each) for each in ("guid", "id") if node.get(each)}, "name": _words(node)}


def _link_data(node: etree._Element) -> dict[str, object]:
    return {"url": node.get("href", ""), "title": _words(node)}


def _words(node: etree._Element | None) -> str:
    return "" if node is None else "".join(str(part) for part in node.itertext()).strip()
