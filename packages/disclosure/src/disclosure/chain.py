"""Plain files that only grow: one line of JSON each, chained by hashes, safe for several writers and for a crash."""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from disclosure.errors import InvalidData
from disclosure.lock import lock

_START = "0" * 64
# What is added to a line once its content is fixed.
_OUTSIDE = ("hash", "signature_of_hash")
# Stands in a line that has a signature.
SIGNED = "signed"

type Line = dict[str, Any]
type Sign = Callable[[bytes], bytes]


def read(path: Path) -> list[Line]:
    """All lines of a chain, checked.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of dict
        Without the hashes.

    Raises
    ------
    InvalidData
        If a line was changed, taken out, put in or cut short; names the line.
    """
    return _lines(path, path.read_bytes())[0]


def hashes(path: Path) -> list[str]:
    """The hash of every line, checked; the last one stands for all that is before it."""
    read(path)
    return [str(json.loads(raw)["hash"]) for raw in path.read_bytes().splitlines()]


def signatures(path: Path) -> list[tuple[str, str | None]]:
    """The hash of every line, checked, and its signature in hexadecimal; None where the line says that it has none."""
    read(path)
    lines = [json.loads(raw) for raw in path.read_bytes().splitlines()]
    return [(str(line["hash"]), str(line.get("signature_of_hash", "")) if SIGNED in line else None) for line in lines]


@contextlib.contextmanager
def writer(path: Path) -> Iterator["Writer"]:
    """The one writer of a chain; others wait until it is done.

    The lock is the operating system's, on the file itself, so it ends with the process that holds it.
    """
    with path.open("r+b") as file:
        lock(file.fileno())
        yield Writer(path, file.fileno())


def create(path: Path, first: Line) -> None:
    """Start a chain; a file that is there already is refused."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InvalidData(f"{path} exists already. It is never begun anew: use it, or name another file.") from None
    try:
        lock(handle)
        Writer(path, handle).append(first)
    finally:
        os.close(handle)
    _sync_folder(path.parent)


class Writer:
    """Reads and appends while the lock is held."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    def lines(self) -> list[Line]:
        """All lines so far, checked."""
        return self._read_lines()[0]

    def last(self) -> tuple[int, str]:
        """How many lines there are, and the hash of the last one."""
        lines, last = self._read_lines()
        return len(lines), last

    def append(self, line: Line, sign: Sign | None = None) -> str:
        """Add a line, with a signature of its hash if it is to have one, and wait until the disk has it; returns the
        hash."""
        lines, last = self._read_lines()
        # That it is signed is part of what is hashed, so that a signature cannot be taken away.
        entry = {"number": len(lines), **line, "previous": last, **({SIGNED: True} if sign is not None else {})}
        entry["hash"] = _hash(entry)
        if sign is not None:
            entry["signature_of_hash"] = sign(entry["hash"].encode()).hex()
        data = _text(entry) + b"\n"
        os.lseek(self._handle, 0, os.SEEK_END)
        while data:
            data = data[os.write(self._handle, data) :]
        os.fsync(self._handle)
        return str(entry["hash"])

    def _read_lines(self) -> tuple[list[Line], str]:
        size = os.lseek(self._handle, 0, os.SEEK_END)
        return _lines(self._path, os.pread(self._handle, size, 0))


def _lines(path: Path, data: bytes) -> tuple[list[Line], str]:
    lines, last = [], _START
    if data and not data.endswith(b"\n"):
        raise InvalidData(
            f"{path}: line {data.count(b'\n') + 1} is cut short, as by a crash while it was written. What it records "
            "may have happened. Keep a copy, complete or remove that line by hand, and write down why."
        )
    for number, raw in enumerate(data.splitlines()):
        lines.append(_line(path, number, raw, last))
        last = lines[-1].pop("hash")
        lines[-1].pop("previous")
        lines[-1].pop("signature_of_hash", None)
        lines[-1].pop(SIGNED, None)
    return lines, last


def _line(path: Path, number: int, raw: bytes, last: str) -> Line:
    try:
        entry: Line = json.loads(raw)
        body = {key: value for key, value in entry.items() if key not in _OUTSIDE}
        fits = entry["hash"] == _hash(body) and entry["previous"] == last and entry["number"] == number
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise InvalidData(f"{path}: line {number + 1} is not what was written: the chain of hashes breaks there.")
    return entry


def _text(entry: Line) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()


def _hash(entry: Line) -> str:
    return hashlib.sha256(_text(entry)).hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
