"""What a page of a release shows of its bundle: manifest, checks, method sheet, dictionary; no figures.

The bundle was verified when its figures were read back; here its small members are read, not the data.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from disclosure.release.bundle import MANIFEST, SIGNATURE
from disclosure.release.signing import fingerprint

from palermo.figures.models import Release
from palermo.figures.pipeline.places import bundle_path


class Check(NamedTuple):
    """Something that the gate looked at, and what it found."""

    name: str
    found: str


class Entry(NamedTuple):
    """A line of the data dictionary."""

    file: str
    column: str
    meaning: str
    values: str


class Block(NamedTuple):
    """A part of the method sheet: a heading of some level, a list of lines, or else a paragraph of one line."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class BundleContent:
    """What stands in a bundle beside the data.

    Attributes
    ----------
    title, date, author, made_with : str
    approved_by : tuple of str
    number : int
    data_set : str
    audited_against : tuple of int
        The numbers of the releases before.
    files : tuple of pair of str
        Each file of the bundle with its SHA-256.
    checks : tuple of Check
    method : tuple of Block
    dictionary : tuple of Entry
    public_key, key_fingerprint : str
        In hexadecimal, and as a short name to be read out.
    size : int
        Of the bundle, in bytes.
    """

    title: str
    date: str
    author: str
    approved_by: tuple[str, ...]
    number: int
    data_set: str
    audited_against: tuple[int, ...]
    files: tuple[tuple[str, str], ...]
    made_with: str
    checks: tuple[Check, ...]
    method: tuple[Block, ...]
    dictionary: tuple[Entry, ...]
    public_key: str
    key_fingerprint: str
    size: int


def bundle_content(release: Release) -> BundleContent | None:
    """What stands in the bundle of a release; None where its file is not there or is another one than was released."""
    path = bundle_path(release)
    try:
        return _content(path, release.digest, path.stat().st_mtime_ns)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError):
        return None


def is_as_released(release: Release) -> bool:
    """Whether the file of the bundle is the one that was released."""
    path = bundle_path(release)
    try:
        return _digest(path, path.stat().st_mtime_ns) == release.digest
    except OSError:
        return False


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=64)
def _content(path: Path, digest: str, changed: int) -> BundleContent:
    if _digest(path, changed) != digest:
        raise ValueError(f"{path} is not the bundle that was released")
    with zipfile.ZipFile(path) as archive:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        signed = json.loads(archive.read(SIGNATURE))
        checks = json.loads(archive.read("checks.json"))
        method = archive.read("method.md").decode()
        dictionary = archive.read("dictionary.csv").decode()
    return BundleContent(
        title=manifest["title"],
        date=manifest["date"],
        author=manifest["author"],
        approved_by=tuple(manifest["approved_by"]),
        number=manifest["release"],
        data_set=manifest["data_set"],
        audited_against=tuple(each["release"] for each in manifest["audited_against"]),
        files=tuple(sorted(manifest["files"].items())),
        made_with=manifest["made_with"],
        checks=tuple(Check(each["name"], each["found"]) for each in checks),
        method=tuple(_blocks(method)),
        dictionary=tuple(Entry(*row) for row in list(csv.reader(io.StringIO(dictionary)))[1:]),
        public_key=signed["public_key"],
        key_fingerprint=fingerprint(bytes.fromhex(signed["public_key"])),
        size=path.stat().st_size,
    )


def _blocks(text: str) -> Iterator[Block]:
    """The method sheet, which is Markdown with headings, lists and paragraphs, as blocks; its title is left out."""
    for part in text.split("\n\n"):
        lines = [line.replace("**", "").replace("`", "") for line in part.strip().splitlines()]
        if not lines or lines[0].startswith("# "):
            continue
        if lines[0].startswith("## "):
            yield Block("heading", (lines[0].removeprefix("## "),))
            continue
        listed = [line for line in lines if line.startswith("- ")]
        if len(listed) == len(lines):
            yield Block("list", tuple(line.removeprefix("- ") for line in lines))
        else:
            yield Block("paragraph", (" ".join(lines),))
