"""The words of the interface: none that nobody else uses, none that was replaced comes back."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

# Its keys are the English words of the interface.
CATALOGUE = Path(__file__).parents[2] / "src/palermo/locale/fr/LC_MESSAGES/django.po"

# Labels that readers did not understand, each replaced by the word they know.
REPLACED = (
    "The line of the year",
    "The line of %(year)s",
    "Find",
    "Find by words of the title",
    "Under whose authority",
    "What happens next",
    "What it produced",
    "Item agreed for another process",
    "No paper of this activity is on record for you.",
    "No paper before this meeting is on record for you.",
    "No paper of this event is on record for you.",
    "Stated in",
    "No paragraph of a report you may read states this yet.",
    "No such page",
    "There is no such page for you",
    "To the first page",
    "Bundles",
    "Bundles, to be read without network",
    "Take it with you",
    "Take it away",
    "Take the papers",
    "Hear of it",
    "A program that is given this address keeps what is public here beside its own entries.",
    "Manuals, model laws and handbooks: for whom they are, and how far they are.",
    "What is kept of you",
    "Who registers whom",
    "Keys to check badges, and those that hold no more (JSON)",
    "What is to be done",
    "Asked of you",
    "Nothing is asked of you at the moment: no endorsement is open.",
    "Owed to Member States",
    "Due: who waits for whom",
    "agenda not out yet",
    "papers not out yet",
    "Proposed speakers on whom your delegation has not advised",
    "not said",
    "All together",
    "Together",
    "Each list holds those of the next. Whoever fell out is counted in none.",
    "Gender, as the person says",
    "Why this person",
    "Leave it as it is",
    "Leave the sign-in",
    "Propose somebody to speak",
    "Invite somebody",
    "Say what it is about and who hosts it",
    "Say who leads and supports",
    "Follow-up, counted",
    "Where it stands",
    "Standing",
    "How far it is",
    "Stands at",
    "Where plans meet",
    "Take the person out of it",
    "In no room",
    "%(number)s thing does not fit",
    "%(came)s of %(accredited)s have come",
    "Forget the list on this device",
    "Whose words these are",
    "What it says, in whole sentences",
    "What is asked, in whole sentences",
    "What is asked",
    "It asks",
    "Letters to those who hear within minutes",
    "Care of the database",
    "You see this because everybody may.",
    "Reads of restricted papers",
    "Who has read it",
    "Back office",
    "Import of tables",
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
