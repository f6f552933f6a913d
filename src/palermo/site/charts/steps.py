"""Steps of a measure: which of four grounds a value has; what is no number is none of them."""

from collections.abc import Iterable
from math import ceil

from palermo.site.charts.chart import Key
from palermo.site.charts.legend import kind_keys
from palermo.site.charts.values import Value, ValueKind, format_number

STEPS = 4


class Steps:
    """Four steps above zero with about as many of the values in each, so that a few large ones do not hide the others.

    An estimate is in none of them: its interval may lie in several.

    Parameters
    ----------
    values : iterable of Value
    """

    def __init__(self, values: Iterable[Value]) -> None:
        self._values = list(values)
        known = sorted(float(each.number) for each in self._values if each.number and each.kind == ValueKind.COUNT)
        ends = {_round_up(known[ceil(len(known) * step / STEPS) - 1]) for step in range(1, STEPS + 1)} if known else ()
        self._ends = sorted(ends)

    def mark(self, value: Value) -> str:
        """The class of the ground of a value."""
        if value.kind == ValueKind.ESTIMATED:
            return "vague"
        if value.number is None:
            return f"step-{value.kind.replace(' ', '-')}"
        if not value.number:
            return "step-0"
        place = next((at for at, end in enumerate(self._ends) if float(value.number) <= end), len(self._ends) - 1)
        return _ground(place, len(self._ends))

    def keys(self) -> tuple[Key, ...]:
        """The key: what lies in each step, and the marks of what is no number."""
        starts = [1, *(int(end) + 1 for end in self._ends)]
        steps = [
            Key(_ground(place, len(self._ends)), _span(start, int(end)))
            for place, (start, end) in enumerate(zip(starts, self._ends, strict=False))
        ]
        zero = [Key("step-0", "0")] if any(each.kind == ValueKind.ZERO for each in self._values) else []
        return (*zero, *steps, *kind_keys(self._values))


def pattern_of(value: Value) -> str:
    """The pattern that stands upon the ground of a value that is no number; none for others."""
    return {ValueKind.SUPPRESSED: "dotted", ValueKind.NOT_RECORDED: "hatched"}.get(value.kind, "")


def _ground(place: int, number: int) -> str:
    """The ground of a step: of fewer than four the darkest ones."""
    return f"step-{STEPS - number + place + 1}"


def _span(start: int, end: int) -> str:
    return format_number(start) if start == end else f"{format_number(start)}–{format_number(end)}"


def _round_up(number: float) -> float:
    """The next number with two figures."""
    power = 10 ** max(len(str(int(number))) - 2, 0)
    return ceil(number / power) * power
