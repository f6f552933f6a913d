"""Recognizing columns that identify a person: by the mark of a layout, by their heading, or by what stands in them."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import chain
from typing import NamedTuple

from harmonise.layouts.layout import Column, Layout, Personal, Type
from harmonise.readers.headings import normalize_heading
from harmonise.rules.signs import EMAIL


class Identity(StrEnum):
    """What a column says about a person."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NUMBER = "number"
    BIRTH = "birth"
    CODE = "code"
    TEXT = "text"


class Sign(StrEnum):
    """By what a column was recognized."""

    MARK = "mark"
    HEADING = "heading"
    CONTENT = "content"


@dataclass(frozen=True)
class Identifier:
    """A column that identifies persons.

    Attributes
    ----------
    number : int
        Of the column in its sheet, from 1; in JSON that of the field.
    heading : str
        As it stands in the file. In a file without a header it is the first person's own datum, so that it must not be
        repeated where the sign is the content.
    identity : Identity
    sign : Sign
    sheet : str
        Empty if the file has none.
    """

    number: int
    heading: str
    identity: Identity
    sign: Sign
    sheet: str = ""


class Cells(NamedTuple):
    """What is looked at of a column: how many cells are filled and have an @, the first of them, and some of all."""

    filled: int
    with_at: int
    first: Sequence[str]
    sample: Sequence[str]


class _Heading(NamedTuple):
    identity: Identity | None
    is_certain: bool
    names_office: bool


MARKS = {
    Personal.DIRECT: Identity.CODE,
    Personal.NAME: Identity.NAME,
    Personal.BIRTH: Identity.BIRTH,
    Personal.FREE: Identity.TEXT,
}
# Shares of the filled cells, or of the different ones among them, from which on a content counts.
CONTACTS, STREETS, NUMBERS, DATES, NAMES, LONE_NAMES = 0.1, 0.3, 0.8, 0.8, 0.5, 0.7
NAMES_BELOW_HEADING = 0.2
# So many different cells are needed for a share to say anything.
FEWEST, FEWEST_NAMES, FEWEST_LONE = 3, 2, 5
# Dates of birth spread over a generation; of registrations, few registers have so many.
GENERATION = 15
LONGEST_NAME, MOST_WORDS = 60, 5
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "石廖贾夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤张劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蔣蘇盧鍾譚陸賈鄒龍顧龔萬錢嚴"
)
PARTICLES = frozenset(
    [
        *("al", "el", "bin", "bint", "ben", "ibn", "abu", "umm", "da", "de", "del", "della", "di", "do", "dos", "du"),
        *("la", "le", "van", "von", "der", "den", "san", "ter", "y", "e", "i"),
    ]
)
_EMAIL = re.compile(EMAIL)
_PHONE = re.compile(r"(?:\+|00|0)?[1-9][\d ()./-]{5,20}\d|\(0?\d{1,4}\)[\d ./-]{5,15}")
_WRITTEN_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)[1-9](?:[ ()./-]?\d){7,14}(?!\w)"
    r"|(?<![\w-])0\d{1,4}[ ()./-]+\d{2,4}(?:[ ()./-]?\d{2,4}){1,3}(?!\w)"
)
_NUMBER = re.compile(r"(?=(?:\D*\d){3})[\w .№/-]{5,30}")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}|\d{2}[A-Z]{2}\d{5}|\d{3}-\d{2}-\d{4}|\d{11}|\d{13,14}|\d{17}[\dX]")
_STREET = re.compile(
    r"(?i)\b\d+[a-z]?,? +(?:[\w.'’-]+ +){0,4}(?:street|st|road|rd|avenue|ave|lane|boulevard|blvd|drive)\b"
    r"|\b\d+[a-z]?,? +(?:bis +|ter +)?(?:rue|avenue|boulevard|chemin|allée|impasse|place|quai)\b"
    r"|\b(?:calle|avenida|av|carrera|paseo|plaza|via|rua|strasse|straße|strada|str)\.? +.{2,40}?\d"
    r"|\b(?:ул|улица|пр|проспект|пер|переулок|дом|д)\.? +.{0,40}?\d|شارع +.{2,40}|.{1,20}[路街道巷弄]\d+号"
)
_FULL_DATE = re.compile(
    r"(\d{4})[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?:[T ].*)?|(?:0?[1-9]|[12]\d|3[01])[-/. ]"
    r"(?:0?[1-9]|[12]\d|3[01]|\w{3,10}\.?)[-/. ,]+(\d{4}|\d{2})|\w{3,10}\.? \d{1,2},? (\d{4})"
    r"|((?:19|20)\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(\d{4}) ?年 ?\d{1,2} ?月 ?\d{1,2} ?日?"
)
# A day as the number that spreadsheets keep, in cells without the form of a date.
_SERIAL_DATE = re.compile(r"[1-4]\d{4}")
_YEAR_OR_NUMBER = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_PARTS = re.compile(r"[./|;()\[\]\n\r:–—]")
_SPELLINGS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "’": "'"})


def find_in_columns(
    headings: Sequence[str], columns: Sequence[Cells], layout: Layout | None = None, sheet: str = ""
) -> list[Identifier]:
    """Find the columns of one table that identify persons.

    Parameters
    ----------
    headings : sequence of str
    columns : sequence of Cells
        In the order of the headings; columns beyond these have none.
    layout : Layout, optional
        Marks columns, and says whether the rows are cases: then a mere "name" is that of a person.
    sheet : str
        To be named.

    Returns
    -------
    list of Identifier
    """
    known = {normalize_heading(n): c for c in layout.columns for n in (c.name, *c.aliases)} if layout else {}
    has_cases = layout is not None and layout.rows == "cases"
    found = []
    for place, cells in enumerate(columns):
        heading = headings[place] if place < len(headings) else ""
        if cells.filled and (is_name(heading) or _YEAR_OR_NUMBER.search(heading)):
            # In a file without a header, the first row is one of data.
            cells = cells._replace(sample=[heading, *cells.sample])
        column = known.get(normalize_heading(heading)) or known.get(normalize_heading(heading.rpartition(".")[2]))
        if recognized := _recognize(heading, cells, column, has_cases):
            identity, sign = recognized
            found.append(Identifier(place + 1, heading, identity, sign, sheet))
    # By themselves, days of many years are those of laws or lists as well.
    are_persons = has_cases or any(each.identity is not Identity.BIRTH for each in found)
    return [each for each in found if are_persons or not _is_guess(each)]


def _is_guess(found: Identifier) -> bool:
    return found.identity is Identity.BIRTH and found.sign is Sign.CONTENT


def _recognize(heading: str, cells: Cells, column: Column | None, has_cases: bool) -> tuple[Identity, Sign] | None:
    if not cells.filled:
        return None
    if column and column.personal:
        return MARKS[column.personal], Sign.MARK
    by_heading = _read_heading(heading)
    names_office = by_heading.names_office and not has_cases
    identity = by_heading.identity
    if identity and not names_office and _holds(identity, cells.first):
        is_certain = by_heading.is_certain or has_cases
        if is_certain or (identity is Identity.NAME and _share_of_names(cells.sample) >= NAMES_BELOW_HEADING):
            return identity, Sign.HEADING
    if column and (column.type is not Type.TEXT or column.codes or column.pattern):
        # Its labels, figures and dates are checked by the layout.
        return None
    identity = _identity_of_content(cells, names_office)
    if identity is Identity.BIRTH and column:
        return None
    return (identity, Sign.CONTENT) if identity else None


def _identity_of_content(cells: Cells, names_office: bool) -> Identity | None:
    sample = [cell.strip() for cell in cells.sample]
    if not sample:
        return None
    if _share(sample, _is_street) >= STREETS and not names_office:
        return Identity.ADDRESS
    if _is_filled_with_numbers(sample):
        return Identity.NUMBER
    if _spreads_over_a_generation(sample):
        return Identity.BIRTH
    if names_office:
        return None
    if cells.with_at and sum(map(_is_email, cells.first)) and cells.with_at >= CONTACTS * cells.filled:
        return Identity.EMAIL
    if _share(sample, _has_phone) >= CONTACTS:
        return Identity.PHONE
    share = _share_of_names(sample)
    is_lone = all(" " not in cell and not _is_chinese(cell) for cell in sample)
    fewest = FEWEST_LONE if is_lone else FEWEST_NAMES
    if share >= (LONE_NAMES if is_lone else NAMES) and len(set(sample)) * share >= fewest:
        return Identity.NAME
    return None


def _holds(identity: Identity, cells: Iterable[str]) -> bool:
    """Whether a cell below a heading is what the heading says, and no number of persons, flag or year."""
    held = [HELD[identity](cell.strip()) for cell in cells]
    # A few words among figures say why there is no figure.
    return sum(held) >= (len(held) / 2 if HELD[identity] is _has_letters else 1)


def _is_email(cell: str) -> bool:
    return _EMAIL.search(cell) is not None


def _is_phone(cell: str) -> bool:
    return _PHONE.fullmatch(cell) is not None or _WRITTEN_PHONE.search(cell) is not None


def _has_phone(cell: str) -> bool:
    return _WRITTEN_PHONE.search(cell) is not None and _FULL_DATE.fullmatch(cell) is None


def _is_street(cell: str) -> bool:
    return _STREET.search(cell) is not None


def _has_letters(cell: str) -> bool:
    return _WORD.search(cell) is not None


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _is_full_date(cell: str) -> bool:
    return _FULL_DATE.fullmatch(cell) is not None or _SERIAL_DATE.fullmatch(cell) is not None


HELD = {
    Identity.NAME: _has_letters,
    Identity.EMAIL: _is_email,
    Identity.PHONE: _is_phone,
    Identity.ADDRESS: _has_letters,
    Identity.NUMBER: _is_number,
    Identity.BIRTH: _is_full_date,
}


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _is_filled_with_numbers(cells: Sequence[str]) -> bool:
    """Whether nearly all are numbers as passports and identity cards have them, each another."""
    different = set(cells)
    if len(different) < max(FEWEST, 0.9 * len(cells)):
        return False
    return _share(cells, lambda cell: _PASSPORT.fullmatch(cell) is not None) >= NUMBERS


def _spreads_over_a_generation(cells: Sequence[str]) -> bool:
    """Whether nearly all are full dates, of years as far apart as those of births are."""
    years = sorted(year for cell in cells if (year := _year_of(cell)))
    if len(years) < max(FEWEST, DATES * len(cells)) or len(set(cells)) < FEWEST:
        return False
    tenth = len(years) // 10
    return years[-1 - tenth] - years[tenth] >= GENERATION


def _year_of(cell: str) -> int:
    found = _FULL_DATE.fullmatch(cell)
    year = next((each for each in found.groups() if each), "") if found else ""
    return int(year) if len(year) == 4 else 0


def _share_of_names(cells: Iterable[str]) -> float:
    """The share of the different cells that are names of persons."""
    different = {cell.strip() for cell in cells}
    return _share(list(different), is_name)


def is_name(cell: str) -> bool:
    """Whether a text is a name of a person: a few words with capitals, one of which is a given name.

    Examples
    --------
    >>> is_name("Olena Kovalenko"), is_name("王小红"), is_name("Burkina Faso"), is_name("Sexual exploitation")
    (True, True, False, False)
    """
    if len(cell) > LONGEST_NAME or any(sign.isdigit() for sign in cell):
        return False
    if 2 <= len(cell) <= 4 and all("\u4e00" <= sign <= "\u9fff" for sign in cell):
        return cell[0] in SURNAMES
    words = _WORD.findall(unicodedata.normalize("NFC", cell))
    if not 1 <= len(words) <= MOST_WORDS or any(
        word[0].islower() and word not in PARTICLES for word in words if len(word) > 1
    ):
        return False
    return any(len(plain := _plain(word)) > 2 and plain in _given_names() for word in words)


@cache
def _given_names() -> frozenset[str]:
    content = resources.files("harmonise.identifiers").joinpath("given_names.txt").read_text("utf-8")
    return frozenset(line for line in content.splitlines() if line and not line.startswith("#"))


def _plain(text: str) -> str:
    """A text in small letters, without marks above and below them."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLINGS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


BESIDE = ("ignored", "neutral", "persons", "offices")


class _Words(NamedTuple):
    """Headings by their sorted words, and the words that stand beside them."""

    certain: Mapping[tuple[str, ...], Identity]
    possible: Mapping[tuple[str, ...], Identity]
    # In the language of the heading: "nombre" is a name in Spanish and a number in French.
    persons_beside: Mapping[tuple[str, ...], frozenset[str]]
    ignored: frozenset[str]
    neutral: frozenset[str]
    persons: frozenset[str]
    offices: frozenset[str]


@cache
def _words() -> _Words:
    content = tomllib.loads(resources.files("harmonise.identifiers").joinpath("words.toml").read_text("utf-8"))
    beside = {name: _all_words(chain.from_iterable(content[name].values())) for name in BESIDE}
    certain: dict[tuple[str, ...], Identity] = {}
    possible: dict[tuple[str, ...], Identity] = {}
    persons_beside: dict[tuple[str, ...], frozenset[str]] = {}
    for identity in HELD:
        of_identity = content[identity.value]
        for heading in chain.from_iterable(of_identity["certain"].values()):
            certain[_key(_split(heading), beside["ignored"])] = identity
        for language, headings in of_identity.get("possible", {}).items():
            for heading in headings:
                key = _key(_split(heading), beside["ignored"])
                possible[key] = identity
                persons_beside[key] = persons_beside.get(key, frozenset()) | _all_words(content["persons"][language])
    return _Words(certain, possible, persons_beside, **beside)


def _all_words(headings: Iterable[str]) -> frozenset[str]:
    return frozenset(word for heading in headings for word in _split(heading))


def _split(heading: str) -> list[str]:
    """The words of a heading, without articles that Arabic writes together with them."""
    words = [_plain(word) for word in _WORD.findall(_HUMP.sub(" ", heading))]
    return [word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words]


def _key(words: Iterable[str], without: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if word not in without))


def _read_heading(heading: str) -> _Heading:
    """What a heading says of a person; of one in several languages each part is looked at."""
    words = _words()
    names_office = bool(words.offices & set(_split(heading))) or any(
        office in _plain(heading) for office in words.offices if _is_chinese(office)
    )
    read = [_read_part(part) for part in dict.fromkeys((heading, *_PARTS.split(heading))) if part.strip()]
    known = sorted((each for each in read if each[0]), key=lambda each: not each[1])
    identity, is_certain = known[0] if known else (None, False)
    return _Heading(identity, is_certain, names_office)


def _read_part(part: str) -> tuple[Identity | None, bool]:
    words = _words()
    split = _split(part)
    if len(split) == 1 and _is_chinese(split[0]):
        split = _split_chinese(split[0])
    beside = words.ignored | words.neutral
    for without in (words.ignored, beside, beside | words.offices, beside | words.persons | words.offices):
        key = _key(split, without)
        if key in words.certain:
            return words.certain[key], True
        if key in words.possible:
            return words.possible[key], bool(words.persons_beside[key] & set(split))
    return None, False


def _is_chinese(word: str) -> bool:
    return "\u4e00" <= word[:1] <= "\u9fff"


def _split_chinese(word: str) -> list[str]:
    """A heading without spaces, in the words that stand beside others and what is left."""
    words = _words()
    found = []
    for each in sorted(words.persons | words.offices | words.neutral | words.ignored, key=len, reverse=True):
        if _is_chinese(each) and each in word and each != word:
            found.append(each)
            word = word.replace(each, "")
    return [*found, word] if word else found
