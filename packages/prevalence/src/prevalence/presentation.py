"""What every result can do beside giving its numbers: be read, tabulated, drawn, turned into JSON, and compared."""

import dataclasses
import importlib
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, TypeVar

import numpy as np

from prevalence.errors import InvalidArgument, NotAvailable, Note, PrevalenceError
from prevalence.svg import Bar

Row = dict[str, Any]
Item = TypeVar("Item")
WIDTH = 24
LONGEST_LINE = 110


class Compared:
    """Equality and hash by all fields of a dataclass, arrays included; not a number equals itself."""

    def _fields(self) -> tuple[Any, ...]:
        fields = dataclasses.fields(self)  # type: ignore[arg-type]  # every heir is a dataclass
        return tuple(freeze(getattr(self, field.name)) for field in fields if field.compare)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._fields()))


class Result(Compared):
    """A result: `summary()` to read, `to_frame()` and `to_dict()` to go on with, `plot()` to look at.

    Two results are equal if everything in them is.
    """

    # Properties that stand beside the fields in to_dict().
    also: ClassVar[tuple[str, ...]] = ()

    def to_dict(self) -> Row:
        """Everything in the result as numbers, texts, lists and dictionaries, ready for JSON.

        A number that cannot be given is its reason, as text; one that is not a number is None.
        """
        names = [field.name for field in dataclasses.fields(self)]  # type: ignore[arg-type]  # as above
        return {name: plain_value(self._value(name)) for name in (*self.also, *names)}

    def to_frame(self) -> Any:
        """The result as a pandas data frame, one row for each of its parts.

        Raises
        ------
        InvalidArgument
            If pandas is not installed.
        """
        return frame_of(self.rows())

    def rows(self) -> list[Row]:
        """The rows of `to_frame`, for those who have no pandas."""
        return [{name: value for name, value in self.to_dict().items() if not isinstance(value, (list, dict))}]

    def summary(self) -> str:
        """A page for a reader: what was found, how it was found, what to know about it."""
        said = str(self) if type(self).__str__ is not object.__str__ else ""
        return "\n".join(_page(type(self).__name__, said, self._lines(), self.rows(), self.to_dict()))

    def plot(self, axes: Any = None) -> Any:
        """Draw the result with matplotlib.

        Parameters
        ----------
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        InvalidArgument
            If matplotlib is not installed.
        """
        target = axes_of(axes)
        self._draw(target)
        return target

    def _draw(self, axes: Any) -> None:
        draw_bars(axes, self.bars())

    def bars(self) -> list[Bar]:
        """What a plot shows: a label, a number and its limits for each part."""
        return [
            Bar(name, float(value))
            for name, value in self.to_dict().items()
            if isinstance(value, (int, float)) and not isinstance(value, bool)
        ]

    def _lines(self) -> list[tuple[str, str]]:
        """Labels and texts at the top of a summary."""
        return []

    def _value(self, name: str) -> Any:
        try:
            return getattr(self, name)
        except PrevalenceError as error:
            return NotAvailable(str(error))

    def __repr__(self) -> str:
        if type(self).__str__ is not object.__str__:
            text = str(self).partition("\n")[0]
        else:
            text = ", ".join(f"{name} {_cell(value)}" for name, value in self.rows()[0].items() if value is not None)
        return f"<{type(self).__name__}: {text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + '…'}>"


class ResultTuple(tuple[Item, ...]):
    """Results of one kind in a row, with `to_frame()` and `to_dict()` for all of them."""

    def rows(self) -> list[Row]:
        """One row for each."""
        return [row for item in self for row in item.rows()]  # type: ignore[attr-defined]  # items are results

    def to_frame(self) -> Any:
        """All of them as a pandas data frame."""
        return frame_of(self.rows())

    def to_dict(self) -> list[Row]:
        """All of them as dictionaries."""
        return [item.to_dict() for item in self]  # type: ignore[attr-defined]  # as above

    def summary(self) -> str:
        """A table for a reader."""
        return "\n".join(table_of(self.rows()))

    def plot(self, axes: Any = None) -> Any:
        """Draw them below each other with matplotlib."""
        target = axes_of(axes)
        draw_bars(target, [bar for item in self for bar in item.bars()])  # type: ignore[attr-defined]  # as above
        return target


def freeze(value: Any) -> Any:
    """Something hashable that is equal exactly where the values are."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, Mapping):
        return tuple((key, freeze(item)) for key, item in value.items())
    if isinstance(value, (tuple, list)):
        return tuple(freeze(item) for item in value)
    if isinstance(value, float) and value != value:
        return "not a number"
    return value


def plain_value(value: Any) -> Any:
    """Numbers, texts, lists and dictionaries in place of anything else."""
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, (np.bool_, np.integer)):
        return value.item()
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return number if np.isfinite(number) else None if number != number else str(number)
    if isinstance(value, np.ndarray):
        return plain_value(value.tolist())
    if isinstance(value, Mapping):
        return {key if isinstance(key, str) else _key(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [plain_value(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, Note):
        return {"kind": value.kind, "message": value.message}
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return str(getattr(value, "name", value))


def frame_of(rows: list[Row]) -> Any:
    """Rows as a pandas data frame."""
    try:
        pandas = importlib.import_module("pandas")  # here, because it takes longer to import than all of this package
    except ImportError as error:
        text = "to_frame() needs pandas: pip install pandas. rows() gives the same as dictionaries."
        raise InvalidArgument(text) from error
    return pandas.DataFrame(rows)


def axes_of(axes: Any) -> Any:
    """The axes given, or those of a new figure."""
    if axes is not None:
        return axes
    try:
        pyplot = importlib.import_module("matplotlib.pyplot")  # here, because it is optional
    except ImportError as error:
        text = "plot() needs matplotlib: pip install prevalence[plot], or `prevalence assess --format html`."
        raise InvalidArgument(text) from error
    return pyplot.subplots(layout="constrained")[1]


def draw_bars(axes: Any, bars: Iterable[Bar], observed: int | None = None) -> None:
    """Numbers with their limits, one below the other; an arrow where there is no upper limit."""
    shown = list(bars)
    for place, bar in enumerate(shown):
        if bar.total is None:
            axes.annotate("not available", (0.02, place), xycoords=("axes fraction", "data"), va="center")
            continue
        if bar.low is not None:
            end = bar.high if bar.high is not None else max(bar.low, bar.total) * 2
            axes.plot([bar.low, end], [place, place], color="C0")
            if bar.high is None:
                axes.plot([end], [place], color="C0", marker=">")
        axes.plot([bar.total], [place], color="C0", marker="o")
    if observed is not None:
        axes.axvline(observed, color="grey", linestyle="dotted")
        axes.annotate("observed", (observed, 1.01), xycoords=("data", "axes fraction"), ha="center", color="grey")
    axes.set_yticks(range(len(shown)), [bar.label for bar in shown])
    axes.set_ylim(len(shown) - 0.5, -0.5)


def table_of(rows: list[Row]) -> list[str]:
    """Rows as lines of text in columns."""
    if not rows:
        return []
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *[[_cell(row.get(name)) for name in names] for row in rows]]
    numeric = [all(isinstance(row.get(name), (int, float)) for row in rows) for name in names]
    widths = [max(len(line[place]) for line in cells) for place in range(len(names))]
    return [
        "  ".join(
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in cells
    ]


def label_lines(lines: Iterable[tuple[str, str]]) -> list[str]:
    """Texts behind their labels, in two columns."""
    return [f"{label:<{WIDTH}}{text}" for label, text in lines]


def _page(title: str, said: str, lines: list[tuple[str, str]], rows: list[Row], everything: Row) -> list[str]:
    table = table_of(rows) if len(rows) > 1 or not (said or lines) else []
    notes = [f"- {note['kind']}: {note['message']}" for note in everything.get("notes") or []]
    origin = everything.get("provenance")
    return [
        title,
        "=" * len(title),
        *([said] if said else []),
        *label_lines(lines),
        *(["", *table] if table else []),
        *(["", "What to know about it", *notes] if notes else []),
        *(["", str(origin["text"])] if isinstance(origin, dict) and "text" in origin else []),
    ]


def _key(key: Any) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
