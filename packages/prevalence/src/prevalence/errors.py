"""What can go wrong, by family: errors refuse, warnings stay with the result."""

import os
import sys
import warnings
from dataclasses import dataclass

FOLDER = os.path.dirname(__file__) + os.sep


class PrevalenceError(ValueError):
    """Anything this package refuses; the message says what was found, what was expected and the way out."""


class InvalidData(PrevalenceError):
    """The table of histories cannot be read as one; names the column, the row, the value and the cure."""


class InvalidArgument(PrevalenceError):
    """An argument outside its range, or a model that cannot be read; names the argument, the bound and the value."""


class TooFewLists(InvalidData):
    """The method needs more lists than there are."""


class NotEstimable(PrevalenceError):
    """The data do not determine the estimate: no maximum exists, it is not unique, or it is not finite."""


class NotConverged(PrevalenceError):
    """An iteration or a set of chains did not reach agreement, so there is nothing to summarize."""


class PrevalenceWarning(UserWarning):
    """The family of all warnings of this package; each is also kept with the result it concerns."""


class SparseOverlapWarning(PrevalenceWarning):
    """Pairs of lists share nobody or nearly nobody, or a list is empty."""


class NotIdentifiedWarning(PrevalenceWarning):
    """Some models considered cannot be estimated from these data and were left out."""


class ConvergenceWarning(PrevalenceWarning):
    """Chains disagree, or an iteration ended before its tolerance."""


class DegenerateIntervalWarning(PrevalenceWarning):
    """An interval limit is decided by a few extreme replicates, or replicates were not finite."""


class LimitReachedWarning(PrevalenceWarning):
    """A population grid or cap has cut the answer."""


class CompetingModelsWarning(PrevalenceWarning):
    """Models that fit nearly as well give very different totals."""


class SelectionIgnoredWarning(PrevalenceWarning):
    """The interval takes the model as given although the data chose it; it is too short."""


class UnstableEstimateWarning(PrevalenceWarning):
    """The total is many times what was observed, or rests on a few people."""


class AssumptionWarning(PrevalenceWarning):
    """The estimate rests on an assumption the data cannot check and the literature warns about."""


class TwoListsWarning(AssumptionWarning):
    """There are only two lists with people, and two lists cannot show whether they depend on each other."""


class NestedListsWarning(AssumptionWarning):
    """Everybody on one list is on another: one may be a copy of the other, or take its people from it."""


class PriorDominatesWarning(UnstableEstimateWarning):
    """There are so few people, or so few on several lists, that the prior and not the data gives the answer."""


class CoarseGridWarning(PrevalenceWarning):
    """The points of a grid lie so far apart that one of them holds a good part of the posterior."""


class MonteCarloWarning(PrevalenceWarning):
    """A limit would move by more than a fair amount with another seed, or replicates gather in two places."""


class UnprovenBestWarning(PrevalenceWarning):
    """A search ended before it was proven that no model is better; says by how much one could be."""


class LongWorkWarning(PrevalenceWarning):
    """Work has begun that will take minutes or hours; says about how long. Kept with no result."""


@dataclass(frozen=True)
class Note:
    """A warning as it is kept with a result: the name of its class and its sentence."""

    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}"


def warn(category: type[PrevalenceWarning], message: str) -> Note:
    """Show a warning at the line outside this package that asked, and return it as a `Note`, to be kept."""
    # From Python 3.12 on `skip_file_prefixes` does the same.
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_code.co_filename.startswith(FOLDER):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)
    return Note(category.__name__, message)


@dataclass(frozen=True)
class NotAvailable:
    """Stands where a number would stand, and says why there is none.

    It is falsy, prints its reason, and does not pass for a number.
    """

    reason: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"not available because {self.reason}"
