"""Keys for pseudonyms: made at random, read from a file that only its owner can read, refused if weak."""

import base64
import binascii
import math
import os
import secrets
import stat
from collections import Counter
from itertools import pairwise
from pathlib import Path

from harmonise.errors import HarmoniseError, WeakKey

BYTES = 32


def make_key(path: str | Path) -> None:
    """Write a new random key of 256 bits, as 64 hexadecimal digits, to a file that only its owner can read.

    Raises
    ------
    HarmoniseError
        If the file is there already: pseudonyms made with its key could not be made again.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise HarmoniseError(f"{path}: expected a new file; it is there already and is kept.") from error
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(f"{secrets.token_hex(BYTES)}\n")


def read_key(path: str | Path) -> bytes:
    """Read a key: at least 32 bytes, in hexadecimal or Base64.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    bytes

    Raises
    ------
    WeakKey
        If it is shorter, no such text, made of a pattern, or if others may read the file.
    """
    file = Path(path)
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise WeakKey(f"{file}: expected a file that only its owner can read (chmod 600); others can.")
    key = _decode(file.read_bytes().strip())
    if key is None:
        raise WeakKey(
            f"{file}: expected hexadecimal digits or Base64, as `harmonise new-key` writes; found other text."
        )
    if len(key) < BYTES:
        raise WeakKey(f"{file}: expected at least {BYTES} bytes; found {len(key)}.")
    if not _looks_random(key):
        raise WeakKey(
            f"{file}: expected random bytes; these follow a pattern or are text. Make one: harmonise new-key."
        )
    return key


def _decode(text: bytes) -> bytes | None:
    for decode in (bytes.fromhex, _from_base64):
        try:
            return decode(text.decode("ascii"))
        except (ValueError, binascii.Error):
            continue
    return None


def _from_base64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _looks_random(key: bytes) -> bool:
    """Whether bytes are neither text nor few different ones nor a sequence; 32 random ones are text once in 5·10^13."""
    steps = Counter((after - before) % 256 for before, after in pairwise(key))
    entropy = -sum(n / len(key) * math.log2(n / len(key)) for n in Counter(key).values())
    return entropy > 4 and max(steps.values()) < len(key) / 4 and not all(32 <= byte < 127 for byte in key)
