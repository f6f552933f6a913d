"""A text as a Word file: styles by kind of passage, each passage in a bookmark by which it is known again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from functools import cached_property

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.package import Package

from palermo.site.docx.archive import settled_zip
from palermo.site.docx.faces import Face, face_of
from palermo.site.docx.notes import footnotes_part, raised_run
from palermo.site.docx.package import add_part, add_property, package_bytes, relate, settings
from palermo.site.docx.styles import style, styles
from palermo.site.docx.tables import TEXT_WIDTH, bare_table, cell, line, row
from palermo.site.docx.text import bookmark_runs, field, paragraph, run, tab
from palermo.site.docx.xml import Element, related_element, storable, w, words
from palermo.toolkit.renderers import word_styles as names
from palermo.toolkit.renderers.book import Book, cells_of, with_brackets, words_of
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.markup import Bracketed, Emphasis, Footnote, Inline, Link, Words
from palermo.toolkit.texts.passages import Passage

_SIZES = {"part": 1.5, "chapter": 1.35, "module": 1.35, "section": 1.15, "article": 1.2}
# Behind what is tinted, and the rule at its edge.
_TINTS = {
    "commentary": ("EEF2F7", "4A6A94"),
    "box": ("EEF2F7", "4A6A94"),
    "checklist": ("EEF2F7", "4A6A94"),
    "objectives": ("EAF4EE", "2E7D50"),
    "exercise": ("FBF1E6", "B06210"),
}
_OPENING = frozenset({"part", "chapter", "module"})
_CONTENTS = frozenset({*_OPENING, "article", "section"})
# So many letters of the running head fit on a line.
_LINE = 84
_INDENT = 340
_PAGES = ("default", "first", "even")
_LONGEST_PROPERTY = 255


def render_docx(book: Book, *, token: str = "") -> bytes:
    """The text as a Word document; the same text gives the same bytes.

    Parameters
    ----------
    book : Book
    token : str, optional
        What names the export of a text in preparation, so that the edited file can be imported again.
    """
    return _File(book, token).render()


class _File:
    """A file in the making: its parts, the notes called so far, the links."""

    def __init__(self, book: Book, token: str) -> None:
        self.book, self.token = book, token
        self.face = face_of(book.language)
        self.package = Package()
        self.document = add_part(self.package, "document", CT.WML_DOCUMENT_MAIN, w("document"))
        self.notes: list[Element] = []
        self.marks = 0
        self.links: dict[str, str] = {}

    @cached_property
    def foreign(self) -> Face:
        """The face of the original language, for passages that are not translated."""
        return face_of(self.book.original)

    def render(self) -> bytes:
        """The whole file."""
        self._describe()
        self.package.relate_to(self.document, RT.OFFICE_DOCUMENT)
        looks = styles(self.face)
        looks.extend(_styles(self.face))
        relate(self.document, "styles", CT.WML_STYLES, RT.STYLES, looks)
        relate(self.document, "numbering", CT.WML_NUMBERING, RT.NUMBERING, _numbering())
        relate(self.document, "settings", CT.WML_SETTINGS, RT.SETTINGS, settings(self.face))
        margins = [*(self._header(page) for page in _PAGES), *(self._footer(page) for page in _PAGES)]
        body = [*self._front(), *self._blocks(self.book.text.passages, None, 0), _page(margins, self.face)]
        self.document.element.append(w("body", *body))
        relate(self.document, "footnotes", CT.WML_FOOTNOTES, RT.FOOTNOTES, footnotes_part(self.notes))
        if self.token:
            add_property(self.package, names.PROPERTY, self.token)
        return settled_zip(package_bytes(self.package))

    def _describe(self) -> None:
        core, moment = self.package.core_properties, datetime.combine(self.book.dated, time())
        core.title, core.subject = _property(self.book.text.title), _property(self.book.kind)
        core.author, core.last_modified_by = _property(self.book.publisher), ""
        core.comments = _property(self.book.text.notice)
        core.language, core.identifier = self.book.language.tag, self.book.address
        core.created, core.modified, core.revision = moment, moment, 1

    # What stands around the text

    def _front(self) -> Iterator[Element]:
        book, face = self.book, self.face
        yield paragraph("Title", [run(book.text.title, face)], w("spacing", before=2400, after=400))
        for fact in book.facts:
            yield self._around(names.COVER, [run(fact, face)])
        if book.text.notice:
            yield self._around(names.NOTICE, [run(book.text.notice, face)])
        if book.gap_notice:
            yield self._around(names.COVER, [run(book.gap_notice, face)])
        listed = list(_listed(book.text.passages, 0))
        if listed:
            heading = [run(book.contents_heading, face)]
            yield paragraph(names.style_id("Contents heading"), heading, w("pageBreakBefore"))
        for passage, level in listed:
            yield self._contents_line(passage, level)

    def _around(self, name: str, runs: Iterable[Element]) -> Element:
        return paragraph(names.style_id(name), runs)

    def _contents_line(self, passage: Passage, level: int) -> Element:
        words_, place = run(self.book.plain_heading(passage), self.face), names.bookmark_of(passage.key)
        page = field(f"PAGEREF {place} \\h", "…")
        return paragraph(
            names.style_id(names.CONTENTS), [words_, tab(), *page], w("ind", left=level * _INDENT, right=700)
        )

    def _header(self, page: str) -> Element:
        """The title at the outer edge and the version at the inner one; the first page has its cover.

        Where both do not fit on a line, the day alone stands for the version, which the cover names.
        """
        if page == "first":
            return self._margin("header", page, w("hdr", paragraph("Normal", [])))
        version = " · ".join(filter(None, (self.book.version, self.book.day)))
        title = self.book.text.title
        if len(title) + len(version) > _LINE:
            version = self.book.day
        return self._margin("header", page, w("hdr", self._ends(page, "Header", title, [run(version, self.face)])))

    def _footer(self, page: str) -> Element:
        """The notice at the inner edge and the number of the page at the outer one."""
        number = [] if page == "first" else field("PAGE", "1")
        return self._margin("footer", page, w("ftr", self._ends(page, "Footer", self.book.text.notice, number)))

    def _ends(self, page: str, name: str, inner: str, outer: list[Element]) -> Element:
        across = w("tabs", w("tab", val="right", pos=TEXT_WIDTH))
        shown = [run(inner, self.face)] if inner else []
        runs = [*outer, tab(), *shown] if page == "even" else [*shown, tab(), *outer]
        return paragraph(name, runs, across, w("jc", val="left"))

    def _margin(self, kind: str, page: str, root: Element) -> Element:
        types = {"header": (CT.WML_HEADER, RT.HEADER), "footer": (CT.WML_FOOTER, RT.FOOTER)}
        key = relate(self.document, f"{kind}{_PAGES.index(page) + 1}", *types[kind], root)
        return related_element(f"{kind}Reference", key, type=page)

    # Passages

    def _blocks(self, passages: Iterable[Passage], holder: PassageKind | None, level: int) -> Iterator[Element]:
        for passage in passages:
            if passage.is_holder:
                yield self._heading(passage, level)
                yield from self._material(passage)
                yield from self._blocks(passage.children, passage.kind, level + 1)
            elif passage.kind == PassageKind.TABLE:
                yield from self._table(passage)
                yield from self._material(passage)
            else:
                yield self._words(passage, holder)
                yield from self._material(passage)

    def _heading(self, passage: Passage, level: int) -> Element:
        label, parts = self.book.heading(passage)
        runs = [self._number(label, "  " if parts else "")] if label else []
        opens = w("pageBreakBefore") if passage.kind in _OPENING else None
        before, after = self._foreign(passage)
        name = names.style_id(names.HEADINGS[passage.kind])
        marked = self._marked(passage, [*runs, *self._inline(parts, self._face(passage))])
        return paragraph(name, marked, opens, before, after, w("outlineLvl", val=min(level, 8)))

    def _words(self, passage: Passage, holder: PassageKind | None) -> Element:
        label, is_item = self.book.labels.get(passage.key, ""), passage.kind == PassageKind.ITEM
        name = (names.ITEMS if is_item else names.WORDS)[holder or PassageKind.CHAPTER]
        runs = [self._number(label, "\t")] if label else []
        before, after = self._foreign(passage)
        content = self._inline(words_of(passage.content), self._face(passage))
        return paragraph(names.style_id(name), self._marked(passage, [*runs, *content]), before, after)

    def _marked(self, passage: Passage, runs: list[Element]) -> list[Element]:
        self.marks += 1
        return bookmark_runs(runs, names.bookmark_of(passage.key), self.marks)

    def _number(self, label: str, after: str) -> Element:
        """A number that is worked out: no part of the words when the file is read back."""
        made = run(label, self.face)
        properties = _properties(made)
        properties.insert(0, w("rStyle", val=names.style_id(names.NUMBER)))
        made.append(w("tab") if after == "\t" else words(after))
        return made

    def _table(self, passage: Passage) -> Iterator[Element]:
        rows = cells_of(passage.content)
        if not rows:
            return
        face, count = self._face(passage), len(rows[0])
        widths = [TEXT_WIDTH // count] * count
        made = [
            row(
                [
                    cell(
                        width, paragraph("TableText" if at else "TableHeading", self._cell(passage, parts, at, column))
                    )
                    for column, (width, parts) in enumerate(zip(widths, cells, strict=True))
                ],
                heading=not at,
            )
            for at, cells in enumerate(rows)
        ]
        borders = w("tblBorders", w("top", **line(8)), w("bottom", **line(8)), w("insideH", **line(2)))
        yield bare_table(widths, made, face, borders)
        # Two tables in a row would be one.
        yield self._around(names.MATERIAL, [])

    def _cell(self, passage: Passage, parts: Sequence[Inline], at: int, column: int) -> list[Element]:
        runs = self._inline(parts, self._face(passage))
        return self._marked(passage, runs) if not at and not column else runs

    def _material(self, passage: Passage) -> Iterator[Element]:
        if material := self.book.material_of(passage):
            link = self._hyperlink(material.address, [run(material.title, self.face)])
            heading = run(f"{self.book.material_heading}{self.book.colon}", self.face)
            yield self._around(names.MATERIAL, [heading, link])

    def _face(self, passage: Passage) -> Face:
        return self.foreign if passage.row.is_missing else self.face

    def _foreign(self, passage: Passage) -> tuple[Element | None, Element | None]:
        """A dotted rule beside what is not translated, and its direction."""
        if not passage.row.is_missing:
            return None, None
        turned = self.foreign.right_to_left != self.face.right_to_left
        rule = w("pBdr", w("right", val="dotted", sz=6, space=4, color="808080"))
        return rule, w("bidi", val=int(self.foreign.right_to_left)) if turned else None

    # Words with their marks

    def _inline(
        self, parts: Iterable[Inline], face: Face, *, stands_out: bool = False, name: str = "", in_note: bool = False
    ) -> list[Element]:
        """Runs; `name` is the style of characters around them."""
        runs: list[Element] = []
        for part in parts:
            match part:
                case Words():
                    runs += self._run(part.text, face, stands_out=stands_out, name=name)
                case Emphasis():
                    runs += self._inline(part.parts, face, stands_out=True, name=name, in_note=in_note)
                case Bracketed():
                    runs += self._bracket(part, face, stands_out=stands_out, in_note=in_note)
                case Link():
                    runs += self._link(part, face, stands_out=stands_out, name=name, in_note=in_note)
                case Footnote() if in_note:
                    inner = (Words(" ("), *part.parts, Words(")"))
                    runs += self._inline(inner, face, stands_out=stands_out, name=name, in_note=True)
                case Footnote():
                    runs.append(self._call(part, face))
        return runs

    def _run(self, text: str, face: Face, *, stands_out: bool, name: str) -> Iterator[Element]:
        for at, some in enumerate(text.split("\n")):
            made = run(some, face)
            if at:
                made.insert(0 if made.find(_RPR) is None else 1, w("br"))
            properties = _properties(made)
            if name:
                properties.insert(0, w("rStyle", val=names.style_id(name)))
                if stands_out:
                    marks = ("i", "iCs") if self.face.has_italics else ("b", "bCs")
                    for mark in reversed(marks):
                        properties.insert(1 if properties.find(_FONTS) is None else 2, w(mark))
            elif stands_out:
                properties.insert(0, w("rStyle", val="Emphasis"))
            if face is not self.face:
                properties.append(face.tags())
            if not len(properties):
                made.remove(properties)
            yield made

    def _bracket(self, part: Bracketed, face: Face, *, stands_out: bool, in_note: bool) -> list[Element]:
        opening, *inner, closing = with_brackets(part.parts)
        return [
            *self._inline([opening], face, stands_out=stands_out, name=names.BRACKET),
            *self._inline(inner, face, stands_out=stands_out, name=names.BRACKETED, in_note=in_note),
            *self._inline([closing], face, stands_out=stands_out, name=names.BRACKET),
        ]

    def _link(self, part: Link, face: Face, *, stands_out: bool, name: str, in_note: bool) -> list[Element]:
        runs = self._inline(part.parts, face, stands_out=stands_out, name=name or "Hyperlink", in_note=in_note)
        if key := self.book.passage_of(part.target):
            link = w("hyperlink", *runs, anchor=names.bookmark_of(key))
            return [link]
        address = self.book.address_of(part.target)
        if not address and self.token:
            # In a file for editing, no link is lost.
            address = names.OWN_SCHEME + part.target
        if not address:
            return self._inline(part.parts, face, stands_out=stands_out, name=name, in_note=in_note)
        # Notes are a part of the file with links of its own: there, the address stands as words.
        return [self._hyperlink(address, runs)] if not in_note else self._note_link(address, runs)

    def _hyperlink(self, address: str, runs: Iterable[Element]) -> Element:
        if address not in self.links:
            self.links[address] = self.document.relate_to(address, RT.HYPERLINK, is_external=True)
        link = related_element("hyperlink", self.links[address])
        link.extend(runs)
        return link

    def _note_link(self, address: str, runs: list[Element]) -> list[Element]:
        instruction = w("instrText")
        instruction.text = f' HYPERLINK "{address}" '
        return [
            w("r", w("fldChar", fldCharType="begin")),
            w("r", instruction),
            w("r", w("fldChar", fldCharType="separate")),
            *runs,
            w("r", w("fldChar", fldCharType="end")),
        ]

    def _call(self, note: Footnote, face: Face) -> Element:
        number = len(self.notes) + 1
        mark = raised_run(face, w("footnoteRef"))
        content = self._inline(note.parts, face, in_note=True)
        self.notes.append(w("footnote", paragraph("FootnoteText", [mark, run(" ", face), *content]), id=number))
        return raised_run(face, w("footnoteReference", id=number))


_RPR = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rPr"
_FONTS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rFonts"


def _properties(made: Element) -> Element:
    found = made.find(_RPR)
    if found is None:
        found = w("rPr")
        made.insert(0, found)
    return found


def _property(text: str) -> str:
    return storable(text)[:_LONGEST_PROPERTY]


def _listed(passages: Iterable[Passage], level: int) -> Iterator[tuple[Passage, int]]:
    for passage in passages:
        if passage.kind in _CONTENTS:
            yield passage, level
            yield from _listed(passage.children, level + 1)


# Styles


def _styles(face: Face) -> Iterator[Element]:
    for kind, name in names.HEADINGS.items():
        yield _heading_style(kind, name, face)
    for kind, name in names.WORDS.items():
        both = w("jc", val="both")
        number = w("tabs", w("tab", val="left", pos=567))
        yield _words_style(kind, name, face, [], [number] if kind in {"article", "option"} else [], [both])
    for key, (kind, name) in enumerate(names.ITEMS.items(), start=1):
        count = w("numPr", w("ilvl", val=0), w("numId", val=key))
        hanging = 0 if kind not in _TINTS and kind != "option" else _INDENT
        yield _words_style(kind, name, face, [count], [], [], indent=hanging + 400, hanging=400)
    yield _around_style(names.COVER, w("pPr", w("spacing", before=0, after=80)), w("rPr", *face.size_elements(1.15)))
    rule = w("pBdr", *(w(side, val="single", sz=8, space=4, color="auto") for side in ("top", "bottom")))
    bold = w("rPr", w("b"), w("bCs"))
    yield _around_style(names.NOTICE, w("pPr", rule, w("spacing", before=300, after=200)), bold)
    tabs = w("tabs", w("tab", val="right", leader="dot", pos=TEXT_WIDTH))
    yield _around_style(names.CONTENTS, w("pPr", tabs, w("spacing", before=0, after=60)))
    yield _around_style(
        names.MATERIAL, w("pPr", w("spacing", before=0, after=120)), w("rPr", *face.size_elements(0.92))
    )
    font = "DefaultParagraphFont"
    shade = w("shd", val="clear", color="auto", fill="F7ECD2")
    yield style("character", names.style_id(names.NUMBER), names.NUMBER, based_on=font)
    for name in (names.BRACKET, names.BRACKETED):
        yield style("character", names.style_id(name), name, w("rPr", _copy(shade)), based_on=font)
    link = w("rPr", w("color", val="1F4E79"), w("u", val="single"))
    yield style("character", "Hyperlink", "Hyperlink", link, based_on=font)


def _copy(element: Element) -> Element:
    return w("shd", **{name.rpartition("}")[2]: value for name, value in element.attrib.items()})


def _around_style(name: str, *properties: Element) -> Element:
    return style("paragraph", names.style_id(name), name, *properties)


def _heading_style(kind: str, name: str, face: Face) -> Element:
    looks = w("rPr", face.fonts(heading=True), w("b"), w("bCs"), *face.size_elements(_SIZES.get(kind, 1)))
    before = 160 if kind in _TINTS or kind == "option" else 360
    place = [w("ind", left=_INDENT)] if kind in _TINTS or kind == "option" else []
    properties = w(
        "pPr", w("keepNext"), w("keepLines"), *_tint(kind, face), w("spacing", before=before, after=100), *place
    )
    return style("paragraph", names.style_id(name), name, properties, looks)


def _words_style(
    kind: str,
    name: str,
    face: Face,
    count: list[Element],
    tabs: list[Element],
    after: list[Element],
    *,
    indent: int = 0,
    hanging: int = 0,
) -> Element:
    inset = indent or (_INDENT if kind in _TINTS or kind == "option" else 0)
    place = w("ind", left=inset, **({"hanging": hanging} if hanging else {}))
    properties = w("pPr", *count, *_tint(kind, face), *tabs, w("spacing", before=0, after=100), place, *after)
    return style("paragraph", names.style_id(name), name, properties)


def _edge(face: Face) -> str:
    """The edge where lines begin: borders stand where they say, unlike indents."""
    return "right" if face.right_to_left else "left"


def _tint(kind: str, face: Face) -> list[Element]:
    if kind == "option":
        return [w("pBdr", w(_edge(face), val="dashed", sz=8, space=8, color="5A5A5A"))]
    if kind not in _TINTS:
        return []
    fill, rule = _TINTS[kind]
    return [
        w("pBdr", w(_edge(face), val="single", sz=24, space=8, color=rule)),
        w("shd", val="clear", color="auto", fill=fill),
    ]


def _numbering() -> Element:
    """A list for the items of each kind of holder, since LibreOffice knows a list by one style: bullets or boxes."""
    lists = [
        w("abstractNum", w("multiLevelType", val="singleLevel"), _level(kind, name), abstractNumId=key)
        for key, (kind, name) in enumerate(names.ITEMS.items(), start=1)
    ]
    counts = [w("num", w("abstractNumId", val=key), numId=key) for key in range(1, len(lists) + 1)]
    return w("numbering", *lists, *counts)


def _level(kind: str, name: str) -> Element:
    sign = "☐" if kind == "checklist" else "•"
    font = "Segoe UI Symbol" if sign == "☐" else "Times New Roman"
    fonts = w("rPr", w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))
    place = w("pPr", w("ind", left=400, hanging=400))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("pStyle", val=names.style_id(name)),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        place,
        fonts,
        ilvl=0,
    )


def _page(margins: Sequence[Element], face: Face) -> Element:
    return w(
        "sectPr",
        *margins,
        w("pgSz", w=11906, h=16838),
        w("pgMar", top=1474, right=1587, bottom=1417, left=1587, header=737, footer=680, gutter=0),
        w("titlePg"),
        w("bidi") if face.right_to_left else None,
    )
