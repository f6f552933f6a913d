"""One figure, as seen from outside the column it stands in."""

from dataclasses import dataclass

from disclosure.values.kinds import Kind


@dataclass(frozen=True)
class Value:
    """One figure with its kind.

    Attributes
    ----------
    kind : Kind
    point : float or None
        The figure; None where there is none, or only an interval.
    low, high : float or None
        For a suppressed figure the interval the reader is told; for an estimate its limits; else the figure itself.
    reason : str
        Why there is no figure, where one was to be computed.
    """

    kind: Kind
    point: float | None
    low: float | None
    high: float | None
    reason: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the figure itself is there: a count or a zero."""
        return self.kind in (Kind.COUNT, Kind.ZERO)

    def __str__(self) -> str:
        if self.kind in (Kind.NOT_RECORDED, Kind.NOT_APPLICABLE):
            return f"{self.kind.word}: {self.reason}" if self.reason else self.kind.word
        if self.is_known:
            return f"{self.point:,.10g}"
        interval = _interval(self.low or 0.0, self.high or 0.0)
        if self.kind is Kind.SUPPRESSED:
            return f"suppressed ({interval})"
        return f"about {self.point:,.10g} ({interval})" if self.point is not None else f"about {interval}"


def _interval(low: float, high: float) -> str:
    return f"at least {low:,.10g}" if high == float("inf") else f"{low:,.10g} to {high:,.10g}"
