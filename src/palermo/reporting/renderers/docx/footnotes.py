"""The footnotes part, which python-docx does not know: the notes, and the two rules that stand above notes."""

from palermo.reporting.renderers.docx.text import spoken_runs
from palermo.reporting.spoken import Footnote, Report
from palermo.site.docx.faces import Face
from palermo.site.docx.text import paragraph, run
from palermo.site.docx.xml import Element, w

# Word's own numbers for the rule above notes and above notes continued from the page before.
SEPARATORS = {"separator": -1, "continuationSeparator": 0}


def footnotes(report: Report, face: Face) -> Element:
    """The whole footnotes part; a note's id is its number."""
    rules = [_separator(kind, key) for kind, key in SEPARATORS.items()]
    return w("footnotes", *rules, *(_note(note, face) for note in report.footnotes))


def separator_references() -> Element:
    """What the settings say of footnotes."""
    return w("footnotePr", *(w("footnote", id=key) for key in SEPARATORS.values()))


def _separator(kind: str, key: int) -> Element:
    return w("footnote", paragraph("FootnoteText", [w("r", w(kind))]), type=kind, id=key)


def _note(note: Footnote, face: Face) -> Element:
    mark = w("r", w("rPr", w("rStyle", val="FootnoteReference"), w("rtl") if face.right_to_left else None),
             w("footnoteRef"))  # fmt: skip
    return w(
        "footnote", paragraph("FootnoteText", [mark, run(" ", face), *spoken_runs(note.content, face)]), id=note.number
    )
