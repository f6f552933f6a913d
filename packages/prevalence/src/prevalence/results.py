"""What every result carries beside its number: the interval's shape, where the number comes from, and a row of it."""

import importlib
from dataclasses import dataclass

from prevalence.errors import InvalidArgument, NotAvailable, Note
from prevalence.histories import CaptureHistories


@dataclass(frozen=True)
class Interval:
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
    """

    low: float | NotAvailable
    high: float | NotAvailable
    level: float
    method: str
    includes_selection: bool = False
    notes: tuple[Note, ...] = ()

    def __str__(self) -> str:
        return f"{_people(self.low)} to {_people(self.high)} ({self.level:.0%}, {self.method})"

    @property
    def limits(self) -> tuple[float, float]:
        """Both limits as numbers; refuses if one is not available."""
        for limit in (self.low, self.high):
            if isinstance(limit, NotAvailable):
                raise InvalidArgument(f"The limit is {limit}.")
        return float(self.low), float(self.high)  # type: ignore[arg-type]  # checked in the loop


@dataclass(frozen=True)
class MethodRow:
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


@dataclass(frozen=True)
class Provenance:
    """Where a result comes from: method, settings, data, seed and version of this package."""

    method: str
    settings: tuple[tuple[str, object], ...]
    fingerprint: str
    observed: int
    source: str
    seed: int | None
    version: str

    def __str__(self) -> str:
        settings = ", ".join(f"{name} {value}" for name, value in self.settings)
        seed = "" if self.seed is None else f", seed {self.seed}"
        return f"{self.method} ({settings}{seed}); data {self.fingerprint}; prevalence {self.version}"


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
    )


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
