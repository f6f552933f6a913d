"""Files of what changed between two releases of the same people: figures that are new, gone, revised, hidden or shown.

Pages ask `palermo.figures.changes`, which joins both cubes in memory. Files are sent as they are made: cubes have one
order, so that two of them are read side by side, however long they are.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import batched, chain
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import translation

from palermo.accounts.viewer import VISITOR
from palermo.figures.changes import Change
from palermo.figures.cubes import Selection, walk_cube
from palermo.figures.dimensions import KEYS
from palermo.figures.exchange.csv_file import lines_of_table
from palermo.figures.exchange.release_data import release_data
from palermo.figures.models import Release
from palermo.figures.pipeline.places import cube_path
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.states.releases import DRAWN, PUBLISHED
from palermo.site.charts.values import ValueKind

TOGETHER = 500
# The values of a cube that name a figure, and those that are its own: indicator, breakdown, State, year and codes;
# kind, value and limits.
KEY, OWN = slice(0, 4 + len(KEYS)), slice(4 + len(KEYS), 8 + len(KEYS))
_KNOWN = (ValueKind.COUNT, ValueKind.ZERO)
_NOTHING: tuple[Any, ...] = ("", None, None, None)


class ChangeRow(NamedTuple):
    """A figure that is not as it was."""

    indicator: str
    by: str
    state: str
    year: int
    sex: str
    age: str
    form: str
    citizenship: str
    repatriation: str
    change: str
    kind_before: str
    value_before: int | None
    low_before: int | None
    high_before: int | None
    kind: str
    value: int | None
    low: int | None
    high: int | None


def earlier_releases(release: Release) -> QuerySet[Release]:
    """The published releases of figures about the same people that were made before, the last one first.

    Withdrawn ones too. What is drawn at random has none: its counts differ each time, and invented rows are no figures.
    """
    of_same = releases_visible_to(VISITOR).filter(register=release.register, population=release.population)
    of_same = of_same.none() if release.is_drawn else of_same.exclude(kind__in=DRAWN)
    return of_same.filter(status__in=PUBLISHED, number__lt=release.number or 0).order_by("-number")


def changes_between(before: Release, after: Release) -> Iterator[ChangeRow]:
    """Every figure that is not the same in two releases, in the order of indicators, breakdowns, States and years."""
    everything = Selection()
    old, new = (walk_cube(cube_path(each), everything) for each in (before, after))
    was, now = next(old, None), next(new, None)
    while was or now:
        if now is None or (was and was[1:][KEY] < now[1:][KEY]):
            assert was is not None
            yield ChangeRow._make((*was[1:][KEY], Change.REMOVED, *was[1:][OWN], *_NOTHING))
            was = next(old, None)
        elif was is None or now[1:][KEY] < was[1:][KEY]:
            yield ChangeRow._make((*now[1:][KEY], Change.ADDED, *_NOTHING, *now[1:][OWN]))
            now = next(new, None)
        else:
            if change := _change(was[1:][OWN], now[1:][OWN]):
                yield ChangeRow._make((*now[1:][KEY], change, *was[1:][OWN], *now[1:][OWN]))
            was, now = next(old, None), next(new, None)


def _change(was: tuple[Any, ...], now: tuple[Any, ...]) -> Change | None:
    if was == now:
        return None
    if now[0] == ValueKind.SUPPRESSED and was[0] in _KNOWN:
        return Change.HIDDEN
    return Change.SHOWN if was[0] == ValueKind.SUPPRESSED and now[0] in _KNOWN else Change.REVISED


def changes_csv(before: Release, after: Release, language: str) -> Iterator[bytes]:
    """The changes as CSV."""
    rows: Iterable[Iterable[Any]] = changes_between(before, after)
    return lines_of_table(chain([ChangeRow._fields], rows), language)


def changes_json(before: Release, after: Release, language: str) -> Iterator[bytes]:
    """The changes as JSON, with both releases."""
    with translation.override(language):
        head = {"before": release_data(before), "after": release_data(after)}
        yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "changes": [').encode()
        separator = "\n"
        for rows in batched(changes_between(before, after), TOGETHER):
            written_rows = ",\n".join(json.dumps(row._asdict(), ensure_ascii=False) for row in rows)
            yield (separator + written_rows).encode()
            separator = ",\n"
        yield b"\n]}\n"
