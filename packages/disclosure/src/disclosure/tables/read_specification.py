"""Reading a specification from a TOML file."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from disclosure.errors import InvalidSpecification
from disclosure.tables.checks import check_partitions
from disclosure.tables.columns import read_text
from disclosure.tables.specification import (
    AddsUp,
    Dimension,
    Duplicates,
    Layout,
    Marker,
    NotAddingUp,
    Partition,
    Population,
    Specification,
    Zeros,
)
from disclosure.toml import parse_toml
from disclosure.values.kinds import KIND_OF_WORD, Kind

TOP = {"title", "unit", "integer", "zeros", "duplicates", "thousands", "decimal", "markers", "dimension", "table"}
TOP |= {"does_not_add_up", "population"}
DIMENSION = {"name", "total", "labels", "partition"}
PARTITION = {"parent", "parts", "adds_up", "optional", "listed_parent"}
MARKER = {"kind", "low", "high", "sensitive"}
TABLE = {"name", "columns", "value", "wide", "fixed", "file", "sheet", "header_row"}
TABLE |= {"contributions", "weight", "unpublished", "must_be_published", "protection"}


def read_specification(path: str | Path) -> Specification:
    """Read the specification of a publication from a TOML file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Specification

    Raises
    ------
    InvalidSpecification
        Naming the place in the file, what was expected and what was found.

    Notes
    -----
    `does_not_add_up` lists single parents whose parts do not: dimension, number of the partition, "at most" or "not at
    all", and the categories of the parent. The other keys are those of `Specification`, `Dimension`, `Partition`,
    `Marker` and `Layout`; tables stand under `[[table]]`, dimensions under `[[dimension]]`, their partitions under
    `[[dimension.partition]]`.
    """
    return parse_specification(read_text(path), where=str(path))


def parse_specification(text: str, *, where: str = "specification") -> Specification:
    """Read the specification of a publication from the text of a TOML file.

    Parameters
    ----------
    text : str
    where : str
        Named in messages.

    Returns
    -------
    Specification

    Raises
    ------
    InvalidSpecification
        As for `read_specification`.

    Examples
    --------
    >>> read = parse_specification('''
    ... title = "Victims by sex"
    ... [[dimension]]
    ... name = "sex"
    ... total = "Total"
    ... partition = [{ parent = "Total", parts = ["Female", "Male"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "Sex" }
    ... ''')
    >>> read.dimensions[0].categories
    ('Total', 'Female', 'Male')
    """
    data = parse_toml(text, where)
    _only(data, TOP, where)
    _require(data, ("title", "dimension", "table"), where)
    dimensions = tuple(_dimension(item, f"{where}: dimension {n}") for n, item in enumerate(data["dimension"], 1))
    _distinct([dimension.name for dimension in dimensions], "dimension", where)
    layouts = tuple(_layout(item, f"{where}: table {n}") for n, item in enumerate(data["table"], 1))
    _distinct([layout.name for layout in layouts], "table", where)
    markers = {sign: _marker(item, f"{where}: marker {sign!r}") for sign, item in data.get("markers", {}).items()}
    return Specification(
        title=_text(data["title"], f"{where}: title"),
        unit=_text(data.get("unit", "persons"), f"{where}: unit"),
        dimensions=dimensions,
        layouts=layouts,
        markers=markers,
        integer=_flag(data.get("integer", True), f"{where}: integer"),
        zeros=_choice(Zeros, data.get("zeros", Zeros.IF_POSSIBLE.value), f"{where}: zeros"),
        duplicates=_choice(Duplicates, data.get("duplicates", "refuse"), f"{where}: duplicates"),
        thousands=data.get("thousands", ","),
        decimal=data.get("decimal", "."),
        exceptions=tuple(_exception(item, dimensions, where) for item in data.get("does_not_add_up", [])),
        population=_population(data.get("population"), f"{where}: population"),
        source=text,
    )


def _population(item: Any, where: str) -> Population | None:
    if item is None:
        return None
    _only(item, {"id", "edition"}, where)
    _require(item, ("id", "edition"), where)
    return Population(_text(item["id"], f"{where}: id"), _text(item["edition"], f"{where}: edition"))


def parse_dimension(item: Any, where: str) -> Dimension:
    """A dimension from its table of keys in a file.

    Raises
    ------
    InvalidSpecification
        As for `read_specification`.
    """
    return _dimension(item, where)


def _dimension(item: Any, where: str) -> Dimension:
    _only(item, DIMENSION, where)
    _require(item, ("name",), where)
    name = _text(item["name"], where)
    place = f"{where} ({name})"
    partitions = tuple(
        _partition(part, f"{place}, partition {n}") for n, part in enumerate(item.get("partition", []), 1)
    )
    total = item.get("total")
    closed = bool(partitions) and not any("*" in part for p in partitions for part in (*p.parts, *p.optional))
    read = Dimension(name, total, partitions, dict(item.get("labels", {})), closed)
    check_partitions(read, place)
    return read


def _partition(item: Any, where: str) -> Partition:
    _only(item, PARTITION, where)
    _require(item, ("parent", "parts"), where)
    adds_up = _choice(AddsUp, item.get("adds_up", "exactly"), f"{where}: adds_up")
    parts, optional = _texts(item["parts"], f"{where}: parts"), _texts(item.get("optional", []), f"{where}: optional")
    listed = _flag(item.get("listed_parent", False), f"{where}: listed_parent")
    return Partition(_text(item["parent"], where), parts, adds_up, optional, listed)


def _exception(item: Any, dimensions: tuple[Dimension, ...], where: str) -> NotAddingUp:
    place = f"{where}: does_not_add_up"
    names = [dimension.name for dimension in dimensions]
    if (
        not isinstance(item, list)
        or len(item) != 3 + len(names)
        or item[0] not in names
        or not isinstance(item[1], int)
    ):
        raise InvalidSpecification(
            f"{place}: expected a dimension, the number of its partition, 'at most' or 'not at all', and a category of "
            f"each of the {len(names)} dimensions, found {item!r}."
        )
    if item[2] not in ("at most", "not at all"):
        raise InvalidSpecification(f"{place}: expected 'at most' or 'not at all', found {item[2]!r}.")
    return NotAddingUp(item[0], item[1], item[2] == "at most", tuple(map(str, item[3:])))


def _marker(item: Any, where: str) -> Marker:
    if isinstance(item, str):
        return Marker(_kind(item, where), high=float("inf") if item == Kind.SUPPRESSED.word else 0.0)
    _only(item, MARKER, where)
    _require(item, ("kind",), where)
    kind = _kind(item["kind"], where)
    high = float(item.get("high", "inf" if kind is Kind.SUPPRESSED else 0.0))
    low = float(item.get("low", 0.0))
    if low > high:
        raise InvalidSpecification(f"{where}: low is {low:g}, above high, which is {high:g}. Exchange them.")
    return Marker(kind, low, high, _flag(item.get("sensitive", True), f"{where}: sensitive"))


def _layout(item: Any, where: str) -> Layout:
    _only(item, TABLE, where)
    _require(item, ("name",), where)
    place = f"{where} ({item['name']})"
    columns = {
        name: (column,) if isinstance(column, str) else _texts(column, f"{place}: columns")
        for name, column in item.get("columns", {}).items()
    }
    wide = item.get("wide", {})
    if wide:
        _only(wide, {"dimension", "columns"}, f"{place}: wide")
        _require(wide, ("dimension", "columns"), f"{place}: wide")
    return Layout(
        name=item["name"],
        columns=columns,
        value=item.get("value", "value"),
        wide=wide.get("dimension"),
        wide_columns=dict(wide.get("columns", {})),
        fixed={name: str(category) for name, category in item.get("fixed", {}).items()},
        file=item.get("file"),
        sheet=item.get("sheet"),
        header_row=int(item.get("header_row", 1)),
        contributions=_texts(item.get("contributions", []), f"{place}: contributions"),
        weight=item.get("weight"),
        unpublished=_cells(item.get("unpublished", []), f"{place}: unpublished"),
        must_be_published=_cells(item.get("must_be_published", []), f"{place}: must_be_published"),
        protection=_protection(item.get("protection", []), f"{place}: protection"),
    )


def _cells(value: Any, where: str) -> tuple[dict[str, str], ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise InvalidSpecification(f"{where}: expected a list of categories by dimension, found {value!r}.")
    return tuple({name: str(category) for name, category in one.items()} for one in value)


def _protection(value: Any, where: str) -> tuple[str, ...]:
    columns = _texts(value, where)
    if len(columns) not in (0, 2):
        raise InvalidSpecification(
            f"{where}: expected two columns, of the lower and the higher figure, found {value!r}."
        )
    return columns


def _kind(word: Any, where: str) -> Kind:
    if word not in KIND_OF_WORD:
        raise InvalidSpecification(f"{where}: the kind is {word!r}; expected one of: {', '.join(KIND_OF_WORD)}.")
    return KIND_OF_WORD[word]


def _choice[Choice: StrEnum](choices: type[Choice], word: Any, where: str) -> Choice:
    if word not in list(choices):
        raise InvalidSpecification(f"{where} is {word!r}; expected one of: {', '.join(choices)}.")
    return choices(word)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidSpecification(f"{where}: expected a text that is not empty, found {value!r}.")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidSpecification(f"{where}: expected a list of texts, found {value!r}.")
    return tuple(value)


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidSpecification(f"{where}: expected true or false, found {value!r}.")
    return value


def _only(item: Any, known: set[str], where: str) -> None:
    if not isinstance(item, Mapping):
        raise InvalidSpecification(f"{where}: expected a table of keys, found {item!r}.")
    for key in sorted(set(item) - known):
        raise InvalidSpecification(f"{where}: there is no key {key!r}; expected some of: {', '.join(sorted(known))}.")


def _require(item: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in keys:
        if key not in item:
            raise InvalidSpecification(f"{where}: the key {key!r} is missing. Add it.")


def _distinct(names: list[str], what: str, where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InvalidSpecification(f"{where}: the {what} {twice[0]!r} is declared twice. Give each a name of its own.")
