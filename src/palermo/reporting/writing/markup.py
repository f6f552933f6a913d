"""The words of a paragraph as an officer edits them: plain text with three marks.

`*words*` stand out, `[^words]` is a footnote, a line that begins with `- ` is a subparagraph. A backslash before a mark
makes it an ordinary sign. Symbols need no mark: those of United Nations documents are recognized, and so is what the
record gives as a symbol or a number of a decision.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from palermo.reporting import spoken, tree
from palermo.reporting.writing.links import Link, LinkedText, join
from palermo.site.docx.text import Style

SUBPARAGRAPH = "- "
# Letters, strokes and a figure at the end: "A/RES/55/25", "E/CN.15/2008/CRP.2", "CTOC/COP/2006/14/Add.1".
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/])[A-Z]{1,5}/(?:[A-Za-z0-9.()]+/)*[A-Za-z.()]*\d[A-Za-z0-9]*(?:\([A-Z]+\))?(?![A-Za-z0-9/])"
)
_MARKS = re.compile(r"\\(?P<sign>[\\*\[\]-])|(?P<emphasis>\*)|(?P<note>\[\^)|(?P<end>\])")
_TO_ESCAPE = re.compile(r"[\\*]|\[\^|^- ", re.MULTILINE)
_BETWEEN = {"zh": ""}


@dataclass(frozen=True)
class WrittenLine:
    """A paragraph or one of its subparagraphs: its words, and the facts that they rest on."""

    content: tree.Written
    facts: tuple[tree.Fact, ...]


class MarkupError(ValueError):
    """Marks that do not fit together; `at` is the place of the sign that is wrong."""

    def __init__(self, at: int, mark: str) -> None:
        super().__init__(f"expected the end of {mark!r} that begins at sign {at}, found the end of the text")
        self.at, self.mark = at, mark


def parse(text: LinkedText, symbols: Iterable[str] = ()) -> list[WrittenLine]:
    """The paragraph and its subparagraphs, one after the other.

    Parameters
    ----------
    text : LinkedText
        With marks.
    symbols : iterable of str
        Words that are symbols beside those of United Nations documents: the number of a decision.

    Returns
    -------
    list of WrittenLine
        The paragraph first; its subparagraphs follow.

    Raises
    ------
    MarkupError
        Where emphasis or a note does not end.
    """
    pattern = _symbol_pattern(symbols)
    return [_parse_line(line, pattern) for line in _lines(text)]


def write_out(block: spoken.Paragraph, notes: Mapping[int, spoken.Footnote], language: str) -> LinkedText:
    """A paragraph as it reads now, with marks, each sentence linked to the facts that it states."""
    first = _write_clauses(block.clauses, notes, language)
    others = [_write_clauses(part.clauses, notes, language, SUBPARAGRAPH) for part in block.subparagraphs]
    return join([first, *others], "\n")


def write_words(words: spoken.Spoken, notes: Mapping[int, spoken.Footnote]) -> str:
    """Words with marks, such as those of a cell of a table."""
    return "".join(_write_part(part, notes) for part in words)


def symbols_in(block: spoken.Paragraph) -> list[str]:
    """What stands as a symbol in a paragraph."""
    lines = (block.content, *(part.content for part in block.subparagraphs))
    runs = (run for line in lines for run in line if isinstance(run, spoken.Run))
    return list(dict.fromkeys(run.text for run in runs if run.style is Style.SYMBOL))


def escape(words: str) -> str:
    """Words in which no sign is taken for a mark."""
    return _TO_ESCAPE.sub(lambda found: "\\" + found[0], words)


def _write_clauses(
    clauses: Iterable[spoken.Clause], notes: Mapping[int, spoken.Footnote], language: str, start: str = ""
) -> LinkedText:
    sentences = [_write_clause(clause, notes) for clause in clauses]
    return join([LinkedText(start), join(sentences, _BETWEEN.get(language, " "))])


def _write_clause(clause: spoken.Clause, notes: Mapping[int, spoken.Footnote]) -> LinkedText:
    text = write_words(clause.content, notes)
    links, at, named = list[Link](), 0, set[tree.Fact]()
    for mention in clause.mentions:
        words = escape(mention.words)
        # At the beginning of a sentence it has a capital.
        spellings = (words, words[:1].upper() + words[1:])
        places = [text.find(each, start) for start in (at, 0) for each in spellings]
        if (found := next((place for place in places if place >= 0), None)) is not None:
            links.append(Link(found, found + len(words), mention.of))
            named.add(mention.of)
            at = found + len(words)
    # What stands in no words of its own, such as a date, is stated by the whole sentence.
    links += [Link(0, len(text), fact) for fact in clause.facts if fact not in named]
    return LinkedText(text, tuple(sorted(links)))


def _write_part(part: spoken.Run | spoken.NoteCall, notes: Mapping[int, spoken.Footnote]) -> str:
    if isinstance(part, spoken.NoteCall):
        note = notes.get(part.number or 0)
        return f"[^{write_words(note.content, notes)}]" if note else ""
    words = escape(part.text)
    return f"*{words}*" if part.style is Style.EMPHASIS else words


def _lines(text: LinkedText) -> Iterator[LinkedText]:
    """The paragraph, then each subparagraph without its mark; other line breaks are spaces."""
    starts = [0, *(found.end() for found in re.finditer(r"(?:^|\n)- ", text.text))]
    ends = [*(found.start() for found in re.finditer(r"(?:^|\n)- ", text.text)), len(text.text)]
    for start, end in zip(starts, ends, strict=True):
        words = text.text[start:end]
        lead = len(words) - len(words.lstrip())
        part = text.part(start + lead, start + len(words.rstrip()))
        yield LinkedText(part.text.replace("\r", "").replace("\n", " "), part.links)


def _symbol_pattern(symbols: Iterable[str]) -> re.Pattern[str]:
    given = sorted({each for each in symbols if each}, key=lambda each: (-len(each), each))
    own = "|".join(rf"(?<![A-Za-z0-9/]){re.escape(each)}(?![A-Za-z0-9/])" for each in given)
    return re.compile(f"{own}|{_SYMBOL.pattern}") if own else _SYMBOL


def _parse_line(line: LinkedText, symbols: re.Pattern[str]) -> WrittenLine:
    names = tuple((link.fact, plain_words(line.text[link.start : link.end])) for link in line.links)
    parts, _end = _parse_until(line.text, 0, "", symbols)
    return WrittenLine(tree.Written(tuple(parts), names), line.facts)


def plain_words(text: str) -> str:
    """Words without marks and notes."""
    return re.sub(r"\\([\\*\[\]-])", r"\1", re.sub(r"\[\^[^\]]*\]|(?<!\\)\*", "", text))


def _parse_until(text: str, at: int, end: str, symbols: re.Pattern[str]) -> tuple[list[tree.Inline | str], int]:
    """Parts up to the mark `end`, or up to the end of the text, and where they end."""
    parts, words, start = list[tree.Inline | str](), "", at
    while at < len(text):
        found = _MARKS.search(text, at)
        words += text[at : found.start() if found else None]
        if found is None:
            at = len(text)
            break
        at = found.end()
        if found["sign"]:
            words += found["sign"]
        elif (found["emphasis"] and end == "*") or (found["end"] and end == "]"):
            return [*parts, *_with_symbols(words, symbols)], at
        elif found["end"] or (found["note"] and end == "]"):
            words += found[0]
        else:
            inner, at = _parse_until(text, at, "*" if found["emphasis"] else "]", symbols)
            node = tree.Emphasis if found["emphasis"] else tree.Note
            parts += [*_with_symbols(words, symbols), node((tree.Written(tuple(inner)),))]
            words = ""
    if end:
        raise MarkupError(start, "*" if end == "*" else "[^")
    return [*parts, *_with_symbols(words, symbols)], at


def _with_symbols(words: str, symbols: re.Pattern[str]) -> Iterator[tree.Inline | str]:
    at = 0
    for found in symbols.finditer(words):
        if found.start() > at:
            yield words[at : found.start()]
        yield tree.Symbol(found[0])
        at = found.end()
    if at < len(words):
        yield words[at:]
