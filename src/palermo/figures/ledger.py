"""The public side of a register: the policy in force in plain terms, and every release ever made under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from disclosure import chain
from disclosure.errors import DisclosureError
from disclosure.release.policy import Policy, parse_policy

from palermo.figures.models import ReleaseRegister
from palermo.figures.pipeline.places import register_folder


@dataclass(frozen=True)
class LedgerLine:
    """A release as the register lists it.

    Attributes
    ----------
    number : int
    title, sha256, author : str
    date : date
    approved_by : tuple of str
    declared : int
        How much was declared that no computation could match.
    withdrawn : str
        The reason, or nothing.
    """

    number: int
    title: str
    date: date
    sha256: str
    author: str
    approved_by: tuple[str, ...]
    declared: int
    withdrawn: str


@dataclass(frozen=True)
class PolicyLine:
    """A policy that was signed into the register: its number, who decided it, why, and what it says."""

    number: int
    by: str
    reason: str
    policy: Policy
    public_key: str


@dataclass(frozen=True)
class PublicLedger:
    """What everybody sees of a register; `fault` says why it cannot be read, where it cannot.

    `last_line` is the number of the last line, `last_hash` its hash: it stands for all lines before it.
    """

    policies: tuple[PolicyLine, ...] = ()
    lines: tuple[LedgerLine, ...] = ()
    last_line: int = 0
    last_hash: str = ""
    fault: str = ""

    @property
    def policy(self) -> PolicyLine | None:
        """The policy in force."""
        return self.policies[-1] if self.policies else None


def read_ledger(register: ReleaseRegister) -> PublicLedger:
    """The register as its chained file has it; without any line where it has not been begun."""
    path = register_folder(register) / "register.jsonl"
    if not path.is_file():
        return PublicLedger()
    try:
        return _read(path)
    except (DisclosureError, OSError) as error:
        return PublicLedger(fault=str(error).replace(str(path), path.name))


def _read(path: Path) -> PublicLedger:
    lines = chain.read(path)
    withdrawn = {int(each["release"]): str(each["reason"]) for each in lines if each["kind"] == "withdrawn"}
    return PublicLedger(
        policies=tuple(_policies(lines)),
        lines=tuple(_releases(lines, withdrawn)),
        last_line=len(lines),
        last_hash=chain.hashes(path)[-1],
    )


def _policies(lines: list[chain.Line]) -> Iterator[PolicyLine]:
    for each in lines:
        if each["kind"] == "policy":
            yield PolicyLine(
                int(each["number_of_policy"]),
                str(each["by"]),
                str(each["reason"]),
                parse_policy(str(each["text"])),
                str(each["public_key"]),
            )


def _releases(lines: list[chain.Line], withdrawn: dict[int, str]) -> Iterator[LedgerLine]:
    for each in lines:
        if each["kind"] == "release":
            number = int(each["release"])
            yield LedgerLine(
                number,
                str(each["title"]),
                date.fromisoformat(str(each["date"])),
                str(each["sha256"]),
                str(each["author"]),
                tuple(map(str, each["approved_by"])),
                len(each.get("declared", ())),
                withdrawn.get(number, ""),
            )
