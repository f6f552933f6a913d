"""The checks on noisy counts and on illustrations before they are released."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure import chain
from disclosure.chain import Line
from disclosure.errors import InvalidData, NotPossible
from disclosure.privacy.ledger import Ledger
from disclosure.privacy.result import NoisyMarginals
from disclosure.release.bundle import sha256, unpack
from disclosure.release.proposal import Check, Kind, Proposal
from disclosure.release.register import Earlier, Register
from disclosure.synthetic.draw import illustrate

PARAMETERS = "data/parameters.json"


@dataclass(frozen=True)
class Counts:
    """Noisy counts that may be released.

    Attributes
    ----------
    checks : list of Check
    entry : dict
        The ledger as the register notes it: its first line, and its last one now.
    """

    checks: list[Check]
    entry: Line


def check_counts(proposal: Proposal, ledger: Ledger | None, data_set: str, lines: Sequence[Line]) -> Counts:
    """See that the one ledger of the register knows these very counts.

    Parameters
    ----------
    proposal : Proposal
    ledger : Ledger or None
    data_set : str
        Of the register.
    lines : sequence of dict
        Of the register, which has one budget: that of the ledger with which its first noisy counts were released.

    Returns
    -------
    Counts

    Raises
    ------
    NotPossible
        If a file is not what the ledger says was released.
    InvalidData
        If there is no ledger, it is another data set's, or it is another one than before or an old copy of it.
    """
    if ledger is None:
        raise InvalidData("Noisy counts need the ledger their budget came from: name it.")
    account = ledger.account()
    if account.data_set != data_set:
        raise InvalidData(f"The ledger is that of {account.data_set!r}, but the register that of {data_set!r}.")
    entry = {"ledger": _check_is_ledger_of_register(ledger, lines)}
    known = {release["sha256"]: release for release in account.releases if release["sha256"]}
    for name, content in proposal.data.items():
        if sha256(content) not in known:
            raise NotPossible(
                f"The ledger of {data_set!r} knows no release that is {name}: it was changed after it was made, or was "
                "made without the ledger. Release the file as it was written."
            )
    alone = [known[sha256(content)]["alone"] for content in proposal.data.values()]
    _check_parameters(proposal.parameters, alone)
    costs = "; ".join(f"epsilon {cost['epsilon']:g} at delta {cost['delta']:.3g}" for cost in alone)
    found = f"The counts are in the one ledger of this register as they are here, and cost {costs} by themselves. "
    found += f"All noisy counts together: {account}."
    return Counts([Check("ledger", found)], entry)


def _check_is_ledger_of_register(ledger: Ledger, lines: Sequence[Line]) -> dict[str, str]:
    """The first and the last line of a ledger, which is the one that the register knows, and no old copy."""
    hashes = chain.hashes(ledger.path)
    for line in (one["ledger"] for one in lines if "ledger" in one):
        if line["first"] != hashes[0]:
            raise InvalidData(
                f"{ledger.path} is another ledger than the one from which this register released noisy counts before. "
                "A data set has one budget: a second ledger would spend it again. Name the first one."
            )
        ledger.check_against(line["last"])
    return {"first": hashes[0], "last": hashes[-1]}


def _check_parameters(text: str, alone: list[dict[str, float]]) -> None:
    try:
        read = json.loads(text)
        stated = {"epsilon": read["epsilon"], "delta": read["delta"]}
    except (ValueError, KeyError, TypeError):
        raise InvalidData(
            "Noisy counts need their parameters beside them, as `disclosure noisy` writes them."
        ) from None
    if any(stated != cost for cost in alone):
        raise NotPossible(
            f"The parameters state {stated}, but the ledger {alone}: give the file written with the counts."
        )


def check_illustration(proposal: Proposal, register: Register, earlier: Sequence[Earlier]) -> list[Check]:
    """Draw the rows again from counts that were released, and compare.

    Parameters
    ----------
    proposal : Proposal
        With parameters that name rows and seed.
    register : Register
    earlier : sequence of Earlier

    Returns
    -------
    list of Check

    Raises
    ------
    NotPossible
        If the rows are not, byte for byte, what is drawn from a release of this data set that was not withdrawn. A
        stamp alone proves nothing: anybody can write one beside real records.
    """
    if len(proposal.data) != 1:
        raise InvalidData("An illustration is one file.")
    rows, seed = _drawing_parameters(proposal.parameters)
    (content,) = proposal.data.values()
    for release in earlier:
        if release.kind is Kind.NOISY_COUNTS and not release.withdrawn:
            for marginals in _counts(register, release):
                if illustrate(marginals, rows=rows, seed=seed).to_csv().encode() == content:
                    found = f"The rows were drawn again from {release} and are the same; each is stamped."
                    return [Check("illustration", f"{found} They cost no privacy.")]
    raise NotPossible(
        "These rows are not what is drawn, with these parameters, from noisy counts that were released from this data "
        "set and not withdrawn. Release the counts first, and the file as `disclosure synthesise` wrote it."
    )


def _drawing_parameters(text: str) -> tuple[int, int]:
    try:
        read = json.loads(text)
        return int(read["rows"]), int(read["seed"])
    except (ValueError, KeyError, TypeError):
        words = "An illustration needs its parameters beside it, as `disclosure synthesise` writes them."
        raise InvalidData(words) from None


def _counts(register: Register, release: Earlier) -> Iterator[NoisyMarginals]:
    for name, content in unpack(register.bundle(release), str(release)).items():
        if name.startswith("data/") and name != PARAMETERS:
            yield NoisyMarginals.parse(content.decode(), where=name)
