"""The end of a register as somebody saw it: by it they notice when the register has been cut off or replaced."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from disclosure import chain
from disclosure.errors import InvalidData
from disclosure.release.signing import is_signed


@dataclass(frozen=True)
class Head:
    """How many lines a register had, and the hash of the last one, which stands for all of them.

    Attributes
    ----------
    lines : int
    hash : str
    """

    lines: int
    hash: str

    def __str__(self) -> str:
        return f"line {self.lines} ({self.hash[:12]})"


def read_head(path: Path) -> Head:
    """The head of a register as it is now."""
    hashes = chain.hashes(path)
    return Head(len(hashes), hashes[-1])


def check_heads(path: Path, seen: Iterable[Head]) -> None:
    """Refuse a register that does not have what somebody saw in it.

    Parameters
    ----------
    path : Path
        The chained list.
    seen : iterable of Head

    Raises
    ------
    InvalidData
        If it has fewer lines, or another line in that place: it was cut off, an old copy was put back, or it is a copy
        in which other releases were made.
    """
    hashes = chain.hashes(path)
    for head in seen:
        if head.lines > len(hashes):
            raise InvalidData(
                f"{path} has {len(hashes)} lines, but had {head.lines} before: its end was cut off, or an old copy was "
                "put back. Restore the newest copy: what was released since must be audited against."
            )
        if head.lines and hashes[head.lines - 1] != head.hash:
            raise InvalidData(
                f"{path} has another line {head.lines} than was seen before: releases were made in two copies of this "
                "register. Go on with the copy whose releases were published, and have the others withdrawn."
            )


def check_signatures(path: Path, public_key: bytes) -> None:
    """Refuse a register in which a line was written without the office's key.

    Parameters
    ----------
    path : Path
        The chained list.
    public_key : bytes

    Raises
    ------
    InvalidData
        If a line after the first signed one has no signature, or that of another key. The first signed line vouches for
        those before it, which an earlier version wrote.
    """
    lines = chain.signatures(path)
    first = next((number for number, (_hash, signature) in enumerate(lines) if signature is not None), len(lines))
    for number, (digest, signature) in enumerate(lines[first:], first + 1):
        if not _is_signed(digest, signature or "", public_key):
            raise InvalidData(
                f"{path}: line {number} is not signed with the office's key. Use the office's key, or restore the "
                "register from a backup."
            )


def _is_signed(digest: str, signature: str, public_key: bytes) -> bool:
    try:
        return is_signed(digest.encode(), bytes.fromhex(signature), public_key)
    except ValueError:
        return False
