"""What every Word file with footnotes has: the rules above notes, and the calls."""

from palermo.site.docx.faces import Face
from palermo.site.docx.text import paragraph
from palermo.site.docx.xml import Element, w

# Word's own numbers for the rule above notes and above notes continued from the page before.
SEPARATORS = {"separator": -1, "continuationSeparator": 0}


def footnotes_part(notes: list[Element]) -> Element:
    """The whole footnotes part: the two rules, then the notes."""
    return w("footnotes", *(_separator(kind, key) for kind, key in SEPARATORS.items()), *notes)


def separator_references() -> Element:
    """What the settings say of footnotes."""
    return w("footnotePr", *(w("footnote", id=key) for key in SEPARATORS.values()))


def _separator(kind: str, key: int) -> Element:
    return w("footnote", paragraph("FootnoteText", [w("r", w(kind))]), type=kind, id=key)


def raised_run(face: Face, *content: Element) -> Element:
    """A run in the style of calls of notes."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference"), w("rtl") if face.right_to_left else None), *content)
