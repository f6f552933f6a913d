"""Reading single cells of a table, with errors that name column, row, value and cure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prevalence.errors import InvalidData, TooFewLists

YES = {"1", "true", "yes", "1.0"}
NO = {"0", "false", "no", "0.0"}
# 1,200 and 1 200, with any of the spaces that programmes put there.
GROUPED = re.compile("[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:[ \u00a0\u2009\u202f][0-9]{3})+|(?:'[0-9]{3})+)")
COUNT_NAMES = ("count", "counts", "n", "freq", "frequency", "number", "people", "cases", "total")


def is_missing(value: object) -> bool:
    """None, an empty text, or not a number."""
    return value is None or value == "" or value != value


def check_list_names(lists: Sequence[str], most: int) -> None:
    """Refuse fewer than two lists, more than `most`, and names that are empty or repeated."""
    if len(lists) < 2:
        raise TooFewLists(f"There must be at least two lists, but there is {len(lists)}: {tuple(lists)}.")
    if len(lists) > most:
        raise InvalidData(f"There are {len(lists)} lists; at most {most} can be handled. Merge or omit some.")
    for name in lists:
        if not isinstance(name, str) or not name.strip():
            raise InvalidData(f"A list is called {name!r}. Give every list a name.")
        if list(lists).count(name) > 1:
            raise InvalidData(f"Two lists are called {name!r}. Give each its own name.")


def choose_lists(
    columns: Mapping[str, list[Any]], lists: Sequence[str] | None, leave_out: Sequence[str] = ()
) -> tuple[str, ...]:
    """The columns that are lists: those named, or all but those left out."""
    if lists is None:
        return tuple(name for name in columns if name not in leave_out)
    for name in lists:
        column(columns, name)
    return tuple(lists)


def column(columns: Mapping[str, list[Any]], name: str) -> list[Any]:
    """A column by name, or an error that lists the columns there are."""
    if name not in columns:
        raise InvalidData(f"There is no column {name!r}. The columns are: {', '.join(columns)}.")
    return columns[name]


def patterns(columns: Mapping[str, list[Any]], lists: Sequence[str]) -> list[int]:
    """The pattern of lists of each row."""
    result = [0] * len(columns[lists[0]]) if lists else []
    for bit, name in enumerate(lists):
        for row, value in enumerate(columns[name]):
            if membership(value, name, row):
                result[row] |= 1 << bit
    return result


def membership(value: object, column_name: str, row: int) -> bool:
    """Whether a cell says that the person is on the list."""
    text = str(value).strip().lower()
    if not is_missing(value) and text in YES:
        return True
    if not is_missing(value) and text in NO:
        return False
    found = "nothing" if is_missing(value) else repr(value)
    raise InvalidData(
        f"Column {column_name!r}, row {row} holds {found}; a list holds 1 for on it and 0 for not on it. "
        f"Correct the cell, leave {column_name!r} out of the lists, or name it by `count` if it holds the counts."
    )


def whole_number(value: Any, column_name: str, row: int) -> int:
    """A count of people: a whole number of at least 0 that an integer of 64 bits holds."""
    if isinstance(value, str) and GROUPED.fullmatch(value.strip()):
        value = "".join(filter(str.isdigit, value))
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if not 0 <= number < 2**62 or number != int(number):
        raise InvalidData(
            f"Column {column_name!r}, row {row} holds {value!r}; a count is a whole number of people, at least 0. "
            "Correct the cell, or name the column of counts by `count`."
        )
    return int(value) if isinstance(value, int) else int(number)


def pattern_of_digits(digits: str, lists: Sequence[str]) -> int:
    """Read "101" as the pattern of the first and third list."""
    if len(digits) != len(lists) or set(digits) - {"0", "1"}:
        raise InvalidData(
            f"The pattern {digits!r} must have one digit, 0 or 1, for each of the {len(lists)} lists "
            f"{', '.join(lists)}."
        )
    return sum(1 << bit for bit, digit in enumerate(digits) if digit == "1")


def linked_patterns(
    people: Iterable[object], lists: Iterable[str], order: Sequence[str] | None
) -> tuple[tuple[str, ...], list[int]]:
    """The names of the lists, and the pattern of each person, from records of a person on a list."""
    each, named = list(people), list(lists)
    if len(each) != len(named):
        raise InvalidData(f"Of people there are {len(each)}, of lists {len(named)}; each record is a person on a list.")
    records = list(zip(each, named, strict=True))
    for row, (person, name) in enumerate(records):
        if is_missing(person) or is_missing(name):
            raise InvalidData(f"Row {row} has person {person!r} on list {name!r}: both must be there. Complete it.")
    names = tuple(order) if order is not None else tuple(sorted({str(name) for _, name in records}))
    place = {name: bit for bit, name in enumerate(names)}
    found: dict[object, int] = {}
    for row, (person, name) in enumerate(records):
        if str(name) not in place:
            raise InvalidData(f"Row {row} names the list {name!r}, which is not among {names}. Add it to `order`.")
        found[person] = found.get(person, 0) | 1 << place[str(name)]
    return names, list(found.values())


def describe_columns(columns: Iterable[str], lists: Sequence[str], count: str | None = None) -> str:
    """Which columns were taken for lists, which for counts, and which were not used."""
    unused = [name for name in columns if name not in lists and name != count]
    each = f"counts from {count}" if count is not None else "each row one person"
    rest = f"; not used: {', '.join(unused)}" if unused else ""
    return f"lists from {', '.join(lists)}; {each}{rest}"


def count_column(columns: Iterable[str]) -> str | None:
    """The column that is called as columns of counts are; none if there is no such or several."""
    found = [name for name in columns if name.strip().lower() in COUNT_NAMES]
    return found[0] if len(found) == 1 else None
