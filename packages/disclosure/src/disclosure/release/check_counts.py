"""The checks on noisy counts and on illustrations before they are released."""

import csv
import io
import json
from collections.abc import Sequence

from disclosure.errors import InvalidData, NotPossible
from disclosure.privacy.ledger import Ledger
from disclosure.release.bundle import sha256, unpack
from disclosure.release.proposal import Check, Kind, Proposal
from disclosure.release.register import Earlier, Register
from disclosure.synthetic.stamp import STAMP_COLUMN, stamp

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
    """See that every row carries its stamp, and that the counts it was drawn from were released.

    Parameters
    ----------
    proposal : Proposal
    register : Register
    earlier : sequence of Earlier

    Returns
    -------
    list of Check

    Raises
    ------
    NotPossible
        If a row has no stamp, or its source is not a release of this data set.
    """
    sources = {
        stamp(sha256(content)): release
        for release in earlier
        if release.kind is Kind.NOISY_COUNTS and not release.withdrawn
        for name, content in unpack(register.bundle(release), str(release)).items()
        if name.startswith("data/") and name != PARAMETERS
    }
    for name, content in proposal.data.items():
        stamps = {row.get(STAMP_COLUMN) for row in csv.DictReader(io.StringIO(content.decode()))}
        if not stamps or not stamps <= sources.keys():
            raise NotPossible(
                f"Not every row of {name} carries, in a column {STAMP_COLUMN!r}, the stamp of noisy counts that were "
                "released from this data set and not withdrawn. Draw it from such a release with "
                "`disclosure synthesise`."
            )
    return [Check("illustration", "Every row is stamped; it was drawn from released counts and costs no privacy.")]
