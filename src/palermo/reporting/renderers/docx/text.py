"""Runs of words, footnote calls, fields and paragraphs."""

from collections.abc import Iterable

from palermo.reporting.renderers.docx.faces import Face
from palermo.reporting.renderers.docx.xml import Element, w, words
from palermo.reporting.spoken import NoteCall, Run, Style

_STYLES = {Style.EMPHASIS: "Emphasis", Style.SYMBOL: "Symbol", Style.GAP: "Gap"}

# Zero width no-break space. A joiner (U+200D) would do as well, but LibreOffice then writes PDFs whose spaces are lost.
_NO_BREAK = "\ufeff"


def spoken_runs(parts: Iterable[Run | NoteCall], face: Face) -> list[Element]:
    """Everything that a line says, as runs."""
    return [_call(part, face) if isinstance(part, NoteCall) else run(part.text, face, part.style) for part in parts]


def run(text: str, face: Face, style: Style = Style.PLAIN) -> Element:
    """Words in one style; a symbol stays left to right inside Arabic."""
    properties = w(
        "rPr",
        w("rStyle", val=_STYLES[style]) if style in _STYLES else None,
        # Quotation marks and dashes are wide in Chinese, and only this says so.
        w("rFonts", hint="eastAsia") if face.language.code == "zh" and style is not Style.SYMBOL else None,
        w("rtl") if face.right_to_left and style is not Style.SYMBOL else None,
    )
    return w("r", properties if len(properties) else None, words(_unbroken(text) if style is Style.SYMBOL else text))


def _unbroken(symbol: str) -> str:
    """A symbol that no line may end in: after a slash some word processors would break it."""
    return symbol.replace("/", f"/{_NO_BREAK}")


def _call(call: NoteCall, face: Face) -> Element:
    properties = w("rPr", w("rStyle", val="FootnoteReference"), w("rtl") if face.right_to_left else None)
    return w("r", properties, w("footnoteReference", id=call.number))


def tab() -> Element:
    """A run that is one tabulator."""
    return w("r", w("tab"))


def field(instruction: str, shown: str) -> list[Element]:
    """A field that the word processor works out; `shown` stands until it does."""
    code = w("instrText")
    code.text = f" {instruction} "
    return [
        w("r", w("fldChar", fldCharType="begin", dirty="true")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", words(shown)),
        w("r", w("fldChar", fldCharType="end")),
    ]


def paragraph(style: str, runs: Iterable[Element], *properties: Element | None) -> Element:
    """A paragraph in a style; `properties` come after the style in its settings, in the order of the schema."""
    made = w("p", w("pPr", w("pStyle", val=style), *properties))
    made.extend(runs)
    return made


def bookmark_runs(runs: Iterable[Element], name: str, mark: int) -> list[Element]:
    """Runs that a cross-reference can point to."""
    return [w("bookmarkStart", id=mark, name=name), *runs, w("bookmarkEnd", id=mark)]
