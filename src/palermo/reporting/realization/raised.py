"""Letters that stand raised, as in French papers: "1er août" and "no 39574" with a small "er" and "o"."""

import re
from collections.abc import Iterator

from palermo.reporting.spoken import NoteCall, Run, Spoken
from palermo.site.docx.text import Style

# The raised letters are the last group.
_RAISED = {"fr": re.compile(r"\b(\d+)(er|re|e)\b|\b([Nn])(os?)(?=\s\d)")}


def raise_letters(spoken: Spoken, lang: str) -> Spoken:
    """Words with the letters raised that the language raises; those of symbols and gaps are left alone."""
    pattern = _RAISED.get(lang)
    return spoken if pattern is None else tuple(part for run in spoken for part in _split(run, pattern))


def _split(part: Run | NoteCall, pattern: re.Pattern[str]) -> Iterator[Run | NoteCall]:
    if isinstance(part, NoteCall) or part.style is not Style.PLAIN:
        yield part
        return
    at = 0
    for match in pattern.finditer(part.text):
        start, end = match.span(match.lastindex or 0)
        yield from (Run(part.text[at:start]), Run(part.text[start:end], Style.RAISED))
        at = end
    if at < len(part.text):
        yield Run(part.text[at:])
