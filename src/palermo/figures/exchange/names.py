"""Names beside the codes of rows, in the reader's language, for files that people open."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from harmonise.lists import UnknownList

from palermo.accounts.viewer import VISITOR
from palermo.figures.dimensions import KEYS
from palermo.figures.exchange.rows import COLUMNS, FigureRow
from palermo.figures.labels import category_name, state_names
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.site.csvs import Value

type Namer = Callable[[Any], str]

# The columns whose codes have names, each of which stands behind its column.
NAMED = ("indicator", "state", *KEYS)
NAMED_COLUMNS = tuple(
    name for column in COLUMNS for name in ((column, f"{column}_name") if column in NAMED else (column,))
)


def named_rows(rows: Iterable[FigureRow]) -> Iterator[list[Value]]:
    """Rows with the values of NAMED_COLUMNS; what they need from the database is read with the first of them."""
    name_of = _namers()
    places = [(name, name_of.get(name)) for name in COLUMNS]
    for row in rows:
        values: list[Value] = []
        for value, (_name, named) in zip(row, places, strict=True):
            values.append(value)
            if named:
                values.append(named(value))
        yield values


def _namers() -> dict[str, Namer]:
    indicators = {each.slug: each.display_name() for each in indicators_visible_to(VISITOR)}
    states = state_names()

    @cache
    def area(code: str) -> str:
        return states.get(code) or name_of_category("citizenship", code)

    namers: dict[str, Namer] = {key: cache(partial(name_of_category, key)) for key in KEYS}
    return {"indicator": lambda slug: str(indicators.get(slug, slug)), "state": area, **namers}


def name_of_category(key: str, code: str) -> str:
    """The name of a category; the code itself where its list has none."""
    try:
        return category_name(key, code)
    except UnknownList:
        return code
