"""How each type of value is written in a file, read from it, and described to a person."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models

from palermo.core.dates import EXPECTED as PARTIAL_DATE
from palermo.core.dates import PartialDate
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.record.faults import Misread, Spot, quote_value
from palermo.record.nodes import Listing, Mapping, Node, Scalar, describe_node
from palermo.reporting.outline_schema import read_outline
from palermo.reporting.states import Case

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WHOLE = re.compile(r"0|[1-9]\d{0,11}")
HOUR = re.compile(r"\d{2}:\d{2}")
DECIMAL = re.compile(r"\d{1,12}(\.\d{1,2})?")
# The ranges that every database keeps; of the largest, as many digits as a file may give.
LARGEST = {
    "PositiveSmallIntegerField": 32_767,
    "PositiveIntegerField": 2_147_483_647,
    "PositiveBigIntegerField": 999_999_999_999,
}
YES_NO = {"true": True, "false": False}


class Plain(str):
    """A written value that is not prose: a date, a number, yes or no. It stands without quotation marks."""

    __slots__ = ()


# A value as a file has it.
type Written = str | list[str] | dict[str, str]


class Codec(NamedTuple):
    """One type of value: `describe` and `read` take the model's field, for its length, range or choices."""

    describe: Callable[[models.Field], str]
    read: Callable[[Node, Spot, models.Field], object]
    write: Callable[[Any], Written]  # of a value of this type


def scalar(node: Node, spot: Spot, expected: str) -> str:
    """The text of a scalar that is not blank.

    Raises
    ------
    Misread
        If it is something else, or nothing.
    """
    if not isinstance(node, Scalar) or not node.text.strip():
        raise spot.misread(expected, describe_node(node))
    return node.text


def _describe_text(field: models.Field) -> str:
    return f"a text of at most {field.max_length} characters" if field.max_length else "a text"


def _read_text(node: Node, spot: Spot, field: models.Field) -> str:
    text = scalar(node, spot, _describe_text(field))
    if field.max_length and len(text) > field.max_length:
        raise spot.misread(_describe_text(field), f"{len(text)}")
    return text


def _describe_text6(field: models.Field) -> str:
    return f"a text by language ({', '.join(CODES)})"


def _read_text6(node: Node, spot: Spot, field: models.Field) -> MultilingualText:
    if not isinstance(node, Mapping):
        raise spot.misread(_describe_text6(field), describe_node(node))
    words, faults = {}, []
    for code, (line, value) in node.entries.items():
        try:
            words[_language(code, spot.at(code, line))] = scalar(value, spot.at(code, line), "a text")
        except Misread as misread:
            faults += misread.faults
    if faults or not words:
        raise Misread(faults or [spot.fault(_describe_text6(field), "no language")])
    return MultilingualText(words)


def _language(code: str, spot: Spot) -> str:
    if code not in CODES:
        raise spot.misread(f"one of the languages {', '.join(CODES)}", quote_value(code))
    return code


def _describe_day(field: models.Field) -> str:
    return "a day such as 2007-06-18"


def _read_day(node: Node, spot: Spot, field: models.Field) -> date:
    text = scalar(node, spot, _describe_day(field))
    try:
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError:
        raise spot.misread(_describe_day(field), quote_value(text)) from None


def _describe_partial(field: models.Field) -> str:
    return PARTIAL_DATE


def _read_partial(node: Node, spot: Spot, field: models.Field) -> PartialDate:
    text = scalar(node, spot, PARTIAL_DATE)
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise spot.misread(PARTIAL_DATE, quote_value(text)) from None


def _describe_choice(field: models.Field) -> str:
    return f"one of {', '.join(str(value) for value, _label in field.choices or ())}"


def _read_choice(node: Node, spot: Spot, field: models.Field) -> str:
    text = scalar(node, spot, _describe_choice(field))
    if text not in {value for value, _label in field.choices or ()}:
        raise spot.misread(_describe_choice(field), quote_value(text))
    return text


def one_of(names: Iterable[str]) -> Codec:
    """One of some names that are not the model's own choices."""
    field: models.Field = models.CharField(choices=[(name, name) for name in names])
    return Codec(lambda _: _describe_choice(field), lambda node, spot, _: _read_choice(node, spot, field), str)


def several_of(names: Iterable[str]) -> Codec:
    """Some of these names, each once."""
    known = list(names)
    expected = f"a list of {', '.join(known)}, each once"

    def read(node: Node, spot: Spot, field: models.Field) -> list[str]:
        if not isinstance(node, Listing) or not node.items:
            raise spot.misread(expected, describe_node(node))
        given = [scalar(item, spot, expected) for item in node.items]
        if len(set(given)) < len(given) or not set(given) <= set(known):
            raise spot.misread(expected, quote_value(", ".join(given)))
        return given

    return Codec(lambda _: expected, read, list)


def _describe_whole(field: models.Field) -> str:
    return f"a whole number from 0 to {_largest(field)}"


def _largest(field: models.Field) -> int:
    return LARGEST[field.get_internal_type()]


def _read_whole(node: Node, spot: Spot, field: models.Field) -> int:
    text = scalar(node, spot, _describe_whole(field))
    if not WHOLE.fullmatch(text) or int(text) > _largest(field):
        raise spot.misread(_describe_whole(field), quote_value(text))
    return int(text)


def _describe_yes_no(field: models.Field) -> str:
    return "true or false"


def _read_yes_no(node: Node, spot: Spot, field: models.Field) -> bool:
    text = scalar(node, spot, _describe_yes_no(field))
    if text not in YES_NO:
        raise spot.misread(_describe_yes_no(field), quote_value(text))
    return YES_NO[text]


def _describe_decimal(field: models.Field) -> str:
    return "an amount such as 1500 or 1500.50"


def _read_decimal(node: Node, spot: Spot, field: models.Field) -> Decimal:
    text = scalar(node, spot, _describe_decimal(field))
    if not DECIMAL.fullmatch(text):
        raise spot.misread(_describe_decimal(field), quote_value(text))
    return Decimal(text).quantize(Decimal("0.01"))


def _plain(value: object) -> Plain:
    return Plain("" if value is None else str(value))


def _write_yes_no(value: bool) -> Plain:
    return Plain("true" if value else "false")


def _describe_instant(field: models.Field) -> str:
    return "an instant such as 2007-09-28T16:00:00Z"


def _read_instant(node: Node, spot: Spot, field: models.Field) -> datetime:
    text = scalar(node, spot, _describe_instant(field))
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise spot.misread(_describe_instant(field), quote_value(text))
    return instant.astimezone(UTC)


def _write_instant(value: datetime | None) -> Plain:
    return Plain(value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else "")


def _describe_hour(field: models.Field) -> str:
    return "a time of day such as 10:00"


def _read_hour(node: Node, spot: Spot, field: models.Field) -> time:
    text = scalar(node, spot, _describe_hour(field))
    try:
        return time.fromisoformat(text if HOUR.fullmatch(text) else "")
    except ValueError:
        raise spot.misread(_describe_hour(field), quote_value(text)) from None


def _write_hour(value: time | None) -> Plain:
    return Plain(value.isoformat("minutes") if value else "")


def _describe_by_language(field: models.Field) -> str:
    return f"a value by language ({', '.join(CODES)})"


def _read_by_language(node: Node, spot: Spot, field: models.Field) -> dict[str, str]:
    return dict(_read_text6(node, spot, field))


def _describe_codes(field: models.Field) -> str:
    return f"a list of languages ({', '.join(CODES)}), each once"


def _read_codes(node: Node, spot: Spot, field: models.Field) -> list[str]:
    if not isinstance(node, Listing) or not node.items:
        raise spot.misread(_describe_codes(field), describe_node(node))
    codes = [_language(scalar(item, spot, _describe_codes(field)), spot) for item in node.items]
    if len(set(codes)) < len(codes):
        raise spot.misread(_describe_codes(field), quote_value(", ".join(codes)))
    return _write_codes(codes)


def _write_codes(value: list[str]) -> list[str]:
    return [code for code in CODES if code in value]


def _describe_names(field: models.Field) -> str:
    return "a list of keys"


def _read_names(node: Node, spot: Spot, field: models.Field) -> list[str]:
    if not isinstance(node, Listing) or not node.items:
        raise spot.misread(_describe_names(field), describe_node(node))
    return [scalar(item, spot, _describe_names(field)) for item in node.items]


def _describe_cases(field: models.Field) -> str:
    return f"a text by case ({', '.join(Case.values)})"


def _read_cases(node: Node, spot: Spot, field: models.Field) -> dict[str, str]:
    if not isinstance(node, Mapping):
        raise spot.misread(_describe_cases(field), describe_node(node))
    for case, (line, _value) in node.entries.items():
        if case not in Case.values:
            raise spot.at(case, line).misread(_describe_cases(field), quote_value(case))
    return {case: scalar(value, spot.at(case, line), "a text") for case, (line, value) in node.entries.items()}


def _describe_outline(field: models.Field) -> str:
    return "an outline as JSON"


def _read_outline(node: Node, spot: Spot, field: models.Field) -> dict[str, object]:
    text = scalar(node, spot, _describe_outline(field))
    try:
        given = json.loads(text)
        return read_outline("progress", given).content
    except (ValueError, RecursionError):
        raise spot.misread(_describe_outline(field), "a text that is no JSON") from None
    except Refused as refusal:
        raise spot.misread(_describe_outline(field), str(refusal)) from None


def _write_outline(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


TEXT = Codec(_describe_text, _read_text, str)
TEXT6 = Codec(_describe_text6, _read_text6, dict)
DAY_OF = Codec(_describe_day, _read_day, _plain)
PARTIAL = Codec(_describe_partial, _read_partial, _plain)
CHOICE = Codec(_describe_choice, _read_choice, str)
WHOLE_NUMBER = Codec(_describe_whole, _read_whole, _plain)
YES_OR_NO = Codec(_describe_yes_no, _read_yes_no, _write_yes_no)
AMOUNT = Codec(_describe_decimal, _read_decimal, _plain)
INSTANT = Codec(_describe_instant, _read_instant, _write_instant)
HOUR_OF = Codec(_describe_hour, _read_hour, _write_hour)
BY_LANGUAGE = Codec(_describe_by_language, _read_by_language, dict)
LANGUAGE_CODES = Codec(_describe_codes, _read_codes, _write_codes)
NAMES = Codec(_describe_names, _read_names, list)
OUTLINE = Codec(_describe_outline, _read_outline, _write_outline)
CASES = Codec(_describe_cases, _read_cases, dict)
