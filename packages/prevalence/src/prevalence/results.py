"""What every result carries beside its number: the interval's shape, where the number comes from, and a row of it."""

import importlib
import sys
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar

import numpy as np

from prevalence.errors import InvalidArgument, NotAvailable, Note
from prevalence.histories import CaptureHistories
from prevalence.presentation import Result, Row, draw_bars, label_lines, plain_value
from prevalence.svg import Bar


@dataclass(frozen=True, eq=False, repr=False)
class Provenance(Result):
    """Where a result comes from: method, settings, data, seed, and versions of what computed it.

    Attributes
    ----------
    method : str
    settings : tuple of pairs
        Everything the result depends on beside the data and the seed, replicates and level of an interval included.
    fingerprint : str
        Of the histories: changes with any name or count.
    observed : int
        People.
    source : str
    seed : int or None
        None where nothing is drawn by chance.
    version : str
        Of this package.
    libraries : tuple of pairs
        Names and versions of Python and the libraries that computed it.
    """

    method: str
    settings: tuple[tuple[str, object], ...]
    fingerprint: str
    observed: int
    source: str
    seed: int | None
    version: str
    libraries: tuple[tuple[str, str], ...] = ()

    @property
    def replicates(self) -> int | None:
        """Bootstrap replicates, where there were any."""
        found = dict(self.settings).get("replicates")
        return found if isinstance(found, int) else None

    def add(self, seed: int | None = None, **settings: object) -> "Provenance":
        """The same with further settings, those of an interval for instance."""
        merged = {**dict(self.settings), **settings}
        return replace(self, settings=tuple(merged.items()), seed=self.seed if seed is None else seed)

    def to_dict(self) -> Row:
        """All of it, and its text."""
        return {
            "text": str(self),
            "method": self.method,
            "settings": {name: plain_value(value) for name, value in self.settings},
            "seed": self.seed,
            "replicates": self.replicates,
            "fingerprint": self.fingerprint,
            "observed": self.observed,
            "source": self.source,
            "versions": {"prevalence": self.version, **dict(self.libraries)},
        }

    def __str__(self) -> str:
        settings = ", ".join(f"{name} {value}" for name, value in self.settings)
        seed = "" if self.seed is None else f", seed {self.seed}" if settings else f"seed {self.seed}"
        versions = ", ".join(f"{name} {version}" for name, version in (("prevalence", self.version), *self.libraries))
        return f"{self.method} ({settings}{seed}); data {self.fingerprint}; {versions}"


@dataclass(frozen=True, eq=False, repr=False)
class Interval(Result):
    """Limits for the total number of people.

    Attributes
    ----------
    low, high : float or NotAvailable
        People; a limit that cannot be computed says why.
    level : float
        Nominal coverage, between 0 and 1.
    method : str
    includes_selection : bool
        Whether the choice of the model was repeated, so that its uncertainty is inside the limits.
    notes : tuple of Note
    low_error, high_error : float or None
        People: the standard deviation of each limit over seeds, for limits from simulation; None for others.
    provenance : Provenance or None
        Everything needed to compute the same limits again.
    """

    low: float | NotAvailable
    high: float | NotAvailable
    level: float
    method: str
    includes_selection: bool = False
    notes: tuple[Note, ...] = ()
    low_error: float | None = None
    high_error: float | None = None
    provenance: Provenance | None = None

    def __str__(self) -> str:
        chance = ""
        if self.low_error is not None and self.high_error is not None:
            chance = f"; Monte-Carlo error {_error(self.low_error)} and {_error(self.high_error)}"
        return f"{_people(self.low)} to {_people(self.high)} ({self.level:.0%}, {self.method}{chance})"

    @property
    def limits(self) -> tuple[float, float]:
        """Both limits as numbers; refuses if one is not available."""
        for limit in (self.low, self.high):
            if isinstance(limit, NotAvailable):
                raise InvalidArgument(f"The limit is {limit}.")
        return float(self.low), float(self.high)  # type: ignore[arg-type]  # checked in the loop

    @property
    def monte_carlo_error(self) -> float | None:
        """The larger of both errors, as a share of its limit; None for limits that are not simulated."""
        pairs = [(self.low, self.low_error), (self.high, self.high_error)]
        known = [error / limit for limit, error in pairs if error is not None and isinstance(limit, float) and limit]
        return max(known, default=None)

    def bars(self) -> list[Bar]:
        """The limits, and the middle of them on a logarithmic scale."""
        low, high = (None if isinstance(x, NotAvailable) else float(x) for x in (self.low, self.high))
        middle = low if high is None or low is None else float(np.sqrt(max(low, 1.0) * high))
        return [Bar(f"{self.level:.0%}, {self.method}", middle, low, high)]


class Estimate(Result):
    """A total with limits: the comforts that all estimators share."""

    also: ClassVar[tuple[str, ...]] = ("total",)

    def trace(self, interval: Interval) -> Interval:
        """The interval with the settings of the estimate in its provenance beside its own."""
        estimate: Any = self
        own = interval.provenance
        if own is None:
            return interval
        return replace(interval, provenance=estimate.provenance.add(own.seed, **dict(own.settings)))

    def summary(self, level: float | None = 0.95) -> str:
        """A page for a reader: people in all, seen and hidden, limits, model, warnings, where it comes from.

        Parameters
        ----------
        level : float or None
            Of the limits, computed as `interval(level)` does; None for none.
        """
        estimate: Any = self
        title = estimate.provenance.method
        seen = estimate.provenance.observed
        total = self._value("total")
        hidden = NotAvailable(total.reason) if isinstance(total, NotAvailable) else total - seen
        lines = [
            ("People in all", _people(total)),
            ("on some list", f"{seen:,}"),
            ("on no list", _people(hidden)),
        ]
        notes = list(estimate.notes)
        origin = estimate.provenance
        if level is not None:
            limits = self._limits(level)
            lines.append(("Limits", str(limits)))
            if isinstance(limits, Interval):
                notes += limits.notes
                origin = limits.provenance or origin
        lines += self._lines()
        said = [f"- {note.kind}: {note.message}" for note in dict.fromkeys(notes)]
        known = ["", "What to know about it", *said] if said else []
        return "\n".join([title, "=" * len(title), *label_lines(lines), *known, "", str(origin)])

    def rows(self) -> list[Row]:
        """One row: method, total, observed, hidden, model, and limits at 95 %."""
        estimate: Any = self
        total, limits = self._value("total"), self._limits(0.95)
        low, high = (limits.low, limits.high) if isinstance(limits, Interval) else (limits, limits)
        model = getattr(self, "model", None)
        return [
            {
                "method": estimate.provenance.method,
                "total": plain_value(total),
                "low": plain_value(low),
                "high": plain_value(high),
                "observed": estimate.provenance.observed,
                "hidden": None if isinstance(total, NotAvailable) else float(total) - estimate.provenance.observed,
                "model": "" if model is None else str(model),
                "warnings": " ".join(sorted({note.kind for note in estimate.notes})),
            }
        ]

    def bars(self) -> list[Bar]:
        """The total with its limits at 95 %."""
        row = self.rows()[0]
        total, low, high = (x if isinstance(x, float) else None for x in (row["total"], row["low"], row["high"]))
        return [Bar(row["method"], total, low, high)]

    def _draw(self, axes: Any) -> None:
        estimate: Any = self
        draw_bars(axes, self.bars(), estimate.provenance.observed)
        axes.set_xlabel("people")

    def _limits(self, level: float) -> "Interval | NotAvailable":
        estimate: Any = self
        try:
            found: Interval = estimate.interval(level)
        except ValueError as error:
            return NotAvailable(str(error))
        return found

    def _lines(self) -> list[tuple[str, str]]:
        model, histories = getattr(self, "model", None), getattr(self, "histories", None)
        if model is None or not isinstance(histories, CaptureHistories):
            return []
        numbered = ", ".join(f"{place} {name}" for place, name in enumerate(histories.lists, start=1))
        explained = [("" if place else "Model", line) for place, line in enumerate(model.explain(histories.lists))]
        return [("Lists", numbered), *explained]


@dataclass(frozen=True, eq=False, repr=False)
class MethodRow(Result):
    """One method beside the others.

    Attributes
    ----------
    method : str
    total : float or NotAvailable
    interval : Interval or NotAvailable
    detail : str
        The model, or what else there is to say in a few words.
    is_lower_bound : bool
    notes : tuple of Note
    """

    method: str
    total: float | NotAvailable
    interval: Interval | NotAvailable
    detail: str
    is_lower_bound: bool
    notes: tuple[Note, ...]

    def rows(self) -> list[Row]:
        """One row, the limits beside the total."""
        low, high = (
            (self.interval, self.interval)
            if isinstance(self.interval, NotAvailable)
            else (self.interval.low, self.interval.high)
        )
        return [
            {
                "method": self.method,
                "total": plain_value(self.total),
                "low": plain_value(low),
                "high": plain_value(high),
                "is_lower_bound": self.is_lower_bound,
                "detail": self.detail,
                "warnings": " ".join(sorted({note.kind for note in self.notes})),
            }
        ]

    def bars(self) -> list[Bar]:
        """The total with its limits."""
        row = self.rows()[0]
        total, low, high = (x if isinstance(x, float) else None for x in (row["total"], row["low"], row["high"]))
        return [Bar(self.method, total, low, high)]


def provenance(
    histories: CaptureHistories, method: str, settings: dict[str, object], seed: int | None = None
) -> Provenance:
    """Put together where a result comes from."""
    return Provenance(
        method,
        tuple(settings.items()),
        histories.fingerprint,
        histories.total,
        histories.source,
        seed,
        package_version(),
        libraries(),
    )


def libraries() -> tuple[tuple[str, str], ...]:
    """Versions of numpy, scipy and Python: what the numbers may depend on."""
    python = ".".join(map(str, sys.version_info[:3]))
    scipy = importlib.import_module("scipy.version").version  # its own modules are imported where they are used
    return ("numpy", np.__version__), ("scipy", str(scipy)), ("Python", python)


@cache
def package_version() -> str:
    """The version of this package, or that it is not installed."""
    metadata = importlib.import_module("importlib.metadata")  # here, because few who import the package ask for it
    try:
        return str(metadata.version("prevalence"))
    except metadata.PackageNotFoundError:
        return "0.1.0 (not installed)"


def check_level(level: float) -> float:
    """A level strictly between 0 and 1."""
    if not 0 < level < 1:
        raise InvalidArgument(f"level must lie between 0 and 1, for instance 0.95, but is {level!r}.")
    return float(level)


def check_replicates(replicates: int) -> int:
    """A number of bootstrap replicates: one of them has no spread."""
    if int(replicates) != replicates or replicates < 2:
        raise InvalidArgument(f"replicates must be a whole number of at least 2, but is {replicates!r}.")
    return int(replicates)


def check_choice(name: str, value: str, choices: tuple[str, ...]) -> str:
    """One of a few words."""
    if value not in choices:
        raise InvalidArgument(f"{name} must be one of {', '.join(choices)}, but is {value!r}.")
    return value


def check_range(name: str, value: float, low: float, high: float) -> float:
    """A number between two bounds, bounds included."""
    if not low <= value <= high:
        raise InvalidArgument(f"{name} must lie between {low:g} and {high:g}, but is {value!r}.")
    return value


def _people(limit: float | NotAvailable) -> str:
    return str(limit) if isinstance(limit, NotAvailable) else f"{limit:,.0f}"


def _error(people: float) -> str:
    return f"{people:,.0f}" if people >= 10 else f"{people:.2g}"
