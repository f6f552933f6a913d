"""Steps of a measure: which of four grounds a value has; what is no number is none of them."""

from palermo.site.charts.values import Value, ValueKind

STEPS = 4


def step_of(value: Value, largest: float) -> str:
    """The class of the mark of a value, where the largest is known: four steps of equal width above zero."""
    if value.number is None:
        return f"step-{value.kind.replace(' ', '-')}"
    if value.kind == ValueKind.ZERO or not largest:
        return "step-0"
    return f"step-{min(int(float(value.number) / largest * STEPS) + 1, STEPS)}"
