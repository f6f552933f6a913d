"""Runs of words, fields and paragraphs of a Word file."""

from collections.abc import Iterable
from enum import Enum

from palermo.site.docx.faces import Face
from palermo.site.docx.xml import Element, w, words


class Style(Enum):
    """How a run is set."""

    PLAIN = "plain"
    EMPHASIS = "emphasis"
    SYMBOL = "symbol"  # not broken over lines, as far as the format can say so; isolated left to right
    RAISED = "raised"  # small letters above the line, as in French "1er"
    GAP = "gap"  # a text missing in this language, marked as such


_STYLES = {Style.EMPHASIS: "Emphasis", Style.SYMBOL: "Symbol", Style.RAISED: "Raised", Style.GAP: "Gap"}


def run(text: str, face: Face, style: Style = Style.PLAIN) -> Element:
    """Words in one style; a symbol stays left to right inside Arabic, and no line ends at a hyphen in it."""
    properties = w(
        "rPr",
        w("rStyle", val=_STYLES[style]) if style in _STYLES else None,
        # Quotation marks and dashes are wide in Chinese, and only this says so.
        w("rFonts", hint="eastAsia") if face.language.code == "zh" and style is not Style.SYMBOL else None,
        w("rtl") if face.right_to_left and style is not Style.SYMBOL else None,
    )
    # Behind such a hyphen LibreOffice ends lines between any two figures in Chinese, with a plain one only there.
    has_hyphens = style is Style.SYMBOL and face.language.code != "zh"
    content = _without_breaks(text) if has_hyphens else [words(text)]
    return w("r", properties if len(properties) else None, *content)


def _without_breaks(symbol: str) -> list[Element]:
    first, *others = symbol.split("-")
    return [words(first), *(part for other in others for part in (w("noBreakHyphen"), words(other)))]


def tab() -> Element:
    """A run that is one tabulator."""
    return w("r", w("tab"))


def field(instruction: str, placeholder: str) -> list[Element]:
    """A field that the word processor works out; `shown` stands until it does."""
    code = w("instrText")
    code.text = f" {instruction} "
    return [
        w("r", w("fldChar", fldCharType="begin", dirty="true")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", words(placeholder)),
        w("r", w("fldChar", fldCharType="end")),
    ]


def paragraph(style: str, runs: Iterable[Element], *properties: Element | None) -> Element:
    """A paragraph in a style; `properties` come after the style in its settings, in the order of the schema."""
    element = w("p", w("pPr", w("pStyle", val=style), *properties))
    element.extend(runs)
    return element


def bookmark_runs(runs: Iterable[Element], name: str, mark: int) -> list[Element]:
    """Runs that a cross-reference can point to."""
    return [w("bookmarkStart", id=mark, name=name), *runs, w("bookmarkEnd", id=mark)]
