"""Where a register keeps its privacy budget, and what a draw takes of it. Knows nothing of Django.

The only module that knows the place: a ledger in the folder of the register, which only grows. It is one for the whole
register, whatever the dataset: the same person may be in several.
"""

from pathlib import Path

from disclosure.privacy.ledger import Account, Ledger
from disclosure.privacy.parameters import Parameters

LEDGER = "budget.jsonl"
# The chance, of all releases together, that a value is named because of one person alone.
DELTA = 1e-6


def ledger_in(folder: Path) -> Ledger:
    """The ledger of a register, from the gate's folder."""
    return Ledger(folder / LEDGER)


def begin_ledger(folder: Path, *, data_set: str, epsilon: float, delta: float) -> Ledger:
    """Begin the ledger of a register, with a budget that is never changed.

    Raises
    ------
    disclosure.errors.DisclosureError
        If there is one, or the numbers cannot be used.
    """
    return Ledger.create(folder / LEDGER, data_set=data_set, epsilon=epsilon, delta=delta)


def parameters_of(account: Account, epsilon: float, longest: int) -> Parameters:
    """What a draw costs: of δ the part that it takes of ε, so that both last equally long.

    Raises
    ------
    disclosure.errors.InvalidArgument
        If ε or the longest combination is out of range.
    """
    return Parameters(epsilon, account.delta * min(epsilon / account.epsilon, 1.0), order=longest)
