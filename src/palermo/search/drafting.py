"""Drafts as entries and as tokens."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from palermo.core.dates import DatePrecision
from palermo.search import reach
from palermo.search.analyser.naming import name_tokens
from palermo.search.analyser.version import VERSION
from palermo.search.analyser.words import index_tokens
from palermo.search.engines.wanted import EntryWords
from palermo.search.models import IndexEntry
from palermo.search.probing import reaches
from palermo.search.sources import Draft, SearchSource

# Between the title and each symbol, so that nothing is found that stands in two of them.
_BETWEEN = " ¶ "


class NewEntry(NamedTuple):
    """An entry that is to be, without its number, and the draft it was made from."""

    entry: IndexEntry
    draft: Draft


def new_entries(source: SearchSource, pks: Sequence[int]) -> list[NewEntry]:
    """What is to be indexed of these records; nothing of what nobody sees."""
    reached = reaches(source, pks)
    drafts = source.drafts(source.model._default_manager.filter(pk__in=list(reached)))
    return [_new_entry(source, draft, reached[draft.record]) for draft in drafts if draft.record in reached]


def _new_entry(source: SearchSource, draft: Draft, words: tuple[str, ...]) -> NewEntry:
    entry = IndexEntry(
        kind=source.slug,
        record=draft.record,
        language=draft.language,
        title=draft.title,
        body=draft.body,
        day=draft.on.value if draft.on else None,
        precision=draft.on.precision if draft.on else DatePrecision.DAY,
        audience=draft.audience,
        reach=" ".join(words),
        digest=_digest(draft, words),
    )
    return NewEntry(entry, draft)


def _digest(draft: Draft, words: Iterable[str]) -> str:
    content = repr((VERSION, reach.VERSION, draft, tuple(words)))
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def entry_words(new: NewEntry) -> EntryWords:
    """The words of an entry that has its number."""
    entry, draft = new
    title = _BETWEEN.join(filter(None, (index_tokens(each, draft.language) for each in (draft.title, *draft.symbols))))
    names = _BETWEEN.join(filter(None, (name_tokens(each) for each in (draft.title, *draft.symbols))))
    return EntryWords(entry.id, title, index_tokens(draft.text, draft.language), _marks(entry), names)


def _marks(entry: IndexEntry) -> str:
    marks = [entry.reach, mark_of("kind", entry.kind), mark_of("language", entry.language)]
    marks += [mark_of("year", str(entry.day.year))] if entry.day else []
    marks += [mark_of(facet, value) for facet, value in (("body", entry.body), ("audience", entry.audience)) if value]
    return " ".join(marks)


def mark_of(facet: str, value: str) -> str:
    """The word of a value that results may be narrowed to: one token, whatever the value is."""
    return f"{facet}·" + "".join(c if c.isalnum() and c.isascii() else f"·{ord(c):x}·" for c in value.lower())
