"""The kinds of file that material of campaigns consists of, told by content."""

from typing import NamedTuple

from palermo.library.probing import PDF, WORD

PNG, JPEG = "image/png", "image/jpeg"
PICTURES = frozenset({PNG, JPEG})
MP4, WEBM = "video/mp4", "video/webm"
FILMS = frozenset({MP4, WEBM})
MP3, OGG, M4A = "audio/mpeg", "audio/ogg", "audio/mp4"
SOUNDS = frozenset({MP3, OGG, M4A})
# The endings that the names of files of a type may have.
ENDINGS = {
    PDF: (".pdf",),
    WORD: (".docx",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    MP4: (".mp4", ".m4v"),
    WEBM: (".webm",),
    MP3: (".mp3",),
    OGG: (".ogg", ".oga", ".opus"),
    M4A: (".m4a",),
}
# A WebM file names its kind within so many bytes.
_HEAD = 4096
_MPEG_FRAMES = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")


class NewFile(NamedTuple):
    """A file to be kept: its bytes, its name, and what it is by its content."""

    content: bytes
    name: str
    media_type: str


def type_by_mark(content: bytes) -> str:
    """The type of a picture, a film or a sound by the mark with which it begins; empty for other files."""
    head = content[:_HEAD]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[4:8] == b"ftyp":
        return M4A if head[8:11] == b"M4A" else MP4
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return WEBM
    if head.startswith(b"OggS"):
        return OGG
    return MP3 if head.startswith((b"ID3", *_MPEG_FRAMES)) else ""
