"""The files of a folder: which there are, and that each lies where its kind says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from palermo.record.faults import Fault, Misread, Spot, quote_value
from palermo.record.kinds.tool_texts import DEEPEST_TEXT, LARGEST_TEXT, TOOL_TEXTS
from palermo.record.nodes import DEEPEST, LARGEST_FILE, Mapping, text_of, tree_of

# What a slug may hold; the ids that come with Palermo use small letters, digits and hyphens only.
SLUG = re.compile(r"[A-Za-z0-9_-]+")
LONGEST_ID = 100
READABLE_ID = "Latin letters, digits, hyphens and underscores"
FORMAT_FILE = "record.yaml"
FORMAT = "1"
IGNORED = {"README.txt", "README.md"}
# How large a file may be, and how many levels it may have, where that is more than for other records.
LIMITS = {TOOL_TEXTS: (LARGEST_TEXT, DEEPEST_TEXT)}


class Source(NamedTuple):
    """One record's file; `tree` is None where it could not be read."""

    folder: str
    id: str
    file: str
    path: Path
    tree: Mapping | None


@dataclass(frozen=True)
class Contents:
    """What a folder holds: the records, the other files beside them, and what is wrong so far."""

    sources: list[Source] = field(default_factory=list)
    attachments: dict[str, Path] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_folder(root: Path, known: Iterable[str]) -> Contents:
    """Read every file of `root`, whose folders may be named as in `known`.

    Raises
    ------
    Misread
        If there is no such folder, or it is written in another format.
    """
    if not root.is_dir():
        raise Spot(str(root)).misread("a folder", "nothing" if not root.exists() else "a file")
    contents, names = Contents(), list(known)
    for path in _visible(root):
        if path.is_symlink():
            contents.faults.append(Spot(path.name).fault("a file or folder of its own", "a symbolic link"))
        elif path.is_dir() and path.name in names:
            _read_kind(path, contents)
        elif path.name == FORMAT_FILE:
            _check_format(path, contents)
        elif path.name not in IGNORED:
            contents.faults.append(Spot(path.name).fault(f"one of the folders {', '.join(names)}", "another name"))
    return contents


def _visible(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _check_format(path: Path, contents: Contents) -> None:
    entry = tree_of(text_of(path.read_bytes(), path.name), path.name).entries.get("format")
    version = getattr(entry.node, "text", "") if entry else ""
    if version != FORMAT:
        raise Spot(path.name, entry.line if entry else 1, "format").misread(f"format {FORMAT}", quote_value(version))


def _read_kind(folder: Path, contents: Contents) -> None:
    for path in _visible(folder):
        file = f"{folder.name}/{path.name}"
        if path.is_symlink():
            contents.faults.append(Spot(file).fault("a file of its own", "a symbolic link"))
        elif path.is_dir():
            contents.faults.append(Spot(file).fault("a file", "a folder"))
        elif path.suffix in {".yaml", ".yml"}:
            _read_record(path, file, contents)
        elif path.name not in IGNORED:
            contents.attachments[file] = path


def _read_record(path: Path, file: str, contents: Contents) -> None:
    contents.faults.extend(_name_faults(path, file))
    tree = None
    try:
        tree = _tree_at(path, file)
    except Misread as misread:
        contents.faults.extend(misread.faults)
    contents.sources.append(Source(path.parent.name, path.stem, file, path, tree))


def _tree_at(path: Path, file: str) -> Mapping:
    largest, deepest = LIMITS.get(path.parent.name, (LARGEST_FILE, DEEPEST))
    # Asked before reading: a file of any size may lie here.
    if (size := path.stat().st_size) > largest:
        raise Spot(file).misread(f"a file of at most {largest:,} bytes", f"{size:,}")
    return tree_of(text_of(path.read_bytes(), file, largest), file, deepest)


def _name_faults(path: Path, file: str) -> list[Fault]:
    if path.suffix != ".yaml":
        return [Spot(file).fault("a name that ends in .yaml", path.suffix)]
    if not SLUG.fullmatch(path.stem) or len(path.stem) > LONGEST_ID:
        return [Spot(file).fault(f"a name of {READABLE_ID}, at most {LONGEST_ID} long", quote_value(path.stem))]
    return []
