"""What every reader of a Word file needs. Imports only Python's own library: it runs in a process with limits."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
# Elements without words of the text.
UNREAD = frozenset({f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{MC}Fallback", f"{W}sdtPr"})
# Character styles of the number of a note.
NOTE_NUMBERS = frozenset({"footnote reference", "footnote characters", "footnote anchor", "footnotereference"})
_OFF = frozenset({"0", "false", "off", "none"})
# Fields whose result each word processor computes anew; the results of others, such as links, are words.
_COMPUTED = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "TOC", "SEQ", "LISTNUM", "AUTONUM"})


class WordReader:
    """The XML parts of one file, its notes by their numbers, and the fields that are open at the place being read."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.notes = {kind: self._read_notes(kind) for kind in ("footnote", "endnote")}
        # Each field that is open: its instruction, and whether its result has begun.
        self.fields: list[tuple[str, bool]] = []

    def root(self, name: str) -> Element:
        """The root of a part; an empty element where the file has no such part."""
        # No part declares a document type, so none has entities.
        return ElementTree.fromstring(self.parts[name]) if name in self.parts else Element("none")  # noqa: S314

    def _read_notes(self, kind: str) -> dict[str, Element]:
        return {each.get(f"{W}id", ""): each for each in self.root(f"word/{kind}s.xml").iter(f"{W}{kind}")}

    def follow_field(self, element: Element) -> bool:
        """Note that a field begins, continues or ends here; False where the element is not about fields."""
        if element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType", "")
            if kind == "begin":
                self.fields.append(("", False))
            elif self.fields and kind == "separate":
                self.fields[-1] = (self.fields[-1][0], True)
            elif self.fields and kind == "end":
                self.fields.pop()
            return True
        if element.tag == f"{W}instrText" and self.fields:
            instruction, has_result = self.fields[-1]
            self.fields[-1] = (instruction + (element.text or ""), has_result)
            return True
        return False

    def hides_words(self) -> bool:
        """Whether words here are no result of a field, or a result that each word processor computes anew."""
        return any(not has_result or is_computed(instruction) for instruction, has_result in self.fields)


def is_computed(instruction: str) -> bool:
    """Whether each word processor computes the result of a field with this instruction anew."""
    return next(iter(instruction.upper().split()), "") in _COMPUTED


def value_of(element: Element | None) -> str:
    """The value of an element such as a style or a level; empty where there is no such element."""
    return element.get(f"{W}val", "") if element is not None else ""


def has_switch(properties: Element | None, *names: str) -> bool:
    """Whether one of these properties of a run, such as italics, is on."""
    found = [each for name in names for each in properties.findall(f"{W}{name}")] if properties is not None else []
    return any((value_of(each) or "1") not in _OFF for each in found)


def words_in(element: Element) -> str:
    """The words of an element of a run; tabs and breaks are blanks."""
    if element.tag == f"{W}t":
        # Where a word may be divided is the word processor's.
        return (element.text or "").replace("\N{SOFT HYPHEN}", "")
    if element.tag == f"{W}noBreakHyphen":
        return "-"
    return " " if element.tag in {f"{W}tab", f"{W}br", f"{W}cr"} else ""
