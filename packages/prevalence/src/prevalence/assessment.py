"""One look at a table of lists as an honest statistician would take it, ending in what may and may not be concluded."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from prevalence.aic_stepwise import aic_stepwise
from prevalence.chao import chao_lower_bound
from prevalence.checks import PredictiveChecks, predictive_checks
from prevalence.consistency import Consistency, internal_consistency
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model
from prevalence.errors import NotAvailable, PrevalenceError, PrevalenceWarning
from prevalence.graph_average import graph_average
from prevalence.heterogeneity import heterogeneity
from prevalence.histories import CaptureHistories
from prevalence.judgement import usable_histories
from prevalence.latent_class import latent_classes
from prevalence.loglinear import LoglinearEstimate, loglinear
from prevalence.overlap import Overlap, overlap
from prevalence.planning import Interviewed
from prevalence.presentation import Result, Row, draw_bars
from prevalence.results import Interval, MethodRow, Provenance, check_level, check_replicates, provenance
from prevalence.sensitivity import Variation, sensitivity
from prevalence.stepwise import stepwise
from prevalence.streams import DEFAULT_SEED
from prevalence.svg import Bar
from prevalence.thresholding import threshold_pairs
from prevalence.verdict import verdict


@dataclass(frozen=True, eq=False, repr=False)
class Assessment(Result):
    """Everything there is to say about a table of lists.

    Attributes
    ----------
    histories : CaptureHistories
    overlap : Overlap
    methods : tuple of MethodRow
    sensitivity : tuple of Variation
    consistency : Consistency or NotAvailable
    checks : PredictiveChecks or NotAvailable
        Of the stepwise model.
    verdict : tuple of str
        What may and may not be concluded, sentence by sentence.
    provenance : Provenance
    interrupted : bool
        Whether it was stopped before its end; what was not reached says so.
    """

    histories: CaptureHistories
    overlap: Overlap
    methods: tuple[MethodRow, ...]
    sensitivity: tuple[Variation, ...]
    consistency: Consistency | NotAvailable
    checks: PredictiveChecks | NotAvailable
    verdict: tuple[str, ...]
    provenance: Provenance
    interrupted: bool = False

    def rows(self) -> list[Row]:
        """One row for each method."""
        return [row for method in self.methods for row in method.rows()]

    def bars(self) -> list[Bar]:
        """One bar for each method."""
        return [bar for method in self.methods for bar in method.bars()]

    def summary(self) -> str:
        """Every method, the verdict, and where it comes from."""
        return f"{self}\n\n{self.provenance}"

    def _draw(self, axes: Any) -> None:
        draw_bars(axes, self.bars(), self.histories.total)
        axes.set_xscale("log")
        axes.set_xlabel("people")

    def __repr__(self) -> str:
        return f"<Assessment of {self.histories!r} by {len(self.methods)} methods>"

    def __str__(self) -> str:
        lines = [repr(self.histories)]
        for row in self.methods:
            least = "at least " if row.is_lower_bound else ""
            shown = str(row.total) if isinstance(row.total, NotAvailable) else f"{least}{row.total:,.0f}"
            lines.append(f"  {row.method}: {shown}; {row.interval}")
        return "\n".join([*lines, "", *self.verdict])


def assess(
    histories: CaptureHistories,
    *,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = DEFAULT_SEED,
    thorough: bool = False,
    tell: Callable[[str], None] | None = None,
    keep_if_interrupted: bool = False,
) -> Assessment:
    """Look at overlap, estimate by every method, vary everything, and say what follows.

    Parameters
    ----------
    histories : CaptureHistories
    level : float
        Of all intervals.
    replicates : int
        Of every bootstrap.
    seed : int
    thorough : bool
        Whether to sample as well: latent classes and shrinkage, which take half a minute.
    tell : callable, optional
        Called with the name of each piece of work as it begins.
    keep_if_interrupted : bool
        Whether an interruption (KeyboardInterrupt) ends the work with what was done, instead of losing it.

    Returns
    -------
    Assessment
        A method that cannot be used says why in place of a number.

    Raises
    ------
    NotEstimable
        If nobody is on any list.
    InvalidArgument
        If an argument is out of range.

    Notes
    -----
    No method is right because it agrees with another: they share assumptions. The verdict therefore speaks of what
    every method and variation says together, and of what none of them can see. In a case worker's words: a number,
    how far it can be moved by things nobody knows, and what it must not be used for.

    References
    ----------
    .. [1] Binette, O. and Steorts, R. (2022). On the reliability of multiple systems estimation for the
    quantification of modern
       slavery. Journal of the Royal Statistical Society A 185(2).
    .. [2] Whitehead, J., Jackson, J., Balch, A. and Francis, B. (2021). On the unreliability of multiple systems
    estimation for
       estimating the number of potential victims of modern slavery in the UK. Journal of Human Trafficking 7.
    .. [3] Aleshin-Guendel, S., Sadinle, M. and Wakefield, J. (2024). The central role of the identifying assumption
    in population
       size estimation. Biometrics 80.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> result = assess(load("korea"), replicates=100)
    >>> [row.method for row in result.methods][:3]
    ['independent lists', 'stepwise, p < 0.02', 'BIC']
    """
    check_level(level)
    check_replicates(replicates)
    histories = usable_histories(histories)
    work = _Work(tell, keep_if_interrupted)
    unvaried: tuple[Variation, ...] = ()
    inconsistent: Consistency | NotAvailable = STOPPED
    unchecked: PredictiveChecks | NotAvailable = STOPPED
    with warnings.catch_warnings():
        # Every warning is kept with its row and summed up in the verdict.
        warnings.simplefilter("ignore", PrevalenceWarning)
        seen = overlap(histories)
        rows = tuple(
            work.do(name, lambda n=name, m=make: _row(n, m, level, replicates, seed), _stopped_row(name))  # type: ignore[misc]
            for name, make in (*_methods(histories), *(_sampling_methods(histories, seed, tell) if thorough else ()))
        )
        varied = work.do("variations", lambda: tuple(sensitivity(histories)), unvaried)
        consistent = work.do("internal consistency", lambda: _consistency(histories, level), inconsistent)
        checked = work.do("predictive checks", lambda: _checks(histories, seed), unchecked)
    sentences = verdict(histories, seen, rows, varied, consistent, checked)
    if work.interrupted:
        sentences = ("This assessment was interrupted: what is missing was not reached.", *sentences)
    record = provenance(histories, "assessment", {"level": level, "replicates": replicates, "thorough": thorough}, seed)
    return Assessment(histories, seen, rows, varied, consistent, checked, sentences, record, work.interrupted)


Done = TypeVar("Done")
STOPPED = NotAvailable("the work was interrupted before it was reached")


@dataclass
class _Work:
    """Pieces of work one after the other; after an interruption the rest is left out."""

    tell: Callable[[str], None] | None
    keep: bool
    interrupted: bool = False

    def do(self, name: str, make: Callable[[], Done], otherwise: Done) -> Done:
        if self.interrupted:
            return otherwise
        try:
            if self.tell:
                self.tell(name)
            return make()
        except KeyboardInterrupt:
            if not self.keep:
                raise
            self.interrupted = True
            return otherwise


def _stopped_row(name: str) -> MethodRow:
    return MethodRow(name, STOPPED, STOPPED, "", False, ())


def _methods(histories: CaptureHistories) -> list[tuple[str, Callable[[], Interviewed]]]:
    found: list[tuple[str, Callable[[], Interviewed]]] = [
        ("independent lists", lambda: loglinear(histories)),
        ("stepwise, p < 0.02", lambda: stepwise(histories)),
        ("BIC", lambda: best_model(histories)),
        ("AIC stepwise", lambda: aic_stepwise(histories)),
        ("graphs averaged", lambda: graph_average(histories)),
        ("sample coverage", lambda: sample_coverage(histories)),
        ("Chao's lower bound", lambda: chao_lower_bound(histories)),
        ("heterogeneity, Darroch", lambda: heterogeneity(histories, "darroch")),
    ]
    return found


def _sampling_methods(
    histories: CaptureHistories, seed: int, tell: Callable[[str], None] | None
) -> list[tuple[str, Callable[[], Interviewed]]]:
    return [
        ("pairs above a threshold", lambda: threshold_pairs(histories, seed=seed)),
        ("latent classes", lambda: latent_classes(histories, seed=seed, tell=tell)),
    ]


def _row(name: str, make: Callable[[], Interviewed], level: float, replicates: int, seed: int) -> MethodRow:
    try:
        estimate = make()
        options: dict[str, Any] = {"replicates": replicates, "seed": seed} if hasattr(estimate, "bootstrap") else {}
        interval: Interval | NotAvailable = estimate.interval(level, **options)
        total = float(estimate.total)
    except PrevalenceError as error:
        reason = NotAvailable(str(error))
        return MethodRow(name, reason, reason, "", False, ())
    detail = ""
    if isinstance(estimate, LoglinearEstimate):
        detail = f"model {estimate.model}: {estimate.model.formula(estimate.histories.lists)}"
    notes = (*getattr(estimate, "notes", ()), *getattr(interval, "notes", ()))
    unique = tuple(dict.fromkeys(notes))
    return MethodRow(name, total, interval, detail, bool(getattr(estimate, "is_lower_bound", False)), unique)


def _consistency(histories: CaptureHistories, level: float) -> Consistency | NotAvailable:
    if histories.n_lists < 3:
        return NotAvailable("at least three lists are needed")
    return internal_consistency(histories, _profile_of_independence, level=level)


def _profile_of_independence(histories: CaptureHistories) -> LoglinearEstimate:
    return loglinear(histories)


def _checks(histories: CaptureHistories, seed: int) -> PredictiveChecks | NotAvailable:
    try:
        return predictive_checks(stepwise(histories), seed=seed)
    except PrevalenceError as error:
        return NotAvailable(str(error))
