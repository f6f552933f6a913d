"""What the record gives for each paragraph now, and what it gave when an officer wrote there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from pydantic import TypeAdapter

from palermo.core.languages import BY_CODE
from palermo.reporting import tree
from palermo.reporting.realization.inline import plain, realize_all
from palermo.reporting.realization.telling import Telling
from palermo.reporting.writing.signatures import Statement, name_clauses, sign_clause, sign_table

TABLE = "table"
_STATEMENTS = TypeAdapter(tuple[Statement, ...])


class Difference(Enum):
    """How a sentence of the record differs from what a text rests on."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class StatementChange:
    """What the record said when a text was written, and what it says now."""

    difference: Difference
    then: Statement | None
    now: Statement | None


def read_basis(stored: Sequence[object]) -> tuple[Statement, ...]:
    """Statements as they were stored."""
    return _STATEMENTS.validate_python([tuple(each) if isinstance(each, list) else each for each in stored])


def plain_basis(statements: Sequence[Statement]) -> list[list[object]]:
    """Statements as they are stored."""
    plain_values: list[list[object]] = _STATEMENTS.dump_python(tuple(statements), mode="json")
    return plain_values


def statements_of(generated: tree.Paragraph | tree.Table | None, language: str) -> tuple[Statement, ...]:
    """The sentences that the record gives for a paragraph, in one language."""
    if generated is None:
        return ()
    if isinstance(generated, tree.Table):
        return (Statement(TABLE, sign_table(generated, language), "", ()),)
    clauses = (*generated.clauses, *(clause for part in generated.subparagraphs for clause in part.clauses))
    return tuple(
        Statement(name, sign_clause(clause, language), speak_clause(clause, language), clause.facts)
        for name, clause in zip(name_clauses(clauses), clauses, strict=True)
    )


def speak_clause(clause: tree.Clause, language: str) -> str:
    """A sentence on its own: every name in full."""
    return plain(realize_all((clause.content,), Telling(BY_CODE[language])))


class FactIndex:
    """Every fact that the record gives to a report, with what it gives and the words for it, in one language.

    A name or a text of the record is its own value; what stands in no words of its own, such as a date, is known by
    the sentences that state it.
    """

    def __init__(self, report: tree.Report, language: str) -> None:
        self._report, self._language = report, language

    def statement(self, fact: tree.Fact) -> Statement:
        """What the record says of a fact now; without words where no sentence of the report states it any more."""
        found = self._found.get(fact, {})
        return Statement(fact_name(fact), "+".join(sorted(found)), next(iter(found.values()), ""), (fact,))

    @cached_property
    def _found(self) -> Mapping[tree.Fact, dict[str, str]]:
        named: dict[tree.Fact, dict[str, str]] = {}
        stated: dict[tree.Fact, dict[str, str]] = {}
        for clause in _clauses(self._report):
            own = dict(_values(clause.content, self._language))
            for fact, (signature, words) in own.items():
                named.setdefault(fact, {})[signature] = words
            for fact in clause.facts:
                if fact not in own:
                    signature = sign_clause(clause, self._language)
                    if signature not in stated.setdefault(fact, {}):
                        stated[fact][signature] = speak_clause(clause, self._language)
        return {**stated, **named}


def fact_name(fact: tree.Fact) -> str:
    """By what the statement of a single fact is known."""
    return f"fact|{fact.kind}/{fact.id}.{fact.field}"


def changes_since(
    basis: Sequence[Statement], now: Sequence[Statement], stated: frozenset[tree.Fact] | None
) -> list[StatementChange]:
    """What the record says otherwise than when a text was written.

    Parameters
    ----------
    basis : sequence of Statement
        What the text rests on.
    now : sequence of Statement
        What the record gives for the same paragraph and facts.
    stated : frozenset of Fact or None
        The facts that the text still states: what it no longer says is not compared. None of a table, which is
        compared as a whole.

    Returns
    -------
    list of StatementChange
        In the order of the basis, what is new last.
    """
    given = {each.name: each for each in now}
    changes = []
    for then in basis:
        if stated is not None and not stated.intersection(then.facts):
            continue
        found = given.get(then.name)
        if found is None or (not found.signature and then.signature):
            changes.append(StatementChange(Difference.GONE, then, None))
        elif found.signature != then.signature:
            changes.append(StatementChange(Difference.CHANGED, then, found))
    known = {each.name for each in basis}
    new = (each for each in now if each.name not in known)
    return [*changes, *(StatementChange(Difference.NEW, None, each) for each in new)]


def _clauses(report: tree.Report) -> Iterator[tree.Clause]:
    blocks = [*report.summary, *(block for section in report.sections for block in section.blocks)]
    for block in blocks:
        if isinstance(block, tree.Paragraph):
            yield from block.clauses
            yield from (clause for part in block.subparagraphs for clause in part.clauses)


def _values(node: tree.Argument, language: str) -> Iterator[tuple[tree.Fact, tuple[str, str]]]:
    """The names and texts of the record in a sentence: their fact, digest and words."""
    match node:
        case tree.RecordText(text, of, field):
            clause = tree.Clause(node, (fact := tree.Fact(of.kind, of.id, field),))
            yield fact, (sign_clause(clause, language), text.get(language, ""))
        case tree.Name():
            yield node.fact, (sign_clause(tree.Clause(node, (node.fact,)), language), node.full.get(language, ""))
        case tree.Listed(items):
            for item in items:
                yield from _values(item, language)
        case tree.Emphasis(content) | tree.Note(content):
            for part in content:
                yield from _values(part, language)
        case tree.Message(_, args):
            for argument in args.values():
                yield from _values(argument, language)
