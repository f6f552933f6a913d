"""Runs of words, footnote calls, fields and paragraphs."""

from collections.abc import Iterable

from palermo.reporting.spoken import NoteCall, Run
from palermo.site.docx.faces import Face
from palermo.site.docx.text import run
from palermo.site.docx.xml import Element, w


def spoken_runs(parts: Iterable[Run | NoteCall], face: Face) -> list[Element]:
    """Everything that a line says, as runs."""
    return [_call(part, face) if isinstance(part, NoteCall) else run(part.text, face, part.style) for part in parts]


def _call(call: NoteCall, face: Face) -> Element:
    properties = w("rPr", w("rStyle", val="FootnoteReference"), w("rtl") if face.right_to_left else None)
    return w("r", properties, w("footnoteReference", id=call.number))


def bookmark_runs(runs: Iterable[Element], name: str, mark: int) -> list[Element]:
    """Runs that a cross-reference can point to."""
    return [w("bookmarkStart", id=mark, name=name), *runs, w("bookmarkEnd", id=mark)]
