"""Films without metadata, in the same bytes: what is taken out becomes empty space of the same length.

So no place in the file moves to which another part of it points, and neither picture nor sound is touched.

MP4: ISO/IEC 14496-12; also Apple's QuickTime. WebM: RFC 8794 and RFC 9559.
"""

from collections.abc import Iterator

from palermo.outreach.cleaning.findings import TRACK, FoundError

# Boxes of MP4: those that hold others, those that are metadata, and headers that say when they were written.
_HOLDERS = {b"moov", b"trak", b"mdia"}
_METADATA = {b"udta", b"meta", b"uuid", b"free", b"skip"}
_DATED = {b"mvhd", b"tkhd", b"mdhd"}
# Pictures, sound, subtitles, time codes; other tracks hold what a device noted, such as places.
_PLAYED = {b"vide", b"soun", b"text", b"sbtl", b"subt", b"subp", b"clcp", b"tmcd", b"hint", b"auxv", b"pict"}


def clean_mp4(content: bytes) -> bytes:
    """An MP4 film or M4A recording without metadata and without the times at which it was made.

    Raises
    ------
    FoundError
        If it has a track that is neither seen nor heard.
    ValueError
        If a box ends outside of the box that holds it.
    """
    data = bytearray(content)
    _blank_boxes(data, 0, len(data))
    return bytes(data)


def _blank_boxes(data: bytearray, start: int, end: int) -> None:
    for kind, box, body, after in _boxes(data, start, end):
        if kind in _METADATA:
            data[box + 4 : box + 8] = b"free"
            data[body:after] = bytes(after - body)
        elif kind in _HOLDERS:
            _blank_boxes(data, body, after)
        elif kind in _DATED and after - body >= 20:
            # Two times, of eight bytes each where the version is 1.
            length = 16 if data[body] == 1 else 8
            data[body + 4 : body + 4 + length] = bytes(length)
        elif kind == b"hdlr" and after - body >= 24:
            if bytes(data[body + 8 : body + 12]) not in _PLAYED:
                raise FoundError({TRACK})
            # The name of the program or the device.
            data[body + 24 : after] = bytes(after - body - 24)


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Kind, place, content and end of each box between two places."""
    at = start
    while end - at >= 8:
        size, kind, head = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        elif size == 0:
            # To the end of what holds it.
            size = end - at
        if size < head or at + size > end:
            raise ValueError("a box does not fit")
        yield kind, at, at + head, at + size
        at += size


# Elements of WebM: those that hold others and are looked into, and those that are metadata: title, date, names of
# files and tracks, tags, attachments; checksums, which would not be right any more; and space that was left.
_LOOKED_INTO = {0x18538067, 0x1549A966, 0x1654AE6B, 0xAE}
_BLANKED = {0x7BA9, 0x4461, 0x7384, 0x3C83AB, 0x3E83BB, 0x536E, 0x1254C367, 0x1941A469, 0xBF, 0xEC}
_TRACK_TYPE, _METADATA_TRACK = 0x83, b"\x21"
_VOID = 0xEC


def clean_webm(content: bytes) -> bytes:
    """A WebM film without metadata.

    Raises
    ------
    FoundError
        If it has a track that is neither seen nor heard.
    ValueError
        If an element does not fit into the file.
    """
    data, at = bytearray(content), 0
    while at < len(data):
        start = at
        if not any(data[at : at + 16]) and not any(data[at:]):
            break
        name, at = _number(data, at, keeps_mark=True)
        size, at = _number(data, at, keeps_mark=False)
        if size is None or name in _LOOKED_INTO:
            # What it holds follows: of an element of unknown length, as of others.
            continue
        end = at + size
        if end > len(data):
            raise ValueError("an element does not fit")
        if name == _TRACK_TYPE and bytes(data[at:end]) == _METADATA_TRACK:
            raise FoundError({TRACK})
        if name in _BLANKED:
            _blank_element(data, start, end)
        at = end
    return bytes(data)


def _number(data: bytearray, at: int, *, keeps_mark: bool) -> tuple[int | None, int]:
    """A number of variable length and the place after it; None for an unknown size."""
    first = data[at]
    length = 9 - first.bit_length()
    if length > 8 or at + length > len(data):
        raise ValueError("no number")
    value = int.from_bytes(data[at : at + length])
    if not keeps_mark:
        ones = (1 << 7 * length) - 1
        value &= ones
        if value == ones:
            return None, at + length
    return value, at + length


def _blank_element(data: bytearray, start: int, end: int) -> None:
    """Make an element empty space that is as long."""
    length = end - start
    size = (1 << 56 | length - 9).to_bytes(8) if length >= 9 else bytes([0x80 | length - 2])
    data[start:end] = bytes([_VOID]) + size + bytes(length - 1 - len(size))
