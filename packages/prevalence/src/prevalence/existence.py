"""Whether the extended maximum-likelihood estimate of a log-linear model exists and is unique.

Terms whose margin is zero go to minus infinity, and the cells that contain them drop out. For the rest:

*Unique?* Write D for the patterns left, the empty one included. The patterns of D other than the empty one are the
observed cells, and the matrix "cell contains term" over D is triangular with ones, hence invertible. Leaving out the
row of the empty pattern leaves one direction, with entry (-1)**size at every pattern of D. So the terms are
independent, and the estimate unique, exactly if some pattern of D is not a term. No rank is computed. (With declared
impossible cells D is no longer closed, and the rank is.)

*Existing?* A maximum exists exactly if some table with all cells left positive has the observed margins. A converged
Newton fit is such a table. Otherwise a linear programme decides, and the answer is remembered: it depends on the
model, the cells left and which of them are occupied, not on the counts.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
import scipy

from prevalence.errors import NotEstimable
from prevalence.histories import CaptureHistories
from prevalence.models import Model, as_model
from prevalence.presentation import Result
from prevalence.subsets import Bools, Floats, design_of, members, subset_sums, superset_sums
from prevalence.tables import read_histories


class Status(IntEnum):
    """What can be said of an extended maximum-likelihood estimate; the numbers are those of the literature."""

    FOUND = 0
    DOES_NOT_EXIST = 1
    NOT_UNIQUE = 2
    NEITHER = 3


@dataclass(frozen=True, eq=False, repr=False)
class Existence(Result):
    """Answer of `check_existence`: the status, the terms at minus infinity and a sentence."""

    status: Status
    at_minus_infinity: tuple[int, ...]
    reason: str

    def __str__(self) -> str:
        return self.reason

    def __bool__(self) -> bool:
        return self.status is Status.FOUND


def check_existence(histories: CaptureHistories, model: str | Model) -> Existence:
    """Decide exactly whether a model's extended maximum-likelihood estimate exists and is unique.

    Parameters
    ----------
    histories : CaptureHistories
    model : str or Model
        `[12,23]`, a formula with names, or a `Model`.

    Returns
    -------
    Existence
        True in a condition if the estimate exists and is unique; `status`, `at_minus_infinity`, `reason`.

    Raises
    ------
    InvalidArgument
        If the model cannot be read.

    Notes
    -----
    In a case worker's words: if two lists never met, no dependence between them can be measured, only that it is as
    negative as can be. If then too few combinations are left to tell the remaining dependences apart, different
    answers fit equally well, and none is given.

    References
    ----------
    .. [1] Fienberg, S. and Rinaldo, A. (2012). Maximum likelihood estimation in log-linear models. Annals of
    Statistics 40.
    .. [2] Chan, L., Silverman, B. and Vincent, K. (2021). Multiple systems estimation for sparse capture data.
    Journal of
       the American Statistical Association 116(535), section 2.

    Examples
    --------
    The artificial table of [2]_, its table 2.

    >>> from prevalence.datasets import load
    >>> [int(check_existence(load("artificial"), model).status) for model in ("[12,13,23]", "[12,3]", "[13,23]")]
    [2, 1, 0]
    """
    histories = read_histories(histories)
    wanted = as_model(model, histories.lists)
    counts = histories.counts.astype(np.float64)
    split = split_terms(counts[None], wanted.indicator()[None], observable(histories))
    exists = exists_by_programme(split.free[0], split.cells[0], counts > 0)
    unique = is_unique(split.free[0], split.cells[0], bool(histories.structural_zeros))
    status = Status((0 if exists else 1) + (0 if unique else 2))
    infinite = tuple(np.flatnonzero(split.infinite[0]).tolist())
    return Existence(status, infinite, _sentence(status, wanted, infinite, histories))


def found_existence(histories: CaptureHistories, model: Model, infinite: Bools) -> Existence:
    """The answer for a model whose fit was found, which is its own certificate; no linear programme is needed."""
    terms = tuple(np.flatnonzero(infinite).tolist())
    return Existence(Status.FOUND, terms, _sentence(Status.FOUND, model, terms, histories))


def observable(histories: CaptureHistories) -> Bools:
    """True at the patterns that can be observed: not the empty one, and none declared impossible."""
    result = np.ones(1 << histories.n_lists, dtype=np.bool_)
    result[[0, *histories.structural_zeros]] = False
    return result


@dataclass(frozen=True)
class SplitTerms:
    """Free terms, terms at minus infinity and cells left, each n_fits by 2**t."""

    free: Bools
    infinite: Bools
    cells: Bools


def split_terms(counts: Floats, terms: Bools, possible: Bools) -> SplitTerms:
    """Send terms with a zero margin to minus infinity and drop the cells that contain one."""
    infinite = terms & (superset_sums(counts) == 0)
    dropped = subset_sums(infinite.astype(np.float64)) > 0
    return SplitTerms(terms & ~infinite, infinite, possible & ~dropped)


def is_unique(free: Bools, cells: Bools, irregular: bool) -> bool:
    """Whether the free terms are independent over the cells left; see the module's first lines."""
    if not irregular:
        return bool(free.sum() < cells.sum() + 1)
    return _rank(free.tobytes(), cells.tobytes()) == int(free.sum())


@lru_cache(maxsize=100_000)
def _rank(free: bytes, cells: bytes) -> int:
    design = design_of(np.flatnonzero(np.frombuffer(cells, np.bool_)), np.flatnonzero(np.frombuffer(free, np.bool_)))
    return int(np.linalg.matrix_rank(design)) if design.size else 0


def exists_by_programme(free: Bools, cells: Bools, occupied: Bools) -> bool:
    """Whether a positive table with the observed margins exists, by linear programme, remembered by support."""
    return _programme(free.tobytes(), cells.tobytes(), (occupied & cells).tobytes())


@lru_cache(maxsize=200_000)
def _programme(free: bytes, cells: bytes, occupied: bytes) -> bool:
    rows = np.frombuffer(cells, np.bool_)
    design = design_of(np.flatnonzero(rows), np.flatnonzero(np.frombuffer(free, np.bool_)))
    support = np.frombuffer(occupied, np.bool_)[rows].astype(np.float64)
    # Maximize z subject to design' x = design' support and x >= z, written with y = x - z >= 0.
    equalities = np.hstack([design.T, design.sum(axis=0)[:, None]])
    objective = np.zeros(len(support) + 1)
    objective[-1] = -1.0
    found = scipy.optimize.linprog(
        objective, A_eq=equalities, b_eq=design.T @ support, bounds=(0, None), method="highs"
    )
    return found.x is not None and bool(found.x[-1] > 1e-7)


def has_maximum(design: Floats, expected: Floats) -> bool:
    """Whether a table with every cell positive has the margins of the completed one."""
    support = np.where(expected > 1e-6, np.maximum(expected, 1e-3), 0.0)
    scale = support.sum()
    equalities = np.hstack([design.T, design.sum(axis=0)[:, None]])
    objective = np.zeros(len(support) + 1)
    objective[-1] = -1.0
    found = scipy.optimize.linprog(
        objective, A_eq=equalities, b_eq=design.T @ (support / scale), bounds=(0, None), method="highs"
    )
    return found.x is not None and bool(found.x[-1] > 1e-12)


def refuse(existence: Existence) -> None:
    """Raise `NotEstimable` with the reason unless the estimate exists and is unique."""
    if not existence:
        raise NotEstimable(existence.reason)


def _sentence(status: Status, model: Model, infinite: tuple[int, ...], histories: CaptureHistories) -> str:
    never = ", ".join(histories.label(term) for term in infinite if len(members(term)) > 1)
    because = f" after leaving out the combinations that nobody has ({never})" if never else ""
    sentences = {
        Status.FOUND: f"The estimate of model {model} exists and is unique.",
        Status.DOES_NOT_EXIST: f"The likelihood of model {model} has no maximum{because}: some dependence could be "
        "made ever stronger with an ever better fit. Remove terms from the model, or merge lists that hardly meet.",
        Status.NOT_UNIQUE: f"Model {model} has as many parameters as there are combinations left{because}, so that "
        "different totals fit equally well. Remove terms from the model, or merge lists that hardly meet.",
        Status.NEITHER: f"The likelihood of model {model} has no maximum, and what fits best is not unique{because}. "
        "Remove terms from the model, or merge lists that hardly meet.",
    }
    return sentences[status]
