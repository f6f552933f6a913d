"""Sound recordings: tags are cut from MP3 files; of OGG files, whose tags are part of the stream, they are named.

ID3: id3.org, versions 1 and 2.4. APE tags 2.0. Comments of Vorbis and Opus: RFC 7845, section 5.2.
"""

from collections.abc import Iterator

from palermo.outreach.cleaning.findings import FIELD, FoundError

_APE, _LYRICS = b"APETAGEX", b"LYRICS200"
# Fields that name nobody: what is heard, and how it was encoded.
_HARMLESS = ("TITLE", "LANGUAGE", "ENCODER", "ENCODER_OPTIONS", "DURATION", "REPLAYGAIN_", "R128_")
_COMMENTS = (b"\x03vorbis", b"OpusTags", b"\x81theora")
_PAGE = 27


def clean_mp3(content: bytes) -> bytes:
    """An MP3 recording without tags, which stand before and after it.

    Raises
    ------
    ValueError
        If a tag is longer than the file.
    """
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3":
        size = 0
        for each in content[start + 6 : start + 10]:
            size = size << 7 | each & 0x7F
        start += 10 + size + (10 if content[start + 5] & 0x10 else 0)
    while length := _tag_before(content[start:end]):
        end -= length
    if start > end:
        raise ValueError("a tag is longer than the file")
    return content[start:end]


def _tag_before(content: bytes) -> int:
    """The length of the tag with which it ends."""
    if content[-128:-125] == b"TAG":
        return 128
    if content[-32:-24] == _APE:
        has_header = content[-9] & 0x80
        return int.from_bytes(content[-20:-16], "little") + (32 if has_header else 0)
    if content[-9:] == _LYRICS and content[-15:-9].isdigit():
        return int(content[-15:-9]) + 15
    return 0


def check_ogg(content: bytes) -> bytes:
    """An OGG recording as it is.

    Raises
    ------
    FoundError
        If its tags have more than harmless fields.
    ValueError
        If it is no such file.
    """
    names = {name for packet in _headers(content) for name in _fields(packet)}
    if found := {FIELD + name for name in names if not name.startswith(_HARMLESS)}:
        raise FoundError(found)
    return content


def _headers(content: bytes) -> Iterator[bytes]:
    """The second packet of each stream, where its tags are."""
    packets: dict[bytes, list[bytes]] = {}
    at = 0
    while content[at : at + 4] == b"OggS":
        stream, count = content[at + 14 : at + 18], content[at + 26]
        found = packets.setdefault(stream, [b""])
        lengths = content[at + _PAGE : at + _PAGE + count]
        at += _PAGE + count
        for length in lengths:
            # Beyond the second, nothing is looked at.
            if len(found) <= 2:
                found[-1] += content[at : at + length]
                if length < 255:
                    found.append(b"")
            at += length
    if any(content[at:]) or at > len(content):
        raise ValueError("no page")
    return (found[1] for found in packets.values() if len(found) > 2)


def _fields(packet: bytes) -> Iterator[str]:
    """The names of the fields of a packet of comments."""
    mark = next((each for each in _COMMENTS if packet.startswith(each)), None)
    if mark is None:
        # FLAC: a block of its own kind, after its header. Others have nothing before the comments.
        mark = packet[:4] if packet[:1] in {b"\x04", b"\x84"} else b""
    rest = _Lengths(packet[len(mark) :])
    rest.take()
    for _each in range(rest.number()):
        yield rest.take().partition(b"=")[0].decode(errors="replace").upper()


class _Lengths:
    """Texts that stand one after another, each behind its length."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def number(self) -> int:
        """The next number."""
        if self.at + 4 > len(self.content):
            raise ValueError("no number")
        self.at += 4
        return int.from_bytes(self.content[self.at - 4 : self.at], "little")

    def take(self) -> bytes:
        """The next text."""
        length = self.number()
        if self.at + length > len(self.content):
            raise ValueError("a text is cut off")
        self.at += length
        return self.content[self.at - length : self.at]
