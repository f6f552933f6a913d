"""The depositary's list of a treaty's participants, as a table: read into entries, and written from them.

One column is the participant. The headings of the others say which kinds of action they have and which letters mark
each: "Signature", "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)". A kind without letters is
meant by a date without letters. Nothing here reads the database.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from palermo.core.refusals import Refused, quote
from palermo.treaties.states.participation import CONSENT, SIGNATURES, ActionKind

PARTICIPANT, SIGNATURE = "Participant", "Signature"
# The letters by which lists mark instruments, in the order in which their heading names the kinds.
LETTERS = {
    ActionKind.RATIFICATION: "",
    ActionKind.ACCEPTANCE: "A",
    ActionKind.APPROVAL: "AA",
    ActionKind.FORMAL_CONFIRMATION: "c",
    ActionKind.ACCESSION: "a",
    ActionKind.SUCCESSION: "d",
    ActionKind.DEFINITIVE_SIGNATURE: "s",
}
# Of kinds that few lists have.
SELDOM = {ActionKind.CONSENT_TO_BE_BOUND: "P", ActionKind.PROVISIONAL_APPLICATION: "n"}
OF_SIGNATURES = {ActionKind.SIGNATURE: "", ActionKind.SUCCESSION_TO_SIGNATURE: "d"}
ALL_LETTERS = {**OF_SIGNATURES, **LETTERS, **SELDOM}
WORDS = {
    ActionKind.SIGNATURE: SIGNATURE,
    ActionKind.SUCCESSION_TO_SIGNATURE: "Succession to signature",
    ActionKind.RATIFICATION: "Ratification",
    ActionKind.ACCEPTANCE: "Acceptance",
    ActionKind.APPROVAL: "Approval",
    ActionKind.FORMAL_CONFIRMATION: "Formal confirmation",
    ActionKind.ACCESSION: "Accession",
    ActionKind.SUCCESSION: "Succession",
    ActionKind.DEFINITIVE_SIGNATURE: "Definitive signature",
    ActionKind.CONSENT_TO_BE_BOUND: "Consent to be bound",
    ActionKind.PROVISIONAL_APPLICATION: "Provisional application",
}
# Kinds by the words of headings; some have another word too.
KINDS = {word.casefold(): kind for kind, word in WORDS.items()}
KINDS |= {"participation": ActionKind.CONSENT_TO_BE_BOUND, "acts of succession": ActionKind.SUCCESSION}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A kind, what it is a kind of ("Accession to the Convention as amended"), the letters, the numbers of footnotes.
_HEADING = re.compile(r"(?P<words>[A-Za-z ]+?)\s*(?:\((?P<letters>\w+)\))?[\d\s]*")
_OF_WHAT = re.compile(r" (?:of|to|or|in|under) .*")
# A date, the letters, the numbers of footnotes.
_CELL = re.compile(
    r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})(?: ?(?P<letters>[A-Za-z]{1,2}))?"
    r"(?: \d{1,2}(?:, ?\d{1,2})*)?[⁰¹²³⁴-⁹*]*"
)
# "STATUS AS AT : 02-12-2026 05:01:47 EDT": the depositary writes the day before the month.
_STATED_DAY = re.compile(
    r"\bstatus as at\b\W*(?P<day>\d{1,2})[-./ ](?P<month>\d{1,2}|[A-Z][a-z]{2})[a-z]*[-./ ](?P<year>\d{4})",
    re.IGNORECASE,
)
_NOTES = "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹*, "
EXPECTED_DATE = "a date such as 12 Dec 2000"
# As long as a participant's label can be.
LONGEST_LABEL = 120
MOST_ROWS = 1_000
_QUOTED = re.compile(r'"[^"]*"?')
BRACKETS = (
    "; brackets mark what no longer has effect: leave the cell empty and record the action and its withdrawal on the "
    "page of the treaty"
)


class ListRefused(Refused):
    """A list that was not read, with a sentence for everything that is wrong in it."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))


class Column(StrEnum):
    """The columns in which lists have what a participant did."""

    SIGNATURE = "signature"
    INSTRUMENT = "instrument"
    PROVISIONAL = "provisional"


def column_of(kind: ActionKind | str) -> Column:
    """The column in which a list has a kind of action."""
    if kind in SIGNATURES:
        return Column.SIGNATURE
    return Column.INSTRUMENT if kind in CONSENT else Column.PROVISIONAL


class ListedAction(NamedTuple):
    """What an entry of the list says that a participant did."""

    kind: ActionKind
    deposited_on: date


@dataclass(frozen=True)
class ListEntry:
    """A row of the list: its number in the file, the participant as written, and what it did."""

    row: int
    label: str
    actions: tuple[ListedAction, ...]


class _Column(NamedTuple):
    """A column of the file: where it is, its heading, and the kind that each letters mean."""

    place: int
    heading: str
    kinds: Mapping[str, ActionKind]


class _FaultyError(Exception):
    """Raised where a cell cannot be read; says what was expected and found."""


def read_list(
    head: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], *, today: date
) -> tuple[list[ListEntry], list[str]]:
    """The entries of a list from its column names and its numbered rows, and a sentence for every fault in it.

    A fault names its row and column, what was expected and what was found. Numbers of footnotes are left out.
    """
    columns, faults = _read_head(head)
    if faults:
        return [], faults
    entries, first = list[ListEntry](), dict[str, int]()
    place = _names(head).index(PARTICIPANT)
    for number, cells in rows:
        label = _without_notes(cells[place] if place < len(cells) else "")
        actions, wrong = _read_row(label, cells, columns, today)
        faults += [f"Row {number}{where}: {sentence}." for where, sentence in wrong]
        if label and first.setdefault(label, number) != number:
            faults.append(
                f"Row {number}: expected each participant once, found “{quote(label)}” again (row {first[label]})."
            )
        entries.append(ListEntry(number, label, tuple(actions)))
    return entries, faults


def split_stated_day(text: str) -> tuple[date | None, str]:
    """The day as at which a list given as text says that it is, above its column names; and the text without that line.

    None where it does not say so. The other lines keep their numbers.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if match := _STATED_DAY.search(line):
            return _stated_day(match), "\n".join([*lines[:number], "", *lines[number + 1 :]])
        if PARTICIPANT in line:
            break
    return None, text


def _stated_day(match: re.Match[str]) -> date | None:
    months = {name: number for number, name in enumerate(_MONTHS, 1)}
    month = months.get(match["month"].capitalize()) or (int(match["month"]) if match["month"].isdigit() else 0)
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def latest_day(entries: Iterable[ListEntry]) -> date | None:
    """The latest day in a list, which covers no earlier one; None without a day in it."""
    return max((action.deposited_on for entry in entries for action in entry.actions), default=None)


def read_text(text: str, *, today: date) -> tuple[list[ListEntry], list[str]]:
    """The entries of a list given as text with commas, semicolons or tabs between its cells; as `read_list`."""
    text = text.lstrip("\ufeff")
    head = next((line for line in text.split("\n") if line.strip()), "")
    separator = max("\t;,", key=_QUOTED.sub("", head).count)
    rows = list[tuple[int, list[str]]]()
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if any(map(str.strip, cells)):
                rows.append((number, cells))
    except csv.Error:
        return [], [f"Row {len(rows) + 1}: expected cells with closed quotation marks, found one that is not closed."]
    if len(rows) < 2:
        return [], ["Expected a row of column names and rows below it, found none."]
    if len(rows) - 1 > MOST_ROWS:
        return [], [f"Expected at most {MOST_ROWS:,} rows, found {len(rows) - 1:,}."]
    return read_list(rows[0][1], rows[1:], today=today)


def _names(head: Sequence[str]) -> list[str]:
    return [_without_notes(name) for name in head]


def _without_notes(words: str) -> str:
    """Words without needless spaces and the numbers of footnotes behind them."""
    return " ".join(words.split()).rstrip(_NOTES)


def _read_head(head: Sequence[str]) -> tuple[list[_Column], list[str]]:
    """The columns of actions; what is wrong."""
    columns, faults = list[_Column](), list[str]()
    named = [(place, heading) for place, heading in enumerate(head) if heading.strip()]
    others = [(place, heading) for place, heading in named if _without_notes(heading) != PARTICIPANT]
    known = [any(_kind_of(part) for part in heading.split(",")) for _place, heading in others]
    if len(named) - len(others) != 1 or not others or not all(known):
        expected = f"the columns {PARTICIPANT}, {SIGNATURE} and one of instruments, such as “{heading_of(LETTERS)}”"
        return [], [f"Column names: expected {expected}, found “{quote(', '.join(map(quote, head)), 400)}”."]
    for place, heading in others:
        kinds = dict[str, ActionKind]()
        for part in heading.split(","):
            kind, match = _kind_of(part), _HEADING.fullmatch(part.strip())
            letters = (match["letters"] or "") if match else ""
            if kind is None or letters in kinds:
                found = f"found “{quote(part.strip())}”"
                faults.append(f"Column names: expected kinds such as “{heading_of(LETTERS)}”, {found}.")
            else:
                kinds[letters] = kind
        columns.append(_Column(place, heading, kinds))
    return columns, faults


def _kind_of(part: str) -> ActionKind | None:
    """The kind that a part of a heading names."""
    match = _HEADING.fullmatch(part.strip())
    words = " ".join(match["words"].casefold().split()) if match else ""
    return KINDS.get(words) or KINDS.get(_OF_WHAT.sub("", words))


def _read_row(
    label: str, cells: Sequence[str], columns: Sequence[_Column], today: date
) -> tuple[list[ListedAction], list[tuple[str, str]]]:
    actions, wrong = list[ListedAction](), list[tuple[str, str]]()
    if not label:
        wrong.append((f", column “{PARTICIPANT}”", "expected the name of a participant, found nothing"))
    if len(label) > LONGEST_LABEL:
        expected = f"expected a name of at most {LONGEST_LABEL} characters, found {len(label):,}"
        wrong.append((f", column “{PARTICIPANT}”", expected))
    for column in columns:
        written = " ".join(cells[column.place].split()) if column.place < len(cells) else ""
        if not written:
            continue
        try:
            actions.append(_read_cell(written, column.kinds, today))
        except _FaultyError as faulty:
            wrong.append((f", column “{column.heading}”", str(faulty)))
    if not actions and not wrong:
        wrong.append(("", f"expected {EXPECTED_DATE} of a signature or of an instrument, found neither"))
    signed = [each.deposited_on for each in actions if each.kind in SIGNATURES]
    deposited = [each.deposited_on for each in actions if each.kind in CONSENT]
    if signed and deposited and min(deposited) < signed[0]:
        before, found = write_date(signed[0]), write_date(min(deposited))
        wrong.append(("", f"expected an instrument no earlier than the signature of {before}, found {found}"))
    return actions, wrong


def _read_cell(written: str, kinds: Mapping[str, ActionKind], today: date) -> ListedAction:
    match = _CELL.fullmatch(written)
    found = f"found “{quote(written)}”{BRACKETS if written.startswith('[') else ''}"
    if not match or match["month"] not in _MONTHS:
        raise _FaultyError(f"expected {EXPECTED_DATE}, {found}")
    try:
        day = date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
    except ValueError:
        raise _FaultyError(f"expected {EXPECTED_DATE}, {found}") from None
    letters = match["letters"] or ""
    if letters not in kinds:
        known = ", ".join(f"({each})" if each else "none" for each in kinds)
        raise _FaultyError(f"expected the letters that the column name lists ({known}), {found}")
    if day > today:
        raise _FaultyError(f"expected no day after {write_date(today)}, {found}")
    return ListedAction(kinds[letters], day)


def heading_of(kinds: Iterable[ActionKind]) -> str:
    """How the heading names kinds: "Ratification, Acceptance(A)"."""
    return ", ".join(f"{WORDS[kind]}({ALL_LETTERS[kind]})" if ALL_LETTERS[kind] else WORDS[kind] for kind in kinds)


def write_date(day: date) -> str:
    """A day as the list writes it: "9 Mar 2004"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def write_list(entries: Iterable[ListEntry]) -> list[list[str]]:
    """The rows of the file, column names first, from entries in any order.

    The headings name the kinds that lists always name and those that occur.
    """
    listed = sorted(entries, key=lambda entry: sort_key(entry.label))
    named = set(LETTERS) - {ActionKind.FORMAL_CONFIRMATION, ActionKind.DEFINITIVE_SIGNATURE} | {ActionKind.SIGNATURE}
    named |= {action.kind for entry in listed for action in entry.actions}
    headings = {column: heading_of(_kinds_in(column, named)) for column in Column}
    columns = [column for column, heading in headings.items() if heading]
    rows = [[PARTICIPANT, *(headings[column] for column in columns)]]
    for entry in listed:
        cells = dict.fromkeys(columns, "")
        for action in entry.actions:
            written = f"{write_date(action.deposited_on)} {ALL_LETTERS[action.kind]}"
            cells[column_of(action.kind)] = written.strip()
        rows.append([entry.label, *cells.values()])
    return rows


def _kinds_in(column: Column, named: Collection[ActionKind]) -> list[ActionKind]:
    return [kind for kind in ALL_LETTERS if kind in named and column_of(kind) == column]


def sort_key(label: str) -> str:
    """What sorts labels as the list does, and finds them in another spelling: without accents and capitals."""
    plain = unicodedata.normalize("NFD", label.replace("’", "'").casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_FILE = re.compile(r"(?P<chapter>\d{1,2})-(?P<number>\d{1,3}(?:[-.][a-z])*)")


def number_in_file_name(stem: str) -> str:
    """The depositary's number of the treaty that a list's file is named by: "XVIII-12-a" for 18-12-a or 18-12.a.

    Empty where the name is of another form.
    """
    match = _FILE.fullmatch(stem)
    if not match:
        return ""
    rest, roman = int(match["chapter"]), ""
    for value, letters in _ROMAN:
        roman += letters * (rest // value)
        rest %= value
    return f"{roman}-{match['number'].replace('.', '-')}"
