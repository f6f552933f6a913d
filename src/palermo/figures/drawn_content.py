"""What a release that is drawn at random publishes, read from its bundle: counts of combinations, or invented rows."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from disclosure.privacy.result import NoisyMarginals

from palermo.figures.models import Release
from palermo.figures.pipeline.drafts import prepared_files
from palermo.figures.pipeline.places import bundle_path

type Combination = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DrawnFile:
    """The file of a release as it is in its bundle: its heading, its lines, and what was decided when it was drawn."""

    content: bytes
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    parameters: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class NoisyCount:
    """How many persons have a combination of attributes, with noise, and the interval that is meant to hold the truth.

    The combination of all persons has no attributes.
    """

    combination: Combination
    value: int
    low: int
    high: int


@dataclass(frozen=True)
class NoisyCounts:
    """All noisy counts of a release: that of all persons, those of combinations, and what was decided."""

    persons: NoisyCount
    counts: tuple[NoisyCount, ...]
    parameters: Mapping[str, Any]

    @property
    def values(self) -> dict[str, list[str]]:
        """The published values of each attribute."""
        found: dict[str, list[str]] = {}
        for each in self.counts:
            if len(each.combination) == 1:
                ((name, value),) = each.combination
                found.setdefault(name, []).append(value)
        return found


def read_drawn(release: Release) -> DrawnFile:
    """The file of a published release.

    Raises
    ------
    OSError, KeyError, zipfile.BadZipFile
        If the bundle is not there, or holds something else.
    """
    path, (name, parameters) = bundle_path(release), prepared_files(release)
    return _read(path, path.stat().st_mtime_ns, f"data/{name}", f"data/{parameters}")


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, file: str, parameters: str) -> DrawnFile:
    with zipfile.ZipFile(path) as bundle:
        content, facts = bundle.read(file), json.loads(bundle.read(parameters))
    head, *rows = csv.reader(io.StringIO(content.decode()))
    return DrawnFile(content, tuple(head), tuple(map(tuple, rows)), facts)


def noisy_counts(release: Release) -> NoisyCounts:
    """The counts of a release of noisy counts, in the order of the file.

    Raises
    ------
    OSError, KeyError, zipfile.BadZipFile
        As for `read_drawn`.
    """
    drawn = read_drawn(release)
    return _counts(drawn.content, json.dumps(dict(drawn.parameters)))


@lru_cache(maxsize=8)
def _counts(content: bytes, parameters: str) -> NoisyCounts:
    read = NoisyMarginals.parse(content.decode())
    counts = (NoisyCount(key, each.value, each.low, each.high) for key, each in read.counts.items())
    whole = NoisyCount((), read.persons.value, read.persons.low, read.persons.high)
    return NoisyCounts(whole, tuple(counts), json.loads(parameters))
