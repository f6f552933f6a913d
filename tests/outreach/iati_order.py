"""What the standard requires of an activity, in our own words: which elements there may be, in which order, how often.

The schema of the standard is not kept here; `palermo iati --schema` checks a file against it.
"""

import re

from lxml import etree

ONE, SOME, MANY, ANY = "exactly one", "at most one", "one or more", "any number"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ACTIVITY = (
    ("iati-identifier", ONE),
    ("reporting-org", ONE),
    ("title", ONE),
    ("description", MANY),
    ("participating-org", MANY),
    ("activity-status", ONE),
    ("activity-date", MANY),
    ("activity-scope", SOME),
    ("recipient-country", ANY),
    ("recipient-region", ANY),
    ("sector", ANY),
    ("transaction", ANY),
    ("document-link", ANY),
    ("result", ANY),
)
PARTS = {
    "iati-activities": (("iati-activity", MANY),),
    "iati-activity": ACTIVITY,
    "transaction": (
        ("transaction-type", ONE),
        ("transaction-date", ONE),
        ("value", ONE),
        ("description", SOME),
        ("provider-org", SOME),
        ("receiver-org", SOME),
    ),
    "document-link": (("title", ONE), ("category", MANY)),
    "result": (("title", ONE), ("indicator", MANY)),
    "indicator": (("title", ONE), ("period", ANY)),
    "period": (("period-start", ONE), ("period-end", ONE), ("actual", ANY)),
    "actual": (("comment", SOME),),
    **dict.fromkeys(("title", "description", "reporting-org", "comment"), (("narrative", MANY),)),
    **dict.fromkeys(("participating-org", "provider-org", "receiver-org"), (("narrative", ANY),)),
}
REQUIRED = {
    "iati-activities": {"version"},
    "reporting-org": {"ref", "type"},
    "participating-org": {"role"},
    "activity-status": {"code"},
    "activity-date": {"type", "iso-date"},
    "activity-scope": {"code"},
    "recipient-country": {"code"},
    "recipient-region": {"code"},
    "sector": {"code"},
    "transaction-type": {"code"},
    "transaction-date": {"iso-date"},
    "value": {"value-date"},
    "document-link": {"format", "url"},
    "category": {"code"},
    "result": {"type"},
    "indicator": {"measure"},
    "period-start": {"iso-date"},
    "period-end": {"iso-date"},
}
LIMITS = {ONE: (1, 1), SOME: (0, 1), MANY: (1, 10_000), ANY: (0, 10_000)}


def faults(content: bytes) -> list[str]:
    """What of a file contradicts the standard, in the order of the file."""
    return [fault for element in etree.fromstring(content).iter() for fault in _faults_of(element)]


def _faults_of(element) -> list[str]:
    found = [child.tag for child in element]
    expected = PARTS.get(element.tag, ())
    names = [name for name, _often in expected]
    wrong = [f"{element.tag}: {each} is not expected" for each in found if each not in names]
    if not wrong and found != sorted(found, key=names.index):
        wrong.append(f"{element.tag}: {found} is not in order")
    for name, often in expected:
        least, most = LIMITS[often]
        if not least <= found.count(name) <= most:
            wrong.append(f"{element.tag}: expected {often} {name}, found {found.count(name)}")
    wrong += [f"{element.tag}: no {each}" for each in REQUIRED.get(element.tag, set()) - set(element.attrib)]
    days = [element.get(name) for name in ("iso-date", "value-date") if element.get(name)]
    wrong += [f"{element.tag}: {day} is no date" for day in days if not DAY.fullmatch(day)]
    return wrong
