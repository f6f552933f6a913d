"""Whether the parts of a layout fit each other."""

from collections.abc import Iterator

from harmonise.errors import InvalidLayout
from harmonise.layouts.layout import Layout, Type


def check_layout(layout: Layout, source: str) -> None:
    """Refuse a layout that names columns it does not have, or uses them for what they are not.

    Raises
    ------
    InvalidLayout
        With the place of the first contradiction.
    """
    headings = [n for c in layout.columns for n in {each.casefold() for each in (c.name, *c.aliases)}]
    headings += [flags.name.casefold() for flags in layout.flags]
    for name in sorted({name for name in headings if headings.count(name) > 1})[:1]:
        raise InvalidLayout(f"{source}: expected each heading once; {name!r} is there twice.")
    names = {column.name for column in layout.columns}
    for entry, name in _uses(layout):
        if name not in names:
            raise InvalidLayout(f"{source}, {entry}: expected the name of a column of this layout, found {name!r}.")
    if (layout.totals or layout.parts or layout.jumps) and not layout.figure:
        raise InvalidLayout(f"{source}: total, parts and jump need the name of the column of figures: figure = ….")
    _check_types(layout, source)
    _check_series(layout, source)
    for column in layout.columns:
        if column.target and not column.lists:
            raise InvalidLayout(f"{source}, column {column.name}: target needs the list that is mapped: lists = […].")
        if f"{column.name} text" in names:
            raise InvalidLayout(
                f"{source}, column {column.name} text: that is how rules name the text of {column.name}."
            )


def _uses(layout: Layout) -> Iterator[tuple[str, str]]:
    """Names of columns and the entries that use them."""
    yield from (("key", name) for name in layout.key)
    yield from (("figure", name) for name in filter(None, [layout.figure]))
    yield from (("total", name) for total in layout.totals for name in (*total.within, *total.whole))
    yield from (("parts", parts.column) for parts in layout.parts)
    yield from (("jump", name) for jump in layout.jumps for name in (jump.along, *jump.within, *jump.where))
    yield from (("order", name) for order in layout.orders for name in (order.earlier, order.later))
    if each := layout.series:
        yield from (("series", name) for name in filter(None, [each.state, each.year, each.unit, each.source]))
    yield from (("rule", name) for rule in layout.rules for name in (rule.column, *rule.needs))


def _check_series(layout: Layout, source: str) -> None:
    """Of which State and year a whole number is: both are part of what identifies a row."""
    series = layout.series
    if series is None:
        return
    if not layout.figure or layout.column(layout.figure).type is not Type.WHOLE:
        raise InvalidLayout(f"{source}, series: expected a column of whole numbers as figure = ….")
    for name in (series.state, series.year):
        if name not in layout.key:
            raise InvalidLayout(f"{source}, series: expected {name} to be in the key, found {', '.join(layout.key)}.")
    if layout.column(series.year).type is not Type.WHOLE:
        raise InvalidLayout(f"{source}, series: expected {series.year} to have the type {Type.WHOLE}.")


def _check_types(layout: Layout, source: str) -> None:
    numbers = [*filter(None, [layout.figure]), *(jump.along for jump in layout.jumps)]
    dates = [name for order in layout.orders for name in (order.earlier, order.later)]
    for use, used, types in (("figure or jump", numbers, (Type.WHOLE, Type.NUMBER)), ("order", dates, (Type.DATE,))):
        for name in used:
            if layout.column(name).type not in types:
                raise InvalidLayout(f"{source}, {use}: expected {name} to have the type {' or '.join(types)}.")
