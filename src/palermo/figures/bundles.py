"""Signed bundles, read back: what pages show is what a bundle holds, with the origin of each figure beside it."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.release import verify
from disclosure.release.bundle import MANIFEST, unpack

from palermo.figures.dimensions import KEYS, TOTAL, breakdown_of
from palermo.figures.pipeline.policies import FILE

DATA = f"data/{FILE}"
# What identifies a figure within a release, in this order.
NAMES = ("state", "indicator", "year", *KEYS)

type Key = tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """What a bundle says of itself: who made it, who approved it, and with what."""

    author: str
    approved_by: tuple[str, ...]
    made_with: str


@lru_cache(maxsize=64)
def statement_of_bundle(path: Path, _digest: str) -> Statement:
    """What a bundle says of itself; kept by its digest, since many pages ask for it.

    Raises
    ------
    FileNotFoundError
        If the bundle is not there.
    """
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    return Statement(manifest["author"], tuple(manifest["approved_by"]), manifest["made_with"])


def rows_of_bundle(path: Path, public_key: bytes, origin_of: Callable[[Key], int]) -> Iterator[tuple[object, ...]]:
    """The figures of a bundle as rows of a cube, in the order of the file.

    Parameters
    ----------
    path : Path
    public_key : bytes
        That of this installation: a bundle that another key signed is refused.
    origin_of : callable
        Gives the number of the origin of a figure by its key, the values of NAMES.

    Raises
    ------
    disclosure.errors.InvalidData
        If the bundle was changed, or signed by another key.
    """
    verify(path, public_key=public_key)
    files = unpack(path.read_bytes(), str(path))
    for row in csv.DictReader(io.StringIO(files[DATA].decode())):
        key = tuple(row[name] for name in NAMES)
        codes = {name: row[name] for name in KEYS}
        kind, value = row["kind"], row["value"]
        is_known = kind in ("count", "zero")
        low, high = (int(row[side]) if row[side] else None for side in ("low", "high"))
        yield (
            *(row["indicator"], breakdown_of(codes), row["state"], int(row["year"])),
            *(codes[name] or TOTAL for name in KEYS),
            *(kind, int(value) if is_known else None, low, high, origin_of(key)),
        )


def same_origin(numbers: Mapping[Key, int]) -> Callable[[Key], int]:
    """Origins by key, as `rows_of_bundle` asks for them.

    Raises
    ------
    KeyError
        When it is asked for a figure of which no origin is known.
    """
    return numbers.__getitem__
