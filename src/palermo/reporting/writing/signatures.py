"""What a generated sentence takes from the record, as a digest for one language: it changes when the record does.

Not the words themselves: a name is given in full or in short by what stands before it, so that words may change
although the record does not.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from palermo.core.text import MultilingualText
from palermo.reporting import tree

LENGTH = 16


class Statement(NamedTuple):
    """A generated sentence that an officer's text rests on: what it took from the record, and its words then.

    `name` finds the same sentence again when its content has changed.
    """

    name: str
    signature: str
    words: str
    facts: tuple[tree.Fact, ...] = ()


def sign_clause(clause: tree.Clause, language: str) -> str:
    """The digest of what a sentence takes from the record in one language."""
    return _digest(_plain(clause.content, language))


def sign_table(table: tree.Table, language: str) -> str:
    """The digest of what a table takes from the record in one language."""
    lines = (table.caption, *table.headings, *(cell for row in table.rows for cell in row))
    return _digest([[_plain(node, language) for node in line] for line in lines])


def name_clause(clause: tree.Clause) -> str:
    """By what a sentence is known: its pattern, or the field of the record that it prints, and the first record in it.

    The same from one state of the record to another, as long as the sentence is about the same thing.
    """
    source = f"{clause.facts[0].kind}/{clause.facts[0].id}" if clause.facts else ""
    match clause.content:
        case tree.Message(key):
            return f"{key}|{source}"
        case tree.RecordText(_, of, field):
            return f"{of.kind}/{of.id}.{field}|{source}"
    return f"{type(clause.content).__name__}|{source}"


def name_clauses(clauses: Sequence[tree.Clause]) -> list[str]:
    """The names of the sentences of a paragraph, with a number where several would have the same."""
    seen: dict[str, int] = {}
    names = []
    for clause in clauses:
        name = name_clause(clause)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:LENGTH]


def _plain(node: tree.Argument, language: str) -> object:
    match node:
        case str() | int():
            return node
        case tree.RecordText(text, of, field):
            return ["text", of.kind, of.id, field, text.get(language, "")]
        case tree.Name():
            return ["name", node.fact.kind, node.fact.id, node.fact.field, *_names(node, language)]
        case tree.Day(on):
            return ["day", str(on.value), str(on.precision)]
        case tree.Days(first, last):
            return ["days", str(first), str(last)]
        case tree.DayList(days):
            return ["days", *map(str, days)]
        case tree.Periods(periods):
            return ["periods", *([str(first), str(last)] for first, last in periods)]
        case tree.Symbol(text):
            return ["symbol", text]
        case tree.Listed(items):
            return ["list", *(_plain(item, language) for item in items)]
        case tree.Emphasis(content) | tree.Note(content):
            return [type(node).__name__, *(_plain(part, language) for part in content)]
        case tree.Message(key, args):
            return ["message", key, {name: _plain(argument, language) for name, argument in args.items()}]
        case tree.Written():
            return ["written", node.words]
    raise TypeError(f"expected a node of a sentence, found {node!r}")


def _names(name: tree.Name, language: str) -> list[object]:
    texts: list[MultilingualText] = [name.full, name.short, name.acronym]
    cases: list[Mapping[str, str]] = [name.full_cases, name.short_cases] if language == "ru" else []
    return [*(text.get(language, "") for text in texts), *(dict(sorted(each.items())) for each in cases)]
