"""Whether two language versions name the same records, statement by statement.

A language may say "it" where another gives the name again: a name is missed only where the paragraph has not spoken of
its record before. Where one name stands instead of another, that is found even if both were named before.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import language_in_sentence
from palermo.core.speech.signs import comma
from palermo.reporting.checks.exempt import is_exempt
from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.realization.inline import plain
from palermo.reporting.spoken import Mention, Paragraph, Report, Section, Spoken, Table, has_gap
from palermo.reporting.tree import Source


class _Statement(NamedTuple):
    """Words that are compared with the same words in another language."""

    words: Spoken
    mentions: tuple[Mention, ...]


class _Passage(NamedTuple):
    """Statements that are read one after the other: a heading, a paragraph, a table; a section may share its key with
    a paragraph."""

    kind: type[Section | Paragraph | Table]
    key: str
    number: int | None
    statements: tuple[_Statement, ...]

    @property
    def part(self) -> tuple[type, str]:
        """By which the same passage is found in another version."""
        return self.kind, self.key


def compare_mentions(model: Report, other: Report) -> Iterator[Finding]:
    """Where the second version lacks a name or a text of the record that the first one gives, or has another."""
    theirs = {passage.part: passage for passage in _passages(other)}
    for passage in _passages(model):
        there = theirs.get(passage.part)
        if there and not is_exempt(passage.key, other.language.code, "names"):
            yield from _compare(passage, there, model, other)


def _compare(model: _Passage, other: _Passage, of: Report, in_: Report) -> Iterator[Finding]:
    known_there: set[Source] = set()
    known_here: set[Source] = set()
    nothing = _Statement((), ())
    for there, here in zip_longest(model.statements, other.statements, fillvalue=nothing):
        missing, added = _only_in(there, here), _only_in(here, there)
        if has_gap(there.words) or has_gap(here.words):
            # What is missing is named among the problems.
            missing = added = []
        if not (missing and added):
            missing = [each for each in missing if each.of.source not in known_here]
            added = [each for each in added if each.of.source not in known_there]
        for what, found in (
            (_("Only in %(language)s: %(what)s"), missing),
            (_("Only here, not in %(language)s: %(what)s"), added),
        ):
            if found:
                details = {
                    "language": language_in_sentence(of.language.code),
                    "what": comma().join(each.words for each in found),
                }
                lang = in_.language.code
                yield Finding(Kind.AGREEMENT, other.key, other.number, lang, what % details, plain(here.words))
        known_there.update(each.of.source for each in there.mentions)
        known_here.update(each.of.source for each in here.mentions)


def _only_in(statement: _Statement, other: _Statement) -> list[Mention]:
    """What the first names and the second does not, each record once."""
    named = {each.of for each in other.mentions}
    return list({each.of: each for each in reversed(statement.mentions) if each.of not in named}.values())[::-1]


def _passages(report: Report) -> Iterator[_Passage]:
    for paragraph in report.summary:
        yield _of_paragraph(paragraph)
    for section in report.sections:
        yield _of_heading(section)
        for block in section.blocks:
            yield _of_table(block) if isinstance(block, Table) else _of_paragraph(block)


def _of_heading(section: Section) -> _Passage:
    return _Passage(Section, section.key, None, (_Statement(section.title, section.mentions),))


def _of_paragraph(paragraph: Paragraph) -> _Passage:
    clauses = (_Statement(each.content, each.mentions) for each in paragraph.clauses)
    under = (_Statement(each.content, each.mentions) for each in paragraph.subparagraphs)
    return _Passage(Paragraph, paragraph.key, paragraph.number, (*clauses, *under))


def _of_table(table: Table) -> _Passage:
    return _Passage(Table, table.key, None, (_Statement(table.caption, table.mentions),))
