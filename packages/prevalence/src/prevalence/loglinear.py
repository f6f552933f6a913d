"""A log-linear model chosen by the analyst: estimate, fit and intervals."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from prevalence.bootstrap import Bootstrap, bootstrap, bootstrap_interval
from prevalence.errors import InvalidArgument, NotAvailable, Note, NotEstimable, SelectionIgnoredWarning, warn
from prevalence.existence import Existence, check_existence, found_existence, observable, refuse
from prevalence.fitting import FitTable, fit_many, log_likelihood
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_data, notes_on_total
from prevalence.models import Model, as_model
from prevalence.procedures import FixedModel, Procedure
from prevalence.profile import profile
from prevalence.results import Estimate, Interval, Provenance, check_choice, check_level, provenance
from prevalence.streams import DEFAULT_SEED
from prevalence.subsets import Floats, design_of
from prevalence.tables import read_histories

INTERVALS = ("profile", "bca", "percentile", "widest", "basic", "jackknife")


@dataclass(frozen=True, eq=False, repr=False)
class LoglinearEstimate(Estimate):
    """Estimate from a log-linear model, whoever chose the model.

    Attributes
    ----------
    total, hidden : float
        All people, and those on no list; not rounded.
    model : Model
    convention : str
        "poisson" (n plus the exponential of the intercept) or "multinomial" (maximum of the profile likelihood).
    existence : Existence
        Status 0 and the terms at minus infinity.
    log_likelihood, deviance, aic, bic : float
        Poisson, factorials included; bic with the logarithm of the number of people; terms at minus infinity count.
    parameters : dict of str to float
        By names of lists; "-inf" terms included.
    fitted : array, 2**t
        Fitted counts, the hidden people at place 0.
    path : tuple of str
        Models passed on the way, with their totals.
    procedure : Procedure
    notes : tuple of Note
    provenance : Provenance
    """

    total: float
    hidden: float
    model: Model
    convention: str
    histories: CaptureHistories
    existence: Existence
    log_likelihood: float
    deviance: float
    aic: float
    bic: float
    parameters: dict[str, float]
    fitted: Floats
    path: tuple[str, ...]
    procedure: Procedure
    notes: tuple[Note, ...]
    provenance: Provenance

    def interval(
        self,
        level: float = 0.95,
        method: str | None = None,
        *,
        replicates: int = 1000,
        precision: float | None = None,
        seed: int = DEFAULT_SEED,
        parallel: bool = False,
    ) -> Interval:
        """Limits for the total.

        Parameters
        ----------
        level : float
            Nominal coverage, between 0 and 1.
        method : str, optional
            "profile" (multinomial likelihood of the model as given), "bca", "percentile", "widest" (of these two),
            "basic" (bootstrap with the selection repeated in every replicate) or "jackknife". "profile" for a fixed
            model and "percentile" for a selected one if not given.
        replicates, seed, parallel
            Of the bootstrap. Replicates are kept, so that another level costs nothing.
        precision : float, optional
            The largest Monte-Carlo error of a limit, as a share of it: as many more replicates as that needs are taken,
            up to 100,000.

        Returns
        -------
        Interval

        Raises
        ------
        InvalidArgument
            If the level or method is not one of these.

        Warns
        -----
        SelectionIgnoredWarning
            If "profile" is asked of a model that the data chose.
        DegenerateIntervalWarning
            If a limit is decided by a few extreme replicates.
        MonteCarloWarning, CompetingModelsWarning
            If another seed would move a limit far, or the replicates gather in two places.
        """
        level = check_level(level)
        chosen = check_choice("method", method or ("percentile" if self.procedure.selects else "profile"), INTERVALS)
        if chosen != "profile":
            made = self.histories, self.procedure, self.total, level, chosen, replicates, precision
            return self.trace(bootstrap_interval(*made, seed=seed, parallel=parallel))
        notes: tuple[Note, ...] = ()
        if self.procedure.selects:
            notes = (warn(SelectionIgnoredWarning, _IGNORED.format(model=self.model)),)
        low, high = profile(self.histories, self.model).limits(level)
        origin = self.provenance.add(interval="profile", level=level)
        return Interval(low, high, level, "profile likelihood", False, notes, provenance=origin)

    def bootstrap(self, replicates: int = 1000, *, seed: int = DEFAULT_SEED, parallel: bool = False) -> Bootstrap:
        """Resample people and repeat the whole procedure; the same arguments give the same object."""
        return bootstrap(self.histories, self.procedure, self.total, replicates, seed=seed, parallel=parallel)

    @cached_property
    def standard_errors(self) -> dict[str, float | NotAvailable]:
        """Wald standard error of each free parameter, for the model as given."""
        free = np.array([t for t in sorted(self.model.terms) if t not in self.existence.at_minus_infinity])
        cells = np.flatnonzero(self.fitted > 0)
        cells = cells[cells > 0]
        design = design_of(cells, free)
        information = design.T @ (design * self.fitted[cells][:, None])
        spread = np.sqrt(np.diag(np.linalg.inv(information)))
        known = {_term_name(self.histories, int(t)): float(s) for t, s in zip(free, spread, strict=True)}
        reason = NotAvailable("the parameter is at minus infinity")
        return {name: known.get(name, reason) for name in self.parameters}

    def __str__(self) -> str:
        return f"{self.total:,.0f} people in all, {self.hidden:,.0f} of them on no list; model {self.model}"


_IGNORED = (
    "The model {model} was chosen by the same data, and a profile likelihood takes it as given: these limits are too "
    "close. Use method='percentile' or 'bca', which repeat the choice."
)


def loglinear(
    histories: CaptureHistories, model: str | Model = "[]", *, convention: str = "poisson"
) -> LoglinearEstimate:
    """Estimate the total under a log-linear model of your choice.

    Parameters
    ----------
    histories : CaptureHistories
    model : str or Model
        Hierarchical notation by numbers, "[12,23]", or by names, "LA*NG + PF". "[]" means independent lists.
    convention : str
        "poisson": people observed plus the exponential of the intercept. "multinomial": the total at which the profile
        likelihood is largest. They differ by a few people.

    Returns
    -------
    LoglinearEstimate
        Frozen; `total` in people, `interval(level)`, `notes`.

    Raises
    ------
    NotEstimable
        If no maximum of the likelihood exists or it is not unique, with the reason.
    InvalidArgument
        If the model cannot be read.

    Warns
    -----
    SparseOverlapWarning
        If lists never meet.
    UnstableEstimateWarning
        If the total is many times what was observed.

    Notes
    -----
    ln μ_ω = Σ α_θ over the terms θ inside the pattern ω; the hidden people number exp(α_∅). A term of two lists says
    that being on one makes being on the other more or less likely. What is assumed is that the lists left out of the
    model's terms have nothing to do with each other, that everybody has the same chances, that people are matched
    without error, and that nobody came or left. The data can contradict the first only in part, and the others hardly
    at all.

    References
    ----------
    .. [1] Fienberg, S. (1972). The multiple recapture census for closed populations. Biometrika 59.
    .. [2] Silverman, B. (2014). Modern Slavery: an application of Multiple Systems Estimation. Home Office.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> print(loglinear(load("kosovo"), "[123,14,34]"))
    10,357 people in all, 5,957 of them on no list; model [123,14,34]
    """
    histories = read_histories(histories)
    wanted = as_model(model, histories.lists)
    return describe_fit(histories, wanted, FixedModel(wanted.terms), convention)


def describe_fit(
    histories: CaptureHistories,
    model: Model,
    procedure: Procedure,
    convention: str,
    path: tuple[str, ...] = (),
    extra_notes: tuple[Note, ...] = (),
    **settings: object,
) -> LoglinearEstimate:
    """Fit one model and put everything a reader may ask into the result; used by every way of choosing the model."""
    check_choice("convention", convention, ("poisson", "multinomial"))
    fits = _fit(histories, model)
    existence = found_existence(histories, model, fits.infinite[0])
    hidden = float(fits.hidden[0]) if convention == "poisson" else _multinomial_hidden(histories, model)
    fitted = np.concatenate([[hidden], fits.fitted[0][1:]])
    return LoglinearEstimate(
        total=histories.total + hidden,
        hidden=hidden,
        model=model,
        convention=convention,
        histories=histories,
        existence=existence,
        **_quality(histories, fits, len(model.terms)),
        parameters=_parameters(histories, model, fits.parameters[0], existence),
        fitted=fitted,
        path=path,
        procedure=procedure,
        notes=(*notes_on_data(histories), *notes_on_total(histories, hidden), *extra_notes),
        provenance=provenance(histories, procedure.name, {"model": str(model), "convention": convention, **settings}),
    )


def _fit(histories: CaptureHistories, model: Model) -> FitTable:
    fits = fit_many(histories.counts.astype(np.float64)[None], model.indicator()[None], observable(histories))
    if fits.status[0]:
        refuse(check_existence(histories, model))
        raise NotEstimable(f"The fit of model {model} did not converge. Remove terms from the model.")
    return fits


def _multinomial_hidden(histories: CaptureHistories, model: Model) -> float:
    found = profile(histories, model).hidden
    if isinstance(found, NotAvailable):
        raise NotEstimable(f"The multinomial estimate is {found}.")
    return found


def _quality(histories: CaptureHistories, fits: FitTable, size: int) -> dict[str, float]:
    """How well a model of so many terms fits: its likelihood, deviance and criteria."""
    counts = histories.counts.astype(np.float64)[None]
    ell, saturated = (float(log_likelihood(counts, fitted)[0]) for fitted in (fits.fitted, counts))
    return {
        "log_likelihood": ell,
        "deviance": 2 * (saturated - ell),
        "aic": 2 * size - 2 * ell,
        "bic": size * float(np.log(histories.total)) - 2 * ell,
    }


def _parameters(histories: CaptureHistories, model: Model, values: Floats, existence: Existence) -> dict[str, float]:
    infinite = set(existence.at_minus_infinity)
    order = sorted(model.terms, key=lambda t: (t.bit_count(), t))
    return {_term_name(histories, t): -np.inf if t in infinite else float(values[t]) for t in order}


def _term_name(histories: CaptureHistories, term: int) -> str:
    return histories.label(term) if term else "intercept"


def check_positive(name: str, value: int) -> int:
    """A whole number of at least 1."""
    if int(value) != value or value < 1:
        raise InvalidArgument(f"{name} must be a whole number of at least 1, but is {value!r}.")
    return int(value)
