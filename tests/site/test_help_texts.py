"""Help beside a field is read at a glance: short sentences in ordinary words, each with its full stop."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils import translation

import palermo
from tests.slices import ACTIONS

SOURCE = Path(palermo.__file__).parent
# Its keys are the English words of the interface.
CATALOGUE = SOURCE / "locale/fr/LC_MESSAGES/django.po"
MOST_WORDS = 25  # a sentence
END_OF_SENTENCE = re.compile(r"(?<=[.?!])\s+")
# Words of offices and of programmers, each with one that everybody knows.
JARGON = {
    "utilize": "use",
    "prior to": "before",
    "in order to": "to",
    "pursuant to": "under",
    "in respect of": "about",
    "aforementioned": "this",
    "herein": "here",
    "thereof": "of it",
    "hereby": "",
    "commence": "begin",
    "via": "by",
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "name them",
    "slug": "identifier",
    "string": "text",
    "boolean": "yes or no",
    "null": "empty",
    "parameter": "setting",
    "instance": "record",
    "object": "record",
    "database": "record",
    "token": "link",
    "hash": "digest",
    "timestamp": "time",
    "regex": "pattern",
}


def _strings(node: ast.expr) -> Iterator[str]:
    """The texts of an expression: what is translated, what a condition chooses from, what is filled in."""
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.Call(args=arguments):
            for each in arguments:
                yield from _strings(each)
        case ast.BinOp(left=pattern):
            yield from _strings(pattern)
        case ast.IfExp(body=one, orelse=other):
            yield from _strings(one)
            yield from _strings(other)


def _is_help(node: ast.AST) -> bool:
    """Whether a text is given as help: as an argument, or set on a field later."""
    set_on = [each.attr for each in getattr(node, "targets", []) if isinstance(each, ast.Attribute)]
    return "help_text" in (getattr(node, "arg", ""), *set_on)


def _texts_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword | ast.Assign) and _is_help(node):
            yield from _strings(node.value)


def help_texts() -> list[str]:
    """Every help text in English: those in the sources, and those that kinds of fields bring along."""
    written = {text for path in SOURCE.rglob("*.py") if "migrations" not in path.parts for text in _texts_in(path)}
    with translation.override("en"):
        shown = {str(field.help_text) for act in ACTIONS.values() for field in act.form.base_fields.values()}
    return sorted((written | shown) - {""})


def test_there_are_as_many_as_fields_that_need_them():
    assert len(help_texts()) >= 65


def test_each_is_in_the_catalogue():
    with CATALOGUE.open(encoding="utf-8") as file:
        messages = {str(message.id) for message in read_po(file)}
    assert [text for text in help_texts() if text not in messages] == []


def test_no_sentence_is_long():
    sentences = [sentence for text in help_texts() for sentence in END_OF_SENTENCE.split(text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > MOST_WORDS] == []


def test_each_ends_with_a_full_stop():
    assert [text for text in help_texts() if not text.endswith((".", "?"))] == []


def test_none_uses_jargon():
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, JARGON)) + r")(?!\w)", re.IGNORECASE)
    assert [(text, found[0]) for text in help_texts() if (found := pattern.search(text))] == []
