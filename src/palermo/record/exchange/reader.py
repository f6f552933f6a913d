"""The program that reads one file of translations, apart from the site: `formats` starts it. Knows nothing of Django.

What cannot be read is answered with a word, for which `formats` has the sentence in the reader's language.
"""

import re
from io import StringIO
from typing import NamedTuple

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po
from lxml import etree

from palermo.core.controls import CONTROL
from palermo.core.limited_process.reader import run
from palermo.core.limited_process.trees import MARK, Misfit, xml_root

XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
# So short that Babel leaves a comment with a digest on one line.
SOURCE, TARGET = "source: ", "target: "
UNFINISHED = ("needs-", "new")
# Twice what one file of ours holds.
MOST_UNITS = 10_000
LONGEST_TEXT = 100_000
LONGEST_FAULT = 200
PLURAL = re.compile(r"^(?:#~)?\s*msgid_plural", re.MULTILINE)


class RefusedFile(Exception):  # noqa: N818 -- read as a sentence in `except RefusedFile`
    """A file that cannot be read: the word for why, and what its sentence names."""

    def __init__(self, word: str, **values: str | int) -> None:
        super().__init__(word)
        self.word, self.values = word, values


class FileUnit(NamedTuple):
    """One unit as the file has it, and the line on which it stands."""

    id: str
    source: str
    target: str
    digest: str
    target_digest: str
    is_unfinished: bool
    line: int


def read(content: bytes, form: str) -> dict[str, object]:
    """The language of the file as it names it, and its units; or what is wrong with it."""
    try:
        languages, units = READERS[form](content)
        _check(units)
    except RefusedFile as refused:
        return {"refused": refused.word, "values": refused.values}
    return {"languages": languages, "units": units}


def _check(units: list[FileUnit]) -> None:
    for unit in units:
        words = "\n".join((unit.id, unit.source, unit.target, unit.digest, unit.target_digest))
        if len(words) > LONGEST_TEXT:
            raise RefusedFile("long", line=unit.line, most=LONGEST_TEXT)
        if match := CONTROL.search(unit.id + unit.target):
            raise RefusedFile("control", line=unit.line, found=f"U+{ord(match.group()):04X}")


def _check_count(count: int) -> None:
    if count > MOST_UNITS:
        raise RefusedFile("many", most=MOST_UNITS, found=count)


def _po(content: bytes) -> tuple[list[str], list[FileUnit]]:
    """What stands in the file as UTF-8, whichever charset its head names: another one is refused."""
    try:
        text = content.removeprefix(MARK).decode()
    except UnicodeDecodeError as error:
        raise RefusedFile("no_po", fault=f"byte {error.start:,}") from None
    _check_count(text.count("msgid"))
    if PLURAL.search(text):
        # Our texts have none, and the number of forms is stated by the file itself.
        raise RefusedFile("plural")
    try:
        catalog = read_po(StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise RefusedFile("no_po", fault=str(error)[:LONGEST_FAULT]) from None
    if catalog.charset.replace("-", "").casefold() != "utf8":
        raise RefusedFile("charset", found=catalog.charset[:LONGEST_FAULT])
    language = str(catalog.locale or catalog.locale_identifier or "")
    return [language], [_from_po(message) for message in catalog if message.id]


def _from_po(message: Message) -> FileUnit:
    comments = message.auto_comments
    source, target = (next((c.removeprefix(p) for c in comments if c.startswith(p)), "") for p in (SOURCE, TARGET))
    line = message.lineno or 0
    text, words = str(message.id), str(message.string or "")
    return FileUnit(message.context or "", text, words, source, target, message.fuzzy, line)


def _xliff(content: bytes) -> tuple[list[str], list[FileUnit]]:
    root = _root(content)
    if root.tag != f"{{{XLIFF}}}xliff" or root.get("version") != "1.2":
        root_name = f"{etree.QName(root).localname} {root.get('version', '')}".strip()
        raise RefusedFile("no_xliff", found=root_name[:LONGEST_FAULT])
    files = root.findall(f"{{{XLIFF}}}file")
    units = [unit for file in files for unit in file.iter(f"{{{XLIFF}}}trans-unit")]
    _check_count(len(units))
    return sorted({file.get("target-language", "") for file in files}), [_from_xliff(unit) for unit in units]


def _root(content: bytes) -> etree._Element:
    try:
        root = xml_root(content)
    except Misfit as misfit:
        if misfit.found == "a document type":
            raise RefusedFile("document_type") from None
        raise RefusedFile("no_xml", fault=misfit.found if misfit.expected == "XML" else str(misfit)) from None
    if any(True for _each in root.iter(etree.Entity)):
        raise RefusedFile("document_type")
    return root


def _from_xliff(unit: etree._Element) -> FileUnit:
    source, target = (unit.find(f"{{{XLIFF}}}{name}") for name in ("source", "target"))
    text, words = ("" if each is None else "".join(each.itertext()) for each in (source, target))
    notes = ["".join(note.itertext()) for note in unit.findall(f"{{{XLIFF}}}note")]
    digest, target_digest = (next((n.removeprefix(p) for n in notes if n.startswith(p)), "") for p in (SOURCE, TARGET))
    is_unfinished = target is not None and target.get("state", "").startswith(UNFINISHED)
    return FileUnit(unit.get("id", ""), text, words, digest, target_digest, is_unfinished, unit.sourceline or 0)


READERS = {"po": _po, "xlf": _xliff}

if __name__ == "__main__":
    run(read)
