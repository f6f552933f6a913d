"""The styles of a paper. All are based on Normal, which carries the direction, so none is set twice."""

from collections.abc import Mapping
from copy import deepcopy

from docx.oxml.ns import qn

from palermo.site.docx.faces import Face
from palermo.site.docx.xml import Element, w

_THIN = {"val": "single", "sz": 4, "space": 6, "color": "auto"}
# Text in a box, from both margins: so the box ends at the margins.
_INSET = {"left": 140, "right": 140}


def styles(face: Face, numbering: Mapping[str, Element] | None = None) -> Element:
    """The whole styles part; `numbering` holds the `w:numPr` of the styles that are numbered."""
    made = _paragraph_styles(face)
    for each in made:
        if (count := (numbering or {}).get(each.get(qn("w:styleId")))) is not None:
            _number(each, count)
    return w("styles", _defaults(face), *made, *_character_styles(face), *_plain_tables())


def _number(of: Element, count: Element) -> None:
    """Let a style number its paragraphs: the schema wants this after what keeps them together."""
    properties = of.find(qn("w:pPr"))
    before = [one for one in properties if one.tag in (qn("w:keepNext"), qn("w:keepLines"))]
    properties.insert(len(before), count)


def numbered_heading(face: Face, key: str, name: str, count: Element) -> Element:
    """A heading with a count of its own."""
    return style("paragraph", key, name, w("pPr", count), based_on="Heading1")


def _defaults(face: Face) -> Element:
    run = w("rPr", face.fonts(), *face.size_elements(1), face.tags())
    paragraph = w("pPr", w("spacing", after=120, line=face.line, lineRule="auto"))
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", paragraph))


def style(
    kind: str, key: str, name: str, *properties: Element, based_on: str | None = "Normal", default: bool = False
) -> Element:
    """A style; one based on no other only where `based_on` is None."""
    made = w("style", w("name", val=name), type=kind, styleId=key, **({"default": 1} if default else {}))
    if based_on:
        made.append(w("basedOn", val=based_on))
    made.append(w("qFormat"))
    made.extend(properties)
    return made


def _spacing(before: int, after: int) -> Element:
    return w("spacing", before=before, after=after)


def _bold(face: Face, factor: float = 1) -> Element:
    return w("rPr", face.fonts(heading=True), w("b"), w("bCs"), *face.size_elements(factor))


def _italic_or_bold(face: Face) -> tuple[Element, Element]:
    return (w("i"), w("iCs")) if face.has_italics else (w("b"), w("bCs"))


def _size_properties(face: Face, factor: float) -> Element:
    return w("rPr", *face.size_elements(factor))


def _paragraph_styles(face: Face) -> list[Element]:
    return [
        _normal(face),
        *_heading_styles(face),
        *_text_styles(face),
        *_masthead_styles(face),
        *_table_styles(face),
        *_margin_styles(face),
    ]


def _normal(face: Face) -> Element:
    direction = w("pPr", w("bidi")) if face.right_to_left else w("pPr")
    return style("paragraph", "Normal", "Normal", direction, based_on=None, default=True)


def _heading_styles(face: Face) -> list[Element]:
    label = face.heading_label
    tab = w("tabs", w("tab", val="left", pos=label))
    heading = w("pPr", w("keepNext"), w("keepLines"), tab, _spacing(360, 160), w("ind", left=label, hanging=label),
                w("outlineLvl", val=0))  # fmt: skip
    # Headings of the summary and the contents are headings without a number.
    front = w("pPr", w("keepNext"), w("keepLines"), _spacing(360, 160), w("outlineLvl", val=0))
    summary = w("pPr", w("keepNext"), _box(), _spacing(360, 60), w("ind", **_INSET), w("jc", val="center"),
                w("outlineLvl", val=0))  # fmt: skip
    slant = w("rPr", *_italic_or_bold(face)) if face.has_italics else _bold(face)
    title = w("pPr", w("keepNext"), w("keepLines"), _spacing(360, 60))
    subtitle = w("pPr", w("keepNext"), _spacing(0, 240))
    return [
        style("paragraph", "Title", "Title", title, _bold(face, 1.55)),
        style("paragraph", "Subtitle", "Subtitle", subtitle, _bold(face, 1.15)),
        style("paragraph", "Heading1", "heading 1", heading, _bold(face, 1.25)),
        style("paragraph", "FrontHeading", "Front heading", front, _bold(face, 1.25)),
        style("paragraph", "SummaryHeading", "Summary heading", summary, slant),
    ]


def _text_styles(face: Face) -> list[Element]:
    both = w("pPr", w("jc", val="both"))
    # The label is indented, the lines after it return to the margin.
    labelled = w("pPr", w("tabs", w("tab", val="left", pos=1134)), w("ind", left=0, firstLine=567), w("jc", val="both"))
    summary = w("pPr", _box(), w("ind", **_INSET, firstLine=567), w("jc", val="both"))
    bold = w("rPr", face.fonts(heading=True), w("b"), w("bCs"))
    return [
        style("paragraph", "BodyText", "Body Text", both),
        style("paragraph", "NumberedParagraph", "Numbered paragraph", w("pPr", w("jc", val="both"))),
        style("paragraph", "Subparagraph", "Subparagraph", w("pPr", w("jc", val="both"))),
        style("paragraph", "LabelledSubparagraph", "Labelled subparagraph", labelled),
        style("paragraph", "BoldParagraph", "Bold paragraph", deepcopy(bold), based_on="NumberedParagraph"),
        style("paragraph", "BoldSubparagraph", "Bold subparagraph", bold, based_on="Subparagraph"),
        style("paragraph", "Summary", "Summary", summary),
    ]


def _box() -> Element:
    """One box around all paragraphs in a row that have it: Word joins equal borders at equal indents."""
    return w("pBdr", *(w(side, **_THIN) for side in ("top", "left", "bottom", "right")))


def _masthead_styles(face: Face) -> list[Element]:
    tight = w("pPr", _spacing(0, 40))
    symbol = w("pPr", _spacing(0, 40), w("jc", val="right"))
    session = w("pPr", w("keepNext"), _spacing(120, 0))
    item = w("pPr", _spacing(0, 40), w("ind", right=2400))
    return [
        style("paragraph", "Organization", "Organization", w("pPr", _spacing(0, 40)), _size_properties(face, 1.15)),
        style("paragraph", "AgendaItemTitle", "Agenda item title", item, _bold(face)),
        style("paragraph", "Organ", "Organ", w("pPr", _spacing(100, 160)), _bold(face, 1.45)),
        style("paragraph", "DocumentSymbol", "Document symbol", symbol, _size_properties(face, 1.25)),
        style("paragraph", "DocumentStatus", "Document status", w("pPr", _spacing(0, 40)), _bold(face, 1.25)),
        style("paragraph", "Masthead", "Masthead", tight),
        style("paragraph", "Subsidiary", "Subsidiary body", session, _bold(face)),
        style("paragraph", "Session", "Session", session, w("rPr", w("b"), w("bCs"))),
    ]


def _table_styles(face: Face) -> list[Element]:
    caption = w("pPr", w("keepNext"), _spacing(240, 100))
    cell = w("pPr", w("spacing", before=40, after=40, line=240, lineRule="auto"))
    return [
        style("paragraph", "Caption", "caption", caption, _bold(face)),
        style("paragraph", "TableText", "Table text", cell, _size_properties(face, 0.92)),
        style(
            "paragraph",
            "TableHeading",
            "Table heading",
            w("pPr", w("keepNext")),
            w("rPr", w("b"), w("bCs")),
            based_on="TableText",
        ),
        style(
            "paragraph",
            "ContentsHeading",
            "Contents heading",
            w("pPr", w("keepNext")),
            w("rPr", *_italic_or_bold(face)),
            based_on="TableText",
        ),
    ]


def _margin_styles(face: Face) -> list[Element]:
    rule = w("pBdr", w("bottom", **{**_THIN, "space": 3}))
    note = w("pPr", w("spacing", before=0, after=40, line=240, lineRule="auto"))
    return [
        style("paragraph", "Header", "header", w("pPr", rule, w("jc", val="right")), _bold(face, 0.9)),
        style("paragraph", "Footer", "footer", w("pPr", w("jc", val="right")), _size_properties(face, 0.86)),
        style("paragraph", "FootnoteText", "footnote text", note, _size_properties(face, 0.86)),
    ]


def _character_styles(face: Face) -> list[Element]:
    font = "DefaultParagraphFont"
    raised = w("rPr", w("vertAlign", val="superscript"))
    gap = w("rPr", w("u", val="dotted"), w("shd", val="clear", color="auto", fill="FDEEC2"))
    emphasis = w("rPr", *_italic_or_bold(face))
    # Between Chinese characters LibreOffice ends lines after a slash, unless the symbol is in the language around it.
    symbol = w("rPr", w("noProof"), w("lang", val=face.east_asian_tag) if face.language.code == "zh" else None)
    return [
        style("character", font, "Default Paragraph Font", based_on=None, default=True),
        style("character", "Emphasis", "Emphasis", emphasis, based_on=font),
        style("character", "Symbol", "Symbol", symbol, based_on=font),
        style("character", "Gap", "Gap", gap, based_on=font),
        style("character", "Raised", "Raised", deepcopy(raised), based_on=font),
        style("character", "FootnoteReference", "footnote reference", raised, based_on=font),
    ]


def _plain_tables() -> list[Element]:
    margins = w("tblCellMar", *(w(side, w=0 if side in ("top", "bottom") else 80, type="dxa")
                                for side in ("top", "left", "bottom", "right")))  # fmt: skip
    table = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    return [
        style("table", "TableNormal", "Normal Table", table, based_on=None, default=True),
        style("numbering", "NoList", "No List", based_on=None, default=True),
    ]
