"""What a data set has spent of its privacy: a plain file that only grows and refuses what would overspend."""

import math
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from disclosure import chain
from disclosure.errors import InvalidArgument, InvalidData, NotPossible
from disclosure.privacy.parameters import UNIT_OF_PRIVACY
from disclosure.privacy.zcdp import COMPOSITION, delta_of, epsilon_of


@dataclass(frozen=True)
class Spend:
    """One release's cost, as it is written before any noise is drawn.

    Attributes
    ----------
    mechanism : str
        What is done, in words.
    caps : dict
        How far one person's part is bounded.
    rho : float
        Zero-concentrated loss.
    delta : float
        Chance of naming a value because of one person alone, beside ρ.
    epsilon_alone, delta_alone : float
        What the release would cost if it were the only one.
    """

    mechanism: str
    caps: dict[str, Any]
    rho: float
    delta: float
    epsilon_alone: float
    delta_alone: float


@dataclass(frozen=True)
class Account:
    """The state of a ledger.

    Attributes
    ----------
    data_set : str
    epsilon, delta : float
        The budget.
    rho_spent, delta_spent : float
        The sums over all releases, finished or not.
    epsilon_spent : float
        What they come to, at the whole of δ.
    releases : tuple of dict
        One each: number, spend, and the hash of what was released or None.
    """

    data_set: str
    epsilon: float
    delta: float
    rho_spent: float
    delta_spent: float
    epsilon_spent: float
    releases: tuple[dict[str, Any], ...]

    def epsilon_with(self, rho: float, delta: float) -> float:
        """What all releases come to with another one, at the whole of δ.

        Parameters
        ----------
        rho, delta : float
            Those of the other release, as `Spend` has them.

        Returns
        -------
        float
            Infinite where δ does not suffice.
        """
        left = self.delta - _sum([self.delta_spent, delta])
        return epsilon_of(_sum([self.rho_spent, rho]), left) if left > 0 else math.inf

    def __str__(self) -> str:
        spent = f"{self.epsilon_spent:.3f} of {self.epsilon:g} spent at delta {self.delta:g}"
        count = len(self.releases)
        return f"{self.data_set}: epsilon {spent}, in {count} release{'' if count == 1 else 's'}"


@dataclass(frozen=True)
class Ledger:
    """The ledger of one data set, in one file."""

    path: Path

    @classmethod
    def create(cls, path: str | Path, *, data_set: str, epsilon: float, delta: float) -> Self:
        """Begin a ledger with a budget that is never changed.

        Parameters
        ----------
        path : str or Path
            Must not exist.
        data_set : str
            What the budget is for. Everything ever released from it, by anybody, belongs in this one file.
        epsilon, delta : float
            The whole budget, for ever.

        Returns
        -------
        Ledger

        Raises
        ------
        InvalidData
            If the file exists.
        InvalidArgument
            If the budget is not positive, or δ is not below 0.001.
        """
        if not (0 < epsilon < math.inf and 0 < delta <= 1e-3):
            raise InvalidArgument(
                f"The budget needs a positive epsilon and a delta of at most 0.001, but has {epsilon!r} and {delta!r}."
            )
        budget = {"epsilon": epsilon, "delta": delta}
        head = {"kind": "ledger", "data_set": data_set, "unit": UNIT_OF_PRIVACY, "composition": COMPOSITION}
        # Two ledgers are never alike, so that a register knows its own.
        chain.create(Path(path), {**head, "budget": budget, "id": secrets.token_hex(16)})
        return cls(Path(path))

    def account(self) -> Account:
        """Read the ledger, check its chain, and add up."""
        if not self.path.exists():
            raise InvalidData(f"There is no ledger {self.path}: begin one with `disclosure ledger create`.")
        return _account(self.path, chain.read(self.path))

    def check_against(self, known: str) -> str:
        """See that a line that was known earlier is still there, for a chain does not show that its end was cut off.

        Parameters
        ----------
        known : str
            The hash of the last line as it was noted elsewhere; blank to only ask for today's.

        Returns
        -------
        str
            The hash of the last line, to be noted elsewhere.

        Raises
        ------
        InvalidData
            If no line has that hash.
        """
        found = chain.hashes(self.path)
        if known and known not in found:
            raise InvalidData(
                f"{self.path} has no line {known[:12]} any more: its end was cut off, or an old copy was put back. "
                "What was released since is not in it; restore the newest copy."
            )
        return found[-1]

    def reserve(self, spend: Spend) -> int:
        """Write a spend down before the noise is drawn, or refuse it.

        Parameters
        ----------
        spend : Spend

        Returns
        -------
        int
            The number of the release. What is reserved is spent, whether the release is finished or not.

        Raises
        ------
        NotPossible
            If the sum of all releases would exceed the budget; says what is left.
        InvalidData
            If the ledger was tampered with.
        """
        _check(spend)
        with chain.writer(self.path) as file:
            lines = file.lines()
            account = _account(self.path, lines)
            _refuse_overspending(account, spend)
            entry = {"mechanism": spend.mechanism, "caps": spend.caps, "rho": spend.rho, "delta": spend.delta}
            alone = {"epsilon": spend.epsilon_alone, "delta": spend.delta_alone}
            file.append({"kind": "spend", **entry, "alone": alone})
            return len(lines)

    def finish(self, number: int, sha256: str) -> None:
        """Write down the hash of what was released under a number."""
        with chain.writer(self.path) as file:
            account = _account(self.path, file.lines())
            entry = next((r for r in account.releases if r["number"] == number), None)
            if entry is None or entry["sha256"] is not None:
                raise InvalidData(f"{self.path}: number {number} is not a spend that waits for its release.")
            file.append({"kind": "released", "spend": number, "sha256": sha256})


def _account(path: Path, lines: list[chain.Line]) -> Account:
    if not lines or lines[0].get("kind") != "ledger":
        raise InvalidData(f"{path} is not a ledger: its first line must name the data set and the budget.")
    head = lines[0]
    hashes = {line["spend"]: line["sha256"] for line in lines if line["kind"] == "released"}
    releases = tuple({**line, "sha256": hashes.get(line["number"])} for line in lines if line["kind"] == "spend")
    rho, delta = _sum(r["rho"] for r in releases), _sum(r["delta"] for r in releases)
    budget = head["budget"]
    epsilon = epsilon_of(rho, budget["delta"] - delta) if rho else 0.0
    return Account(head["data_set"], budget["epsilon"], budget["delta"], rho, delta, epsilon, releases)


def _sum(values: Any) -> float:
    """A sum that is never rounded down."""
    values = list(values)
    return math.nextafter(math.fsum(values), math.inf) if values else 0.0


def _check(spend: Spend) -> None:
    if not (0 < spend.rho < math.inf and 0 <= spend.delta < 1):
        raise InvalidArgument(
            f"A spend needs a positive rho and a delta below 1, but has {spend.rho!r}, {spend.delta!r}."
        )


def _refuse_overspending(account: Account, spend: Spend) -> None:
    rho, left = _sum([account.rho_spent, spend.rho]), account.delta - _sum([account.delta_spent, spend.delta])
    # What one release planned exactly for the whole budget must fit in spite of rounding in the last digits.
    if left > 0 and delta_of(rho, account.epsilon) <= left * (1 + 1e-9):
        return
    would = account.epsilon_with(spend.rho, spend.delta)
    words = f"epsilon {would:.3f}" if would < math.inf else "all of delta and more"
    raise NotPossible(
        f"The budget of {account.data_set!r} is epsilon {account.epsilon:g} at delta {account.delta:g}, of which "
        f"epsilon {account.epsilon_spent:.3f} is spent; with this release it would be {words}. Nothing was drawn. "
        "Ask for less, or publish from what is released already: that costs nothing."
    )
