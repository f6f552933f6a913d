"""Opens Word files that come from elsewhere, in a process with limits. Imports nothing but Python's own library."""

import io
import zipfile

_ENTRY = b"PK\x01\x02"


def open_parts(content: bytes, most_parts: int, most_bytes: int) -> dict[str, bytes] | str:
    """The XML parts of a Word file by their names, or why there are none: "kind", "size" or "entities"."""
    if content.count(_ENTRY) > most_parts:
        return "size"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            wanted = [each for each in packed.infolist() if each.filename.endswith((".xml", ".rels"))]
            if sum(each.file_size for each in wanted) > most_bytes:
                return "size"
            # No more than its stated size comes out of it: what is left over makes its checksum wrong.
            parts = {each.filename: packed.read(each) for each in wanted}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError):
        return "kind"
    if "word/document.xml" not in parts:
        return "kind"
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        return "entities"
    return {name: _as_usual(part) for name, part in parts.items()}


def _as_usual(part: bytes) -> bytes:
    """A part of a file saved as "Strict Open XML", whose elements are the same in another namespace."""
    for kind in (b"wordprocessingml/main", b"officeDocument/relationships"):
        usual = b"http://schemas.openxmlformats.org/" + kind.replace(b"/", b"/2006/")
        part = part.replace(b"http://purl.oclc.org/ooxml/" + kind, usual)
    return part
