"""Where in a text the words asked for stand, and the part of it that shows most of them."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from palermo.search.analyser.asking import Phrase, Query
from palermo.search.analyser.words import Token, find_tokens

Span = tuple[int, int]
_MOST = 60
_EDGE = re.compile(r"[\s。，；：、！？]")
# Of these the snippet is chosen: what stands far behind the first is not looked for.
_FIRST = 24


class Place(NamedTuple):
    """The position of a term."""

    start: int
    end: int
    term: int


def mark(text: str, query: Query, language: str) -> list[Span]:
    """The matches (start, end) in a text, in order and not overlapping; at most sixty."""
    return join_spans((place.start, place.end) for place in islice(_places(text, query, language), _MOST))


def join_spans(spans: Iterator[Span] | list[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _places(text: str, query: Query, language: str) -> Iterator[Place]:
    by_first = _by_first(query)
    begun = {first for first, phrases in by_first.items() for phrase, _ in phrases if phrase == Phrase((first,), True)}
    for token in find_tokens(text, language):
        first = token.word
        phrases = by_first.get(first, [])
        if begun and first[0] in begun and first[0] != first:
            phrases = phrases + by_first[first[0]]
        for phrase, term in phrases:
            if span := _stands(text, language, token, phrase):
                yield Place(*span, term)


def _by_first(query: Query) -> dict[str, list[tuple[Phrase, int]]]:
    phrases: dict[str, list[tuple[Phrase, int]]] = {}
    for at, term in enumerate(query.terms):
        for phrase in term.phrases:
            if phrase.tokens:
                phrases.setdefault(phrase.tokens[0], []).append((phrase, at))
    return phrases


def _stands(text: str, language: str, first: Token, phrase: Phrase) -> Span | None:
    """The position of the phrase in the text, if it begins at its first token."""
    *before, last = phrase.tokens
    # A text is read on from the token only where more than that one is wanted, which is seldom.
    there = list(islice(find_tokens(text, language, first.start), len(phrase.tokens))) if before else [first]
    if len(there) < len(phrase.tokens) or any(t.word != word for t, word in zip(there, before, strict=False)):
        return None
    end = there[-1]
    if phrase.is_begun:
        return (first.start, end.start + 1) if end.word.startswith(last) else None
    return (first.start, end.end) if end.word == last else None


class Snippet(NamedTuple):
    """A part of a text with the places to mark in it."""

    text: str
    marks: list[Span]


def snippet(text: str, query: Query, language: str, width: int = 240) -> Snippet:
    """The part of about `width` characters with most matches; the beginning of the text where there are none."""
    places = list(islice(_places(text, query, language), _FIRST))
    start, end = _bounds(text, _best(places, width), width)
    shown = text[start:end]
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    inside = [(p.start - start, p.end - start) for p in places if p.start >= start and p.end <= end]
    clean, marks = _one_line(shown, join_spans(inside))
    return Snippet(before + clean + after, [(a + len(before), b + len(before)) for a, b in marks])


def _best(places: list[Place], width: int) -> int:
    """The place from which most terms, then most places, are seen."""
    best, at = (0, 0), 0
    for place in places:
        seen = [other for other in places if place.start <= other.start and other.end <= place.start + width * 3 // 4]
        score = (len({other.term for other in seen}), len(seen))
        if score > best:
            best, at = score, place.start
    return at


def _bounds(text: str, at: int, width: int) -> Span:
    """From a little before the place to `width` characters on, at the edges of words where there are any near."""
    start = max(0, min(at - width // 4, len(text) - width))
    end = min(len(text), start + width)
    if start and (blank := _blank(text, start, min(at, start + 25))) >= 0:
        start = blank + 1
    if end < len(text) and (blank := text.rfind(" ", max(at, end - 25), end)) > at:
        end = blank
    return start, end


def _blank(text: str, start: int, end: int) -> int:
    """Where the next word begins: after a blank, or in Chinese after a sign."""
    edge = _EDGE.search(text, start, end)
    return edge.start() if edge else -1


def _one_line(shown: str, marks: list[Span]) -> tuple[str, list[Span]]:
    """Ends of lines as blanks: as many characters as before, so that marks stay where they are."""
    return "".join(" " if character in "\r\n\t" else character for character in shown), marks
