"""The parts of a workbook, unpacked once and no further than they may grow. Knows nothing of Django: see `reader`.

A workbook is a ZIP file, and what one states of itself need not be true: parts may share their bytes, or become more
than their stated size. So each part that is read is unpacked here, counted, and handed on as it came out.
"""

import io
import posixpath
import re
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from palermo.site.tables.sheets import TableRefused

LARGEST_UNPACKED = 48 * 1024 * 1024
MOST_PARTS = 2_000
MOST_SHEETS = 100
# More than 500,000 cells need.
MOST_TAGS = 5_000_000
# How an entry of a ZIP file's directory begins.
ENTRY = b"PK\x01\x02"
# Folders of pictures, charts and the like, in which no values stand.
UNREAD = re.compile(
    r"^(docProps|customXml|xl/(media|drawings|charts|theme|printerSettings|externalLinks|pivot\w*|"
    r"comments\w*|threadedComments|persons|embeddings|activeX|ctrlProps|revisions|webextensions|queryTables))/",
    re.IGNORECASE,
)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
ID = re.compile(r"^\{http[^}]*relationships\}id$")


class Package(NamedTuple):
    """The parts of a workbook that are read, by name; and in which part each sheet stands, by its name."""

    parts: dict[str, bytes]
    sheets: dict[str, str]

    def as_file(self) -> io.BytesIO:
        """The parts as a ZIP file in which nothing is packed."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            for name, part in self.parts.items():
                packed.writestr(name, part)
        file.seek(0)
        return file


def unpack_workbook(content: bytes, name: str) -> Package:
    """The parts of a workbook.

    Raises
    ------
    TableRefused
        If it becomes too large, or has too many parts or sheets.
    zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error, ParseError
        If it is no workbook, or a broken one.
    """
    if (count := content.count(ENTRY)) > MOST_PARTS:
        raise TableRefused([f"{name}: expected at most {MOST_PARTS:,} parts in the workbook, found {count:,}."])
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        wanted = [each for each in packed.infolist() if _is_read(each.filename)]
        _check_size(sum(each.file_size for each in wanted), name)
        for each in wanted:
            # No more than its stated size comes out of it: what is left over makes its checksum wrong.
            parts[each.filename] = packed.read(each)
    if (tags := sum(part.count(b"<") for part in parts.values())) > MOST_TAGS:
        raise TableRefused([f"{name}: expected at most {MOST_TAGS:,} tags in the workbook, found {tags:,}."])
    sheets = _sheets(parts)
    if len(sheets) > MOST_SHEETS:
        raise TableRefused([f"{name}: expected at most {MOST_SHEETS} sheets, found {len(sheets):,}."])
    return Package(parts, sheets)


def _is_read(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not UNREAD.match(name)


def _check_size(size: int, name: str) -> None:
    if size > LARGEST_UNPACKED:
        raise TableRefused([f"{name}: expected at most {LARGEST_UNPACKED:,} bytes when unpacked, found {size:,}."])


def _sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """By its name, the part in which each sheet stands."""
    targets = {each.get("Id", ""): each.get("Target", "") for each in _root(parts, "xl/_rels/workbook.xml.rels")}
    book = _root(parts, "xl/workbook.xml")
    listed = [*book.iter(f"{MAIN}sheet"), *book.iter(f"{STRICT}sheet")]
    return {each.get("name", ""): _path(targets.get(_id(each), "")) for each in listed}


def _root(parts: dict[str, bytes], name: str) -> Element:
    part = parts[name]
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise ValueError(f"{name} declares a document type of its own")
    return ElementTree.fromstring(part)  # noqa: S314 -- no document type, so no entities


def _id(sheet: Element) -> str:
    return next((value for name, value in sheet.attrib.items() if ID.match(name)), "")


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
