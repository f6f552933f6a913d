"""Reading layouts from TOML files, those of the package and those of users."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from disclosure.values import Kind

from harmonise.errors import InvalidLayout
from harmonise.layouts.check_layout import check_layout
from harmonise.layouts.layout import (
    Column,
    Flags,
    Jump,
    Layout,
    Meaning,
    Order,
    OwnRule,
    Parts,
    Personal,
    Series,
    Severity,
    Total,
    Type,
)
from harmonise.layouts.places import Place

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
SHIPPED = ("unodc", "htcds", "ctdc-2017", "ctdc-2021", "ctdc-synthetic", "ctdc-perpetrators", "nrm", "primero")
KINDS = {kind.word: kind for kind in Kind}


@cache
def shipped_layout(name: str) -> Layout:
    """A layout of this package.

    Raises
    ------
    InvalidLayout
        If there is none of this name; names those there are.

    Examples
    --------
    >>> shipped_layout("unodc").figure
    'txtVALUE'
    """
    if name not in SHIPPED:
        raise InvalidLayout(f"There is no layout {name!r}. Expected one of {', '.join(SHIPPED)}, or a file .toml.")
    return parse_layout(
        resources.files("harmonise.layouts").joinpath(f"{name}.toml").read_text("utf-8"), f"{name}.toml"
    )


def read_layout(name: str | Path) -> Layout:
    """A layout by its name, or from a file whose name ends in .toml.

    Raises
    ------
    InvalidLayout
        If the file cannot be used; names the place in it.
    """
    if not str(name).endswith(".toml"):
        return shipped_layout(str(name))
    try:
        text = Path(name).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidLayout(f"{name}: expected UTF-8; its byte {error.start + 1} is something else.") from error
    return parse_layout(text, str(name))


def parse_layout(text: str, source: str = "layout") -> Layout:
    """A layout from the text of a TOML file.

    Parameters
    ----------
    text : str
    source : str
        The name of the file, for messages.

    Raises
    ------
    InvalidLayout
        If an entry is missing, unknown or of another type than expected; names its place.

    Examples
    --------
    >>> layout = parse_layout('''
    ... name = "shelter"
    ... title = "Register of a shelter"
    ... rows = "cases"
    ... [[column]]
    ... name = "age"
    ... type = "whole number"
    ... lowest = 0
    ... highest = 120
    ... ''')
    >>> layout.column("age").highest
    120
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidLayout(f"{source}: expected TOML; {error}.") from error
    place = Place(content, source)
    lists = {name: _codes(entry, f"{source}, list {name}") for name, entry in place.take("list", dict, {}).items()}
    common = _kinds(place.take("kinds", dict, {}), source)
    columns = tuple(_column(each, lists, common) for each in place.tables("column"))
    layout = Layout(
        name=place.take("name", str),
        title=place.take("title", str),
        source=place.take("source", str, ""),
        rows=place.choice("rows", ("cases", "figures")),
        columns=columns,
        format=place.choice("format", ("table", "json"), "table"),
        header_row=place.take("header_row", int, 0),
        sheets=place.names("sheets"),
        figure=place.take("figure", str, ""),
        key=place.names("key"),
        distinct_rows=place.take("distinct_rows", bool, False),
        date_formats=place.names("date_formats"),
        totals=tuple(Total(e.names("within"), e.take("whole", dict)) for e in place.tables("total")),
        parts=tuple(
            Parts(e.take("column", str), e.take("whole", str), e.names("parts")) for e in place.tables("parts")
        ),
        jumps=tuple(_jump(each) for each in place.tables("jump")),
        orders=tuple(Order(e.take("earlier", str), e.take("later", str)) for e in place.tables("order")),
        flags=tuple(Flags(e.take("name", str), e.names("lists"), e.take("target", str)) for e in place.tables("flags")),
        rules=tuple(_rule(each) for each in place.tables("rule")),
        series=_series(place.take("series", dict, None), f"{source}, series"),
    )
    place.finish()
    check_layout(layout, source)
    return layout


def _column(place: Place, lists: Mapping[str, Mapping[str, str]], common: Mapping[str, Meaning]) -> Column:
    kind = Type(place.choice("type", tuple(Type), "text"))
    codes = _codes(place.take("codes", (list, dict), []), place.where)
    shared = place.names("lists")
    codes = {**codes, **{label: code for name in shared for label, code in lists.get(name, {}).items()}}
    own = _kinds(place.take("kinds", dict, {}), place.where)
    column = Column(
        name=place.take("name", str),
        aliases=place.names("aliases"),
        type=kind,
        required=place.take("required", bool, False),
        filled=place.take("filled", bool, False),
        codes=codes,
        lists=tuple(name for name in shared if name not in lists),
        separator=place.take("separator", str, ""),
        target=place.take("target", str, ""),
        lowest=_limit(place, "lowest", kind),
        highest=_limit(place, "highest", kind),
        pattern=place.take("pattern", str, ""),
        example=place.take("example", str, ""),
        unique=place.take("unique", bool, False),
        personal=Personal(place.choice("personal", tuple(Personal), "")),
        kinds={**({} if kind in (Type.TEXT, Type.DATE) else common), **own},
        severity=Severity(place.choice("severity", tuple(Severity), "error")),
        note=place.take("note", str, ""),
    )
    place.finish()
    return column


def _limit(place: Place, name: str, kind: Type) -> float | str | None:
    limit: float | str | None = place.take(name, str if kind is Type.DATE else (int, float), None)
    if isinstance(limit, str) and limit != "today" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", limit):
        raise InvalidLayout(f"{place.where}, {name}: expected YYYY-MM-DD or today, found {limit!r}.")
    return limit


def _jump(place: Place) -> Jump:
    jump = Jump(
        along=place.take("along", str),
        within=place.names("within"),
        where=place.take("where", dict, {}),
        factor=place.take("factor", (int, float)),
        least=place.take("least", (int, float), 0),
    )
    place.finish()
    return jump


def _series(content: dict[str, Any] | None, where: str) -> Series | None:
    if content is None:
        return None
    place = Place(content, where)
    series = Series(
        state=place.take("state", str),
        year=place.take("year", str),
        unit=place.take("unit", str, ""),
        source=place.take("source", str, ""),
    )
    place.finish()
    return series


def _rule(place: Place) -> OwnRule:
    rule = OwnRule(
        id=place.take("id", str),
        severity=Severity(place.choice("severity", tuple(Severity), "error")),
        column=place.take("column", str),
        fails=place.take("fails", str),
        needs=place.names("needs"),
        title=_words(place, "title"),
        expected=_words(place, "expected"),
    )
    place.finish()
    return rule


def _words(place: Place, name: str) -> Mapping[str, str]:
    words = place.take(name, (str, dict))
    words = {"en": words} if isinstance(words, str) else words
    unknown = [language for language in words if language not in LANGUAGES]
    if unknown or "en" not in words:
        found = ", ".join(words) or "nothing"
        raise InvalidLayout(f"{place.where}, {name}: expected en and any of {', '.join(LANGUAGES[1:])}; found {found}.")
    return words


def _codes(entry: object, where: str) -> dict[str, str]:
    """Labels and codes: a list of codes, or a table of codes with further labels."""
    if isinstance(entry, list):
        return {str(code): str(code) for code in entry}
    codes: dict[str, str] = {}
    for code, labels in entry.items() if isinstance(entry, dict) else ():
        if not isinstance(labels, list):
            raise InvalidLayout(f"{where}, {code}: expected a list of labels, found {labels!r}.")
        codes |= {str(label): code for label in (code, *labels)}
    return codes


def _kinds(entry: Mapping[str, Any], where: str) -> dict[str, Meaning]:
    kinds = {}
    for label, what in entry.items():
        table = what if isinstance(what, dict) else {"kind": what}
        word = table.get("kind")
        if word not in KINDS or not set(table) <= {"kind", "low", "high"}:
            raise InvalidLayout(f"{where}, kind of {label!r}: expected one of {', '.join(KINDS)}; found {word!r}.")
        kinds[label] = Meaning(KINDS[word], table.get("low"), table.get("high"))
    return kinds
