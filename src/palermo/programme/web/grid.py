"""A day of a programme as a table: rooms are columns, and each row begins where something begins or ends."""

from collections.abc import Iterable
from typing import NamedTuple

from palermo.programme.web.rows import ItemRow, Words


class Cell(NamedTuple):
    """A cell of the table with its items, which may span rows and columns; an empty one has no items."""

    items: list[ItemRow]
    rows: int = 1
    columns: int = 1


class Line(NamedTuple):
    """A row of the table: the hour at which it begins, and its cells."""

    hour: str
    cells: list[Cell]


class Grid(NamedTuple):
    """The table of a day. `has_elsewhere` if a column is needed for what is in no room while something else goes on."""

    rooms: list[Words]
    has_elsewhere: bool
    lines: list[Line]


class Block(NamedTuple):
    """Items that overlap one another in a column: they share a cell."""

    first: int
    last: int
    items: list[ItemRow]


def grid_of(items: list[ItemRow], rooms: list[tuple[str, Words]]) -> Grid:
    """The table of one day.

    What is in no room stands across all columns where nothing else goes on meanwhile, as a break does; else it has a
    column of its own. Items that overlap in one room share a cell.
    """
    hours = sorted({hour for item in items for hour in (_begins(item), _ends(item))})
    place = {hour: number for number, hour in enumerate(hours)}
    across, elsewhere = _roomless(items)
    known = {slug for slug, _name in rooms}
    columns = [_blocks((i for i in items if i.source.get("room") == slug), place) for slug, _name in rooms]
    columns += [_blocks(elsewhere, place)] * bool(elsewhere)
    wide = {block.first: block for block in _blocks(across, place)}
    assert all(item.source.get("room", "") in known | {""} for item in items)
    lines = [Line(hour, _cells(number, columns, wide)) for number, hour in enumerate(hours[:-1])]
    return Grid([name for _slug, name in rooms], bool(elsewhere), lines)


def _begins(item: ItemRow) -> str:
    return str(item.source["starts"])


def _ends(item: ItemRow) -> str:
    return str(item.source["ends"])


def _roomless(items: list[ItemRow]) -> tuple[list[ItemRow], list[ItemRow]]:
    """The items in no room: those that are alone in their hours, and the others."""
    in_rooms = [item for item in items if item.source.get("room")]
    across: list[ItemRow] = []
    elsewhere: list[ItemRow] = []
    for item in (item for item in items if not item.source.get("room")):
        (elsewhere if any(_overlap(item, other) for other in in_rooms) else across).append(item)
    # One that overlaps another which has a column of its own goes there too.
    mixed = [item for item in across if any(_overlap(item, other) for other in elsewhere)]
    return [item for item in across if item not in mixed], elsewhere + mixed


def _overlap(first: ItemRow, second: ItemRow) -> bool:
    return _begins(first) < _ends(second) and _begins(second) < _ends(first)


def _blocks(items: Iterable[ItemRow], place: dict[str, int]) -> list[Block]:
    blocks: list[Block] = []
    for item in sorted(items, key=lambda item: (_begins(item), _ends(item))):
        first, last = place[_begins(item)], place[_ends(item)]
        if blocks and first < blocks[-1].last:
            before = blocks.pop()
            blocks.append(Block(before.first, max(before.last, last), [*before.items, item]))
        else:
            blocks.append(Block(first, last, [item]))
    return blocks


def _cells(number: int, columns: list[list[Block]], wide: dict[int, Block]) -> list[Cell]:
    if number in wide:
        block = wide[number]
        return [Cell(block.items, block.last - block.first, len(columns) or 1)]
    if any(block.first < number < block.last for block in wide.values()):
        return []
    return [cell for column in columns for cell in _cell(number, column)]


def _cell(number: int, column: list[Block]) -> list[Cell]:
    """The cell of a column in a row; none where one from above still goes on."""
    for block in column:
        if block.first == number:
            return [Cell(block.items, block.last - block.first)]
        if block.first < number < block.last:
            return []
    return [Cell([])]
