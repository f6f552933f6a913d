"""The depositary's list of a treaty's participants, as a table: read into entries, and written from them.

The columns are the participant, the signature, and the instruments, whose heading says which letters mark which kind:
"Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)". A kind without letters is meant by a date
without letters. Nothing here reads the database.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from palermo.core.refusals import Refused
from palermo.treaties.states.participation import CONSENT, ActionKind

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
WORDS = {
    ActionKind.RATIFICATION: "Ratification",
    ActionKind.ACCEPTANCE: "Acceptance",
    ActionKind.APPROVAL: "Approval",
    ActionKind.FORMAL_CONFIRMATION: "Formal confirmation",
    ActionKind.ACCESSION: "Accession",
    ActionKind.SUCCESSION: "Succession",
    ActionKind.DEFINITIVE_SIGNATURE: "Definitive signature",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HEADING = re.compile(r"(?P<kind>[A-Za-z ]+?)\s*(?:\((?P<letters>\w+)\))?")
_CELL = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})(?: ?(?P<letters>\w{1,2}))?")
EXPECTED_DATE = "a date such as 12 Dec 2000"
LONGEST_SHOWN = 60


class ListRefused(Refused):
    """A list that was not read, with a sentence for everything that is wrong in it."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))


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


class _FaultyError(Exception):
    """Raised where a cell cannot be read; says what was expected and found."""


def read_list(
    head: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], *, today: date
) -> tuple[list[ListEntry], list[str]]:
    """The entries of a list from its column names and its numbered rows, and a sentence for every fault in it.

    A fault names its row and column, what was expected and what was found.
    """
    kinds, columns, faults = _read_head(head)
    if faults:
        return [], faults
    entries, first = list[ListEntry](), dict[str, int]()
    for number, cells in rows:
        cell = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
        label = " ".join(cell[PARTICIPANT].split())
        actions, wrong = _read_row(cell, head, columns, kinds, today)
        faults += [f"Row {number}{where}: {sentence}." for where, sentence in wrong]
        if label and first.setdefault(label, number) != number:
            faults.append(f"Row {number}: expected each participant once, found “{label}” again (row {first[label]}).")
        entries.append(ListEntry(number, label, tuple(actions)))
    return entries, faults


def _read_head(head: Sequence[str]) -> tuple[dict[str, ActionKind], dict[str, int], list[str]]:
    """The kind meant by each letters; where each column is; what is wrong."""
    columns = {name: place for place, name in enumerate(head) if name in {PARTICIPANT, SIGNATURE}}
    others = [place for place, name in enumerate(head) if name and name not in columns]
    if PARTICIPANT not in columns or len(others) > 1 or not (others or SIGNATURE in columns):
        expected = f"the columns {PARTICIPANT}, {SIGNATURE} and one of instruments, such as “{heading_of(LETTERS)}”"
        return {}, {}, [f"Column names: expected {expected}, found “{', '.join(head)}”."]
    if not others:
        return {}, columns, []
    columns["instruments"] = others[0]
    kinds, faults = dict[str, ActionKind](), list[str]()
    by_word = {word.casefold(): kind for kind, word in WORDS.items()}
    for part in head[others[0]].split(","):
        match = _HEADING.fullmatch(part.strip())
        kind = by_word.get(match["kind"].casefold()) if match else None
        letters = (match["letters"] or "") if match else ""
        if kind is None or letters in kinds:
            faults.append(f"Column names: expected kinds such as “{heading_of(LETTERS)}”, found “{part.strip()}”.")
        else:
            kinds[letters] = kind
    return kinds, columns, faults


def _read_row(
    cell: Mapping[str, str],
    head: Sequence[str],
    columns: Mapping[str, int],
    kinds: Mapping[str, ActionKind],
    today: date,
) -> tuple[list[ListedAction], list[tuple[str, str]]]:
    actions, wrong = list[ListedAction](), list[tuple[str, str]]()
    if not cell[PARTICIPANT]:
        wrong.append((f", column “{PARTICIPANT}”", "expected the name of a participant, found nothing"))
    for name, allowed in ((SIGNATURE, {"": ActionKind.SIGNATURE}), ("instruments", kinds)):
        written = cell.get(name, "")
        if not written:
            continue
        try:
            actions.append(_read_cell(written, allowed, today))
        except _FaultyError as faulty:
            wrong.append((f", column “{head[columns[name]]}”", str(faulty)))
    if not actions and not wrong:
        wrong.append(("", f"expected {EXPECTED_DATE} of a signature or of an instrument, found neither"))
    if len(actions) > 1 and actions[1].deposited_on < actions[0].deposited_on:
        signed, deposited = map(write_date, (actions[0].deposited_on, actions[1].deposited_on))
        wrong.append(("", f"expected an instrument no earlier than the signature of {signed}, found {deposited}"))
    return actions, wrong


def _read_cell(written: str, kinds: Mapping[str, ActionKind], today: date) -> ListedAction:
    match = _CELL.fullmatch(written)
    found = f"found “{written[:LONGEST_SHOWN]}”"
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
    return ", ".join(f"{WORDS[kind]}({LETTERS[kind]})" if LETTERS[kind] else WORDS[kind] for kind in kinds)


def write_date(day: date) -> str:
    """A day as the list writes it: "9 Mar 2004"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def write_list(entries: Iterable[ListEntry]) -> list[list[str]]:
    """The rows of the file, column names first, from entries in any order.

    The heading names the kinds that lists always name and those that occur.
    """
    listed = sorted(entries, key=lambda entry: sort_key(entry.label))
    named = set(LETTERS) - {ActionKind.FORMAL_CONFIRMATION, ActionKind.DEFINITIVE_SIGNATURE}
    named |= {action.kind for entry in listed for action in entry.actions if action.kind in CONSENT}
    rows = [[PARTICIPANT, SIGNATURE, heading_of(kind for kind in LETTERS if kind in named)]]
    for entry in listed:
        dates = {True: "", False: ""}
        for action in entry.actions:
            letters = LETTERS.get(action.kind, "")
            dates[action.kind == ActionKind.SIGNATURE] = f"{write_date(action.deposited_on)} {letters}".strip()
        rows.append([entry.label, dates[True], dates[False]])
    return rows


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
