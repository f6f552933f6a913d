"""What changed between two releases of the same people: computed from the figures of both, cell by cell."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.utils.translation import pgettext_lazy

from palermo.figures.cubes import COLUMNS, Figure, ask_cubes, figure_of_row
from palermo.figures.dimensions import KEYS
from palermo.figures.models import Release
from palermo.figures.pipeline.places import cube_path
from palermo.figures.pipeline.policies import BELOW

_KEY = ("indicator", "by", "state", "year", *KEYS)
_VALUES = ("kind", "value", "low", "high")
_KNOWN = "('count', 'zero')"


class Change(models.TextChoices):
    """How a figure of the later release differs from the same figure of the earlier one."""

    ADDED = "added", pgettext_lazy("figures", "New")
    REMOVED = "removed", pgettext_lazy("figures", "No longer there")
    REVISED = "revised", pgettext_lazy("figures", "Revised")
    HIDDEN = "hidden", pgettext_lazy("figures", "Newly suppressed")
    SHOWN = "shown", pgettext_lazy("figures", "No longer suppressed")


@dataclass(frozen=True)
class ChangedFigure:
    """A figure that changed: as it was, as it is; None where there was or is none."""

    change: Change
    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure by which the cell is named."""
        figure = self.after or self.before
        assert figure is not None
        return figure


def count_changes(before: Release, after: Release) -> dict[str, dict[Change, int]]:
    """How many figures changed, by the slug of the indicator and the kind of change."""
    found: dict[str, dict[Change, int]] = defaultdict(dict)
    for indicator, change, number in _count(
        str(cube_path(before)), before.cube_digest, str(cube_path(after)), after.cube_digest
    ):
        found[indicator][Change(change)] = number
    return dict(found)


@lru_cache(maxsize=64)
def _count(before: str, _digest: str, after: str, _other_digest: str) -> tuple[tuple[str, str, int], ...]:
    sql = (
        f"SELECT indicator, change, count(*) FROM ({_JOINED}) WHERE change IS NOT NULL "  # noqa: S608  # names of ours
        "GROUP BY indicator, change ORDER BY indicator, change"
    )
    return tuple((str(one), str(other), int(number)) for one, other, number in ask_cubes(sql, [before, after]))


def list_changes(
    before: Release, after: Release, *, change: str = "", indicator: str = "", first: int = 0, most: int = 200
) -> list[ChangedFigure]:
    """The figures that changed, in the order of indicator, breakdown, State, year and codes, from the `first` on."""
    conditions, values = ["change IS NOT NULL"], [str(cube_path(before)), str(cube_path(after))]
    for name, wanted in (("change", change), ("indicator", indicator)):
        if wanted:
            conditions.append(f"{name} = ?")
            values.append(wanted)
    sides = [f"{side}_{name}" for side in ("before", "after") for name in _VALUES]
    sql = (
        f"SELECT change, {', '.join(f'"{name}"' for name in _KEY)}, {', '.join(sides)} FROM ({_JOINED}) "  # noqa: S608
        f"WHERE {' AND '.join(conditions)} ORDER BY {', '.join(f'"{name}"' for name in _KEY)} "
        f"LIMIT {int(most)} OFFSET {int(first)}"
    )
    return [_changed(row) for row in ask_cubes(sql, values)]


def _changed(row: tuple[object, ...]) -> ChangedFigure:
    change, key, rest = Change(str(row[0])), row[1 : 1 + len(_KEY)], row[1 + len(_KEY) :]
    before, after = rest[: len(_VALUES)], rest[len(_VALUES) :]
    # The number of the origin is that of the release, and is not asked here.
    made = [figure_of_row((*key, *side, 0)) if side[0] is not None else None for side in (before, after)]
    return ChangedFigure(change, *made)


def _side(name: str) -> str:
    return ", ".join(f"{name}.{each} AS {name}_{each}" for each in _VALUES)


def _stated(name: str) -> str:
    """The limits that a sign or an estimate has by itself: others follow from figures that change by themselves."""
    is_stated = f"{name}.kind = 'estimated' OR ({name}.low, {name}.high) = (1, {BELOW - 1})"
    return ", ".join(f"CASE WHEN {is_stated} THEN {name}.{side} END" for side in ("low", "high"))


_JOINED = f"""
    SELECT {", ".join(f'coalesce(after."{name}", before."{name}") AS "{name}"' for name in _KEY)},
        {_side("before")}, {_side("after")},
        CASE
            WHEN before.kind IS NULL THEN 'added'
            WHEN after.kind IS NULL THEN 'removed'
            WHEN after.kind = 'suppressed' AND before.kind IN {_KNOWN} THEN 'hidden'
            WHEN before.kind = 'suppressed' AND after.kind IN {_KNOWN} THEN 'shown'
            WHEN (before.kind, before.value, {_stated("before")})
                IS DISTINCT FROM (after.kind, after.value, {_stated("after")}) THEN 'revised'
        END AS change
    FROM read_parquet(?) AS before
    FULL JOIN read_parquet(?) AS after
        ON {" AND ".join(f'before."{name}" = after."{name}"' for name in _KEY)}
"""  # noqa: S608  # names of ours
assert tuple(name for name, _kind in COLUMNS) == (*_KEY, *_VALUES, "origin")
