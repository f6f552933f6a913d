"""Every noun of the record is in the glossary, under its name on screen or, in brackets, under its name in code."""

import re
from pathlib import Path

from django.apps import apps

GLOSSARY = Path(__file__).parents[2] / "docs" / "reference" / "glossary.md"
# Parts of a word that the glossary explains, or what every site has.
EXPLAINED_ELSEWHERE = {
    "Alias": "Symbol",
    "Audit event": "Act",
    "Bundled record": "Offline package",
    "Chain head": "Act",
    "Document alias": "Symbol",
    "Feedback answer": "Feedback form",
    "Feedback link": "Feedback form",
    "Feedback question": "Feedback form",
    "Feedback sheet": "Feedback form",
    "Former name": "State",
    "Index entry": "Index",
    "Index standing": "Index",
    "Index text": "Index",
    "Initiative": "Activity",
    "Issued file": "Report",
    "Issued text": "Report",
    "Meeting paper": "Document",
    "Offline bundle": "Offline package",
    "Organisation": "Membership",
    "Participant name": "Participant",
    "Place": "Locative",
    "Speaker contact": "Speaker link",
    "State": "Membership",
    "Sent form": "Act",
    "Text confirmed": "Text gap",
    "Text gap mark": "Text gap",
    "Title word": "Index",
    "Treaty": "Document",
    "Undo offer": "Undo",
    "User": "Posting",
    "Word part": "Index",
}


def _terms_and_code_names():
    entries = re.findall(r"^\| \*\*(.+?)\*\*(.*?) \|", GLOSSARY.read_text(), re.M)
    terms = {term for term, _rest in entries}
    return terms | {_as_words(name) for _term, rest in entries for name in re.findall(r"`(\w+)`", rest)}


def _as_words(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def test_entries_are_in_order():
    entries = re.findall(r"^\| \*\*(.+?)\*\*", GLOSSARY.read_text(), re.M)
    assert entries == sorted(entries, key=str.casefold)


def test_every_model_is_a_word_of_the_glossary():
    names = {
        _as_words(model.__name__)
        for model in apps.get_models()
        if model.__module__.startswith("palermo.") and "page" not in model.__name__.lower()
    }
    assert names - set(EXPLAINED_ELSEWHERE) - _terms_and_code_names() == set()
