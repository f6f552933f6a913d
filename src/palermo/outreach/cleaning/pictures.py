"""Pictures inside of papers: the same picture, without what its file says beside it.

Only whole parts of the file are left out, so that no pixel changes.
"""

import re
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
# Segments that say how the picture is to be shown: JFIF, the colour profile, Adobe's colours. Others of their kind are
# for Exif, XMP, IPTC and makers of devices.
_SHOWN = {0xE0: b"", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
_APPLICATION, _COMMENT, _SCAN, _END = range(0xE0, 0xF0), 0xFE, 0xDA, 0xD9
# Within a scan, only such marks are no pixels.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_TEXTS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}


def clean_picture(content: bytes) -> bytes:
    """A JPEG or PNG without metadata; other files as they are.

    Raises
    ------
    ValueError
        If it ends within a part.
    """
    if content.startswith(_JPEG):
        return b"".join(_jpeg_parts(content))
    if content.startswith(_PNG):
        return b"".join(_png_parts(content))
    return content


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """What is left; nothing after the end, where phones put a film or another picture."""
    yield content[:2]
    at = 2
    while content[at + 1 : at + 2] != bytes([_END]):
        if at + 4 > len(content) or content[at] != 0xFF:
            raise ValueError("no segment")
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if mark == _SCAN:
            found = _AFTER_SCAN.search(content, end)
            end = found.start() if found else len(content)
        if end > len(content):
            raise ValueError("a segment is cut off")
        if mark != _COMMENT and (mark not in _APPLICATION or _is_shown(mark, content[at + 4 : end])):
            yield content[at:end]
        at = end
        if at == len(content):
            return
    yield content[at : at + 2]


def _is_shown(mark: int, words: bytes) -> bool:
    return mark in _SHOWN and words.startswith(_SHOWN[mark])


def _png_parts(content: bytes) -> Iterator[bytes]:
    yield content[:8]
    at = 8
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        kind = content[at + 4 : at + 8]
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if kind not in _TEXTS:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise ValueError("no end")
