"""All releases of one data set: the bundles, and a chained list of them that only grows."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from disclosure import chain
from disclosure.errors import InvalidData
from disclosure.release.bundle import MANIFEST, sha256, to_json, unpack
from disclosure.release.heads import Head, check_heads, check_signatures, read_head
from disclosure.release.policy import Policy, check_succession, parse_policy
from disclosure.release.population_list import PopulationList, check_population_succession, parse_populations
from disclosure.release.proposal import Kind
from disclosure.release.signing import Signer, is_signed


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
    policy : int
        Number of the policy in force then, from 1; 0 if there was none.
    sealed : str
        SHA-256 of the sealed file with the figures it does not show; nothing where there is no such file.
    declared : tuple of str
        What an approver declared, by its subject.
    mark : str
        By which whoever asked for the release finds it again; nothing where it has none.
    population : str
        The id of the population its figures count; nothing where it has no tables.
    """

    number: int
    kind: Kind
    title: str
    date: str
    sha256: str
    withdrawn: str = ""
    policy: int = 0
    sealed: str = ""
    declared: tuple[str, ...] = ()
    mark: str = ""
    population: str = ""

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

    def head(self) -> Head:
        """The end of the list as it is now, to be kept elsewhere."""
        self._must_exist()
        return read_head(self.chain_file)

    def check_whole(self, public_key: bytes, seen: Iterable[Head] = ()) -> None:
        """See that nothing is missing from the register.

        Parameters
        ----------
        public_key : bytes
            The office's.
        seen : iterable of Head
            Ends of the list that were kept elsewhere.

        Raises
        ------
        InvalidData
            If a line was not signed by the office, the list does not have a head that was seen or that a bundle names,
            or the folder has a bundle that the list does not.
        """
        self._must_exist()
        check_signatures(self.chain_file, public_key)
        releases = self.releases()
        # What signed bundles name was written before them, whoever has rewritten the list since.
        check_heads(self.chain_file, [*seen, *(head for one in releases if (head := self._head_before(one)))])
        known = {release.number for release in releases}
        for path in sorted(self.folder.glob("[0-9]*.zip")):
            if path.stem.isdigit() and int(path.stem) not in known:
                raise InvalidData(
                    f"{path} is in the folder but not in the register: the end of the register was cut off, or an old "
                    "copy was put back. Restore the newest copy of the register. Only a file that was never published "
                    "may be removed."
                )

    def _head_before(self, release: Earlier) -> Head | None:
        """The head that the bundle of a release names; none of those that an earlier version made."""
        manifest = json.loads(unpack(self.bundle(release), str(self.path(release.number)))[MANIFEST])
        named = manifest.get("register_before")
        return None if named is None else Head(int(named["lines"]), str(named["hash"]))

    def withdraw(self, number: int, signer: Signer, *, reason: str, by: str) -> None:
        """Note that a release was withdrawn. It is audited against all the same.

        Parameters
        ----------
        number : int
        signer : Signer
            The office's key.
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
            entry = {"kind": "withdrawn", "release": number, "reason": reason, "by": by}
            file.append(entry, signer.sign)

    def set_policy(self, text: str, signer: Signer, *, by: str, reason: str) -> None:
        """Sign a policy into the register; from now on every release keeps to it.

        Parameters
        ----------
        text : str
            Of the policy file, see `parse_policy`.
        signer : Signer
            The office's key.
        by, reason : str

        Raises
        ------
        InvalidSpecification
            If the policy cannot be read.
        InvalidData
            If name or reason is blank, a code list has other categories than before under the same name, or a dimension
            is gone.
        """
        if not (reason.strip() and by.strip()):
            raise InvalidData("A policy needs a reason and the name of who decided it.")
        policy = parse_policy(text)
        with self.writer() as file:
            lines = file.lines()
            before = _policies(self.chain_file, lines, signer)
            check_succession(before, policy)
            number = len(before) + 1
            signed = signer.sign(_policy_bytes(_data_set(self.chain_file, lines), number, text)).hex()
            key = signer.public_key.hex()
            entry = {"number_of_policy": number, "text": text, "by": by, "reason": reason}
            file.append({"kind": "policy", **entry, "public_key": key, "signature": signed}, signer.sign)

    def policy(self, signer: Signer) -> Policy:
        """The policy in force, as the office signed it."""
        return policies_in_force(self.chain_file, self._lines(), signer)[-1]

    def set_populations(self, text: str, signer: Signer, *, by: str, reason: str) -> None:
        """Sign the list of populations into the register, in place of the one before.

        Parameters
        ----------
        text : str
            Of the file, see `parse_populations`.
        signer : Signer
            The office's key.
        by, reason : str

        Raises
        ------
        InvalidSpecification
            If the list cannot be read.
        InvalidData
            If name or reason is blank, or the list drops a population with releases or a relation of one.
        """
        if not (reason.strip() and by.strip()):
            raise InvalidData("A list of populations needs a reason and the name of who decided it.")
        read = parse_populations(text)
        with self.writer() as file:
            lines = file.lines()
            before = _population_lists(self.chain_file, lines, signer)
            check_population_succession(before, read, _used_populations(lines))
            number = len(before) + 1
            data = _populations_bytes(_data_set(self.chain_file, lines), number, text)
            entry = {"number_of_populations": number, "text": text, "by": by, "reason": reason}
            key = signer.public_key.hex()
            signature = signer.sign(data).hex()
            file.append({"kind": "populations", **entry, "public_key": key, "signature": signature}, signer.sign)

    def populations(self, signer: Signer) -> PopulationList:
        """The list of populations in force, as the office signed it; an empty one where there is none."""
        found = _population_lists(self.chain_file, self._lines(), signer)
        return found[-1] if found else PopulationList({})

    def unseal(self, release: Earlier, signer: Signer) -> bytes:
        """The figures that a release does not show, or a refusal if their file is not what was sealed."""
        path = self.sealed_path(release.number)
        data = _read_kept(path, release.sealed)
        if not release.sealed or sha256(data) != release.sealed:
            raise InvalidData(
                f"{path} is missing or is not what was sealed with {release}. Without the figures it hides nothing new "
                "can be audited against it: put the file back."
            )
        return signer.unseal(data, self._context(release.number))

    def sealed_path(self, number: int) -> Path:
        """Where the figures are that a release does not show; for the office only."""
        return self.folder / f"{number:04d}.sealed"

    def _context(self, number: int) -> str:
        return f"release {number} of {self.data_set}"

    @contextlib.contextmanager
    def writer(self) -> Iterator[chain.Writer]:
        """The one who adds to the register; others wait."""
        self._must_exist()
        with chain.writer(self.chain_file) as file:
            yield file

    def bundle(self, release: Earlier) -> bytes:
        """The bundle of a release as it was published, or a refusal if it is not that any more."""
        path = self.path(release.number)
        data = _read_kept(path, release.sha256)
        if sha256(data) != release.sha256:
            raise InvalidData(
                f"{path} is missing or is not the bundle of {release}. Without it new releases cannot be audited "
                "against it: put the published file back."
            )
        return data

    def path(self, number: int) -> Path:
        """Where the bundle of a release is."""
        return self.folder / f"{number:04d}.zip"

    def keep(
        self, file: chain.Writer, number: int, data: bytes, entry: chain.Line, *, hidden: bytes, signer: Signer
    ) -> None:
        """Write a bundle and, sealed, what it does not show; list both; and give them their names.

        A crash before they are listed leaves files that are overwritten; after it, they get their names when they are
        read. So a bundle that has its name is always in the list.
        """
        files = {self.path(number): (data, 0o644)}
        if hidden:
            sealed = signer.seal(hidden, self._context(number))
            files[self.sealed_path(number)] = sealed, 0o600
            entry = {**entry, "sealed": sha256(sealed)}
        for path, (content, mode) in files.items():
            _write(_beside(path), content, mode)
        file.append({"kind": "release", "release": number, "sha256": sha256(data), **entry}, signer.sign)
        for path in files:
            _beside(path).replace(path)

    def _lines(self) -> list[chain.Line]:
        self._must_exist()
        return chain.read(self.chain_file)

    def _must_exist(self) -> None:
        if not self.chain_file.exists():
            raise InvalidData(f"There is no register in {self.folder}: begin one with `disclosure release create`.")


def _beside(path: Path) -> Path:
    """Where a file is before it is listed."""
    return path.with_name(f"{path.name}.new")


def _read_kept(path: Path, digest: str) -> bytes:
    """The content of a listed file, nothing if it is not there; one that a crash left without its name gets it."""
    if not path.exists() and (new := _beside(path)).exists() and sha256(new.read_bytes()) == digest:
        new.replace(path)
    return path.read_bytes() if path.exists() else b""


def _write(path: Path, data: bytes, mode: int) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def _data_set(path: Path, lines: list[chain.Line]) -> str:
    if not lines or lines[0].get("kind") != "register":
        raise InvalidData(f"{path} is not a register: its first line must name the data set.")
    return str(lines[0]["data_set"])


def _releases(path: Path, lines: list[chain.Line]) -> tuple[Earlier, ...]:
    _data_set(path, lines)
    why = {line["release"]: line["reason"] for line in lines if line["kind"] == "withdrawn"}
    found, policy = [], 0
    for line in lines:
        policy += line["kind"] == "policy"
        if line["kind"] == "release":
            number, kind = line["release"], Kind(line["figures"])
            declared = tuple(str(one["about"]) for one in line.get("declared", ()))
            texts = line["title"], line["date"], line["sha256"], why.get(number, "")
            mark, whom = line.get("mark", ""), line.get("population", "")
            found.append(Earlier(number, kind, *texts, policy, line.get("sealed", ""), declared, mark, whom))
    return tuple(found)


def _policy_bytes(data_set: str, number: int, text: str) -> bytes:
    return to_json({"data_set": data_set, "number_of_policy": number, "text": text})


def _policies(path: Path, lines: list[chain.Line], signer: Signer) -> list[Policy]:
    data_set = _data_set(path, lines)
    found: list[Policy] = []
    for line in lines:
        if line["kind"] == "policy":
            data = _policy_bytes(data_set, len(found) + 1, line["text"])
            same = line["public_key"] == signer.public_key.hex()
            if not same or not is_signed(data, bytes.fromhex(line["signature"]), signer.public_key):
                raise InvalidData(f"{path}: policy {len(found) + 1} is not signed with this key. Use the office's key.")
            found.append(parse_policy(line["text"], where=f"policy {len(found) + 1}"))
    return found


def _populations_bytes(data_set: str, number: int, text: str) -> bytes:
    return to_json({"data_set": data_set, "number_of_populations": number, "text": text})


def _population_lists(path: Path, lines: list[chain.Line], signer: Signer) -> list[PopulationList]:
    data_set = _data_set(path, lines)
    found: list[PopulationList] = []
    for line in (one for one in lines if one["kind"] == "populations"):
        number = len(found) + 1
        data = _populations_bytes(data_set, number, line["text"])
        same = line["public_key"] == signer.public_key.hex()
        if not same or not is_signed(data, bytes.fromhex(line["signature"]), signer.public_key):
            raise InvalidData(
                f"{path}: list {number} of populations is not signed with this key. Use the office's key."
            )
        found.append(parse_populations(line["text"], where=f"list {number} of populations"))
    return found


def _used_populations(lines: list[chain.Line]) -> set[str]:
    """The populations that releases are about."""
    return {line["population"] for line in lines if line["kind"] == "release" and line.get("population")}


def policies_in_force(path: Path, lines: list[chain.Line], signer: Signer) -> list[Policy]:
    """All policies of a register, the one in force last; a register without any is refused.

    Raises
    ------
    InvalidData
        If there is none, or one was not signed with this key.
    """
    found = _policies(path, lines, signer)
    if not found:
        raise InvalidData(
            f"{path} has no policy: without thresholds, units and code lists of the office nothing is released. Sign "
            "one with `disclosure release policy`."
        )
    return found


def earlier_of(register: Register, file: chain.Writer) -> tuple[Earlier, ...]:
    """All releases, read while the lock is held."""
    return _releases(register.chain_file, file.lines())
