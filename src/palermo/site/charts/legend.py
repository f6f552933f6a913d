"""The key of a chart: each series by its colour, its pattern and its name, in the order in which it is drawn."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from palermo.site.charts.chart import Key
from palermo.site.charts.drawing import LEADING, WIDE, Drawing, width_of, wrap
from palermo.site.charts.values import Value, ValueKind

KEY, APART = 14, 18


def draw_legend(
    drawing: Drawing,
    names: Sequence[str],
    y: float = 0,
    draw_sign: Callable[[Drawing, float, float, int], None] | None = None,
) -> float:
    """Draw the key from a height downwards; gives where the chart begins below it.

    `draw_sign` draws the sign of a series, by its place, into a square from a point; if not given, it is filled.
    """
    x = 0.0
    for place, name in enumerate(names):
        needed = KEY + 6 + width_of(name)
        if x and x + needed > drawing.width:
            x, y = 0.0, y + LEADING + 4
        if draw_sign:
            draw_sign(drawing, x, y + 1, place)
        else:
            drawing.series_rect(x, y + 1, KEY, KEY, place)
        lines = wrap(name, drawing.width - KEY - 6)
        drawing.lines(x + KEY + 6, y + KEY - 1, lines, "quiet")
        y += (len(lines) - 1) * LEADING
        x += needed + APART
    return y + LEADING + 10


def draw_keys(keys: Sequence[Key]) -> Drawing:
    """The key that a page has below a picture, as a drawing for its file: from the reader's side."""
    drawing = Drawing(WIDE, "keys")
    x = y = 0.0
    for key in keys:
        needed = KEY + 6 + width_of(key.words)
        if x and x + needed > drawing.width:
            x, y = 0.0, y + LEADING + 4
        drawing.rect(x, y + 1, KEY, KEY, key.mark)
        if key.is_hatched or key.is_dotted:
            drawing.patterned_rect(x, y + 1, KEY, KEY, "hatched" if key.is_hatched else "dotted")
        drawing.text(x + KEY + 6, y + KEY - 1, key.words)
        x += needed + APART
    drawing.height = y + LEADING + 10 if keys else 0
    return drawing


def kind_keys(values: Iterable[Value]) -> tuple[Key, ...]:
    """The key of what is no number among some values: each kind by its mark."""
    kinds = {value.kind for value in values}
    keys = {
        ValueKind.ESTIMATED: Key("vague", _("Estimate, with its interval")),
        ValueKind.NOISY: Key("vague", _("Noisy count, with its interval")),
        ValueKind.SUPPRESSED: Key("step-suppressed", _("Suppressed, with its limits"), is_dotted=True),
        ValueKind.NOT_RECORDED: Key("step-not-recorded", _("Not recorded"), is_hatched=True),
        ValueKind.NOT_APPLICABLE: Key("step-not-applicable", _("Not applicable")),
    }
    return tuple(key for kind, key in keys.items() if kind in kinds)
