"""The checks on noisy counts and on illustrations before they are released."""

import json
from collections.abc import Iterator, Sequence

from disclosure.errors import InvalidData, NotPossible
from disclosure.privacy.ledger import Ledger
from disclosure.privacy.result import NoisyMarginals
from disclosure.release.bundle import sha256, unpack
from disclosure.release.proposal import Check, Kind, Proposal
from disclosure.release.register import Earlier, Register
from disclosure.synthetic.draw import illustrate

PARAMETERS = "data/parameters.json"


def check_counts(proposal: Proposal, ledger: Ledger | None, data_set: str) -> list[Check]:
    """See that the ledger of the data set knows these very counts.

    Parameters
    ----------
    proposal : Proposal
    ledger : Ledger or None
    data_set : str
        Of the register.

    Returns
    -------
    list of Check

    Raises
    ------
    NotPossible
        If a file is not what the ledger says was released.
    InvalidData
        If there is no ledger, or it is another data set's.
    """
    if ledger is None:
        raise InvalidData("Noisy counts need the ledger their budget came from: name it.")
    account = ledger.account()
    if account.data_set != data_set:
        raise InvalidData(f"The ledger is that of {account.data_set!r}, but the register that of {data_set!r}.")
    known = {release["sha256"]: release for release in account.releases if release["sha256"]}
    for name, content in proposal.data.items():
        if sha256(content) not in known:
            raise NotPossible(
                f"The ledger of {data_set!r} knows no release that is {name}: it was changed after it was made, or was "
                "made without the ledger. Release the file as it was written."
            )
    alone = [known[sha256(content)]["alone"] for content in proposal.data.values()]
    _check_parameters(proposal.parameters, alone)
    costs = "; ".join(f"epsilon {cost['epsilon']:g} at delta {cost['delta']:g}" for cost in alone)
    return [Check("ledger", f"The counts are in the ledger as they are here, and cost {costs}. {account}.")]


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
