"""What a file is, looked up inside of it. Knows nothing of Django: `media` starts it as a process with limits."""

import io
import zipfile

from pypdf import PdfReader

from palermo.core.limited_process.reader import run

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
PDF_MARK, PACKED = b"%PDF-", b"PK\x03\x04"
_PARTS = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL}
# How an entry of a ZIP file's directory begins.
_ENTRY = b"PK\x01\x02"


def probe(content: bytes, most_parts: int) -> dict[str, object]:
    """The media type of a PDF, Word or Excel file, empty for others; whether it is locked; how large it becomes."""
    if content.startswith(PDF_MARK):
        return {"media_type": PDF, "is_locked": _is_locked(content), "parts": 0, "unpacked": 0}
    if content.count(_ENTRY) > most_parts:
        return {"media_type": _office_type(content), "is_locked": False, "parts": content.count(_ENTRY), "unpacked": 0}
    parts = _entries(content)
    size = sum(part.file_size for part in parts)
    media_type = _office(frozenset(part.filename for part in parts))
    return {"media_type": media_type, "is_locked": False, "parts": len(parts), "unpacked": size}


def _is_locked(content: bytes) -> bool:
    try:
        return PdfReader(io.BytesIO(content)).is_encrypted
    except MemoryError:
        raise
    except Exception:
        return False


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []


def _office_type(content: bytes) -> str:
    """Of a file with too many parts to list them, by its words only: it is refused for their number anyway."""
    return next((media_type for part, media_type in _PARTS.items() if part.encode() in content), "")


def _office(names: frozenset[str]) -> str:
    # A file with a program inside is neither of the two.
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return ""
    return next((media_type for part, media_type in _PARTS.items() if part in names), "")


if __name__ == "__main__":
    run(probe)
