"""All releases of one data set: the bundles, and a chained list of them that only grows."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from disclosure import chain
from disclosure.errors import InvalidData
from disclosure.release.bundle import sha256
from disclosure.release.proposal import Kind


@dataclass(frozen=True)
class Earlier:
    """A release that was made.

    Attributes
    ----------
    number : int
        From 1.
    kind : Kind
    title, date : str
    sha256 : str
        Of its bundle.
    withdrawn : str
        Why it was withdrawn, or nothing. What was once public stays known, so it stays in every audit.
    """

    number: int
    kind: Kind
    title: str
    date: str
    sha256: str
    withdrawn: str = ""

    def __str__(self) -> str:
        end = f", withdrawn: {self.withdrawn}" if self.withdrawn else ""
        return f"release {self.number} of {self.date}, {self.title}{end}"


@dataclass(frozen=True)
class Register:
    """The folder with the releases of a data set."""

    folder: Path

    @classmethod
    def create(cls, folder: str | Path, *, data_set: str) -> Self:
        """Begin a register in a new or empty folder."""
        register = cls(Path(folder))
        register.folder.mkdir(parents=True, exist_ok=True)
        chain.create(register.chain_file, {"kind": "register", "data_set": data_set})
        return register

    @property
    def chain_file(self) -> Path:
        """The chained list."""
        return self.folder / "register.jsonl"

    @property
    def data_set(self) -> str:
        """What the releases are from."""
        return _data_set(self.chain_file, self._lines())

    def releases(self) -> tuple[Earlier, ...]:
        """All releases, withdrawn ones too, oldest first."""
        return _releases(self.chain_file, self._lines())

    def withdraw(self, number: int, *, reason: str, by: str) -> None:
        """Note that a release was withdrawn. It is audited against all the same.

        Parameters
        ----------
        number : int
        reason, by : str

        Raises
        ------
        InvalidData
            If there is no such release, it was withdrawn before, or the reason or the name is blank.
        """
        if not (reason.strip() and by.strip()):
            raise InvalidData("Withdrawing a release needs a reason and a name.")
        with self.writer() as file:
            found = [e for e in _releases(self.chain_file, file.lines()) if e.number == number]
            if not found or found[0].withdrawn:
                raise InvalidData(f"There is no release {number} of {self.data_set!r} that could be withdrawn.")
            file.append({"kind": "withdrawn", "release": number, "reason": reason, "by": by})

    @contextlib.contextmanager
    def writer(self) -> Iterator[chain.Writer]:
        """The one who adds to the register; others wait."""
        self._must_exist()
        with chain.writer(self.chain_file) as file:
            yield file

    def bundle(self, release: Earlier) -> bytes:
        """The bundle of a release as it was published, or a refusal if it is not that any more."""
        path = self.path(release.number)
        data = path.read_bytes() if path.exists() else b""
        if sha256(data) != release.sha256:
            raise InvalidData(
                f"{path} is missing or is not the bundle of {release}. Without it new releases cannot be audited "
                "against it: put the published file back."
            )
        return data

    def path(self, number: int) -> Path:
        """Where the bundle of a release is."""
        return self.folder / f"{number:04d}.zip"

    def keep(self, file: chain.Writer, number: int, data: bytes, entry: chain.Line) -> None:
        """Store a bundle and then list it; a crash in between leaves a bundle that is not listed and is overwritten."""
        path = self.path(number)
        beside = path.with_suffix(".new")
        with beside.open("wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(path)
        file.append({"kind": "release", "release": number, "sha256": sha256(data), **entry})

    def _lines(self) -> list[chain.Line]:
        self._must_exist()
        return chain.read(self.chain_file)

    def _must_exist(self) -> None:
        if not self.chain_file.exists():
            raise InvalidData(f"There is no register in {self.folder}: begin one with `disclosure release create`.")


def _data_set(path: Path, lines: list[chain.Line]) -> str:
    if not lines or lines[0].get("kind") != "register":
        raise InvalidData(f"{path} is not a register: its first line must name the data set.")
    return str(lines[0]["data_set"])


def _releases(path: Path, lines: list[chain.Line]) -> tuple[Earlier, ...]:
    _data_set(path, lines)
    why = {line["release"]: line["reason"] for line in lines if line["kind"] == "withdrawn"}
    return tuple(
        Earlier(n["release"], Kind(n["figures"]), n["title"], n["date"], n["sha256"], why.get(n["release"], ""))
        for n in lines
        if n["kind"] == "release"
    )


def earlier_of(register: Register, file: chain.Writer) -> tuple[Earlier, ...]:
    """All releases, read while the lock is held."""
    return _releases(register.chain_file, file.lines())
