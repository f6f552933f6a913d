"""Runs of words, footnote calls, fields and paragraphs."""

from collections.abc import Iterable

from docx.oxml.ns import qn

from palermo.reporting.spoken import Footnote, NoteCall, Run
from palermo.site.docx.faces import Face
from palermo.site.docx.notes import raised_run
from palermo.site.docx.text import run
from palermo.site.docx.xml import Element, w, words

# Notes with a mark are numbered apart, so their ids begin far behind those of the footnotes.
_FIRST_MARKED = 1000


def note_id(note: NoteCall | Footnote) -> int:
    """The number by which a call finds its note in the file."""
    return _FIRST_MARKED + len(note.mark) if note.number is None else note.number


def settle_note_ids(document: Element) -> dict[int, int]:
    """Number the calls of notes through the document, since some word processors count instead of reading the number.

    Gives the number in the document for the number each note had.
    """
    settled: dict[int, int] = {}
    for call in document.iter(qn("w:footnoteReference")):
        key = int(call.get(qn("w:id")))
        call.set(qn("w:id"), str(settled.setdefault(key, len(settled) + 1)))
    return settled


def spoken_runs(parts: Iterable[Run | NoteCall], face: Face) -> list[Element]:
    """Everything that a line says, as runs."""
    runs: list[Element] = []
    for part in parts:
        runs += _call(part, face) if isinstance(part, NoteCall) else [run(part.text, face, part.style)]
    return runs


def _call(call: NoteCall, face: Face) -> list[Element]:
    if call.mark:
        return [raised_run(face, w("footnoteReference", customMarkFollows=1, id=note_id(call)), words(call.mark))]
    return number_runs(call, w("footnoteReference", id=note_id(call)), face)


def number_runs(note: NoteCall | Footnote, counted: Element, face: Face) -> list[Element]:
    """The number of a footnote, which Word counts, raised and with what the language writes around it."""
    before, _, after = note.printed_sign.partition(note.sign)
    parts = (words(before) if before else None, counted, words(after) if after else None)
    return [raised_run(face, part) for part in parts if part is not None]
