"""The words of the interface: none that nobody else uses, none that was replaced comes back."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "src/palermo/locale/en/LC_MESSAGES/django.po"

# Labels that readers did not understand, each replaced by the word they know.
REPLACED = (
    "Timeline",
    "Timeline",
    "Find",
    "Search titles",
    "Legislative basis",
    "Upcoming events",
    "Outcomes",
    "Agreed agenda item",
    "No documents available.",
    "Cited in",
    "Not yet cited in a report.",
    "Page not found",
    "Go to the home page",
    "Offline packages",
    "Bundles",
    "Download",
    "Download all documents",
    "Get updates",
    "Subscribe to this calendar.",
    "Manuals, model laws and handbooks: audience and status.",
    "Privacy",
    "How to register",
    "Badge verification keys (JSON)",
    "Action required",
    "No action required: no endorsement is open.",
    "Deliverables due",
    "Upcoming deadlines",
    "agenda pending",
    "documents pending",
    "Speakers awaiting your comments",
    "Not stated",
    "Total",
    "Each stage includes those at later stages. Withdrawn candidates are not counted.",
    "Gender (self-identified)",
    "Justification",
    "Cancel",
    "Nominate a speaker",
    "Invite",
    "Edit description and host",
    "Edit lead and partners",
    "Follow-up: statistics",
    "Status",
    "Overlapping activities",
    "Remove",
    "Unassigned",
    "%(number)s issue",
    "%(came)s of %(accredited)s checked in",
    "Delete local data",
    "Text type",
    "Full text",
    "Type of mandate",
    "Immediate notifications",
    "Database maintenance",
    "This page is public.",
    "Access log",
    "Names",
    "Administration",
    "Import data",
)


def test_no_replaced_label_comes_back() -> None:
    with CATALOGUE.open("rb") as stream:
        messages = {text for message in read_po(stream) for text in _texts(message.id)}
    assert messages.isdisjoint(REPLACED), sorted(messages.intersection(REPLACED))


@pytest.mark.parametrize(
    "words",
    [
        "whoever",
        "somebody",
        "everybody",
        "nobody",
        "is told",
        "are told",
        "how far",
        "is on record.",
        "no more",
        "anew",
    ],
)
def test_no_message_uses_quaint_words(words: str) -> None:
    with CATALOGUE.open("rb") as stream:
        messages = [text for message in read_po(stream) for text in _texts(message.id)]
    assert [text for text in messages if words in text.casefold()] == []


def _texts(message: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)
