"""Taking over the depositary's lists of participants, all or none, and writing them again."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit import versions
from palermo.audit.actions import record
from palermo.core.refusals import quote
from palermo.treaties.labels import Labels
from palermo.treaties.lists import (
    Column,
    ListedAction,
    ListEntry,
    ListRefused,
    column_of,
    latest_day,
    write_date,
)
from palermo.treaties.models import Treaty, TreatyAction
from palermo.treaties.queries.lists import listed_on, withdrawn_on
from palermo.treaties.rules import treaty_actions as rules
from palermo.treaties.states.participation import ActionKind
from palermo.treaties.status import Participant

# What lists add to the name of a participant that acts for a territory alone.
_OF_TERRITORY = re.compile(r"\s*(?:\([^()]*\)|,? in respect of .*)$")
FOR_TERRITORIES = (
    "; what a participant did for a territory alone is recorded as a territorial application on the page of the treaty"
)


@dataclass(frozen=True)
class TreatyList:
    """A list that was read: of which treaty, its entries, and the faults found in reading it.

    `as_at` is the last day that it covers, as its source says: no status will be stated as at a later one.
    `name` is how faults call the file.
    """

    treaty: Treaty
    as_at: date
    entries: Sequence[ListEntry]
    name: str = ""
    faults: Sequence[str] = ()


class RowChange(NamedTuple):
    """What a row of a list changes: an action that is new (`before` is None) or corrected."""

    entry: ListEntry
    before: ListedAction | None
    after: ListedAction


@dataclass
class ListReport:
    """What an import changed for one treaty; `not_listed` are actions on record that the list does not have."""

    treaty: Treaty
    as_at: date
    added: int = 0
    corrected: int = 0
    unchanged: int = 0
    not_listed: list[TreatyAction] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.treaty.slug}, as at {self.as_at}: {self.added} added, {self.corrected} corrected, "
            f"{self.unchanged} unchanged, {len(self.not_listed)} on record and not in the list."
        )


@transaction.atomic
def import_lists(lists: Sequence[TreatyList], *, by: Actor, check: bool = False) -> list[ListReport]:
    """Take over lists: add what is new, correct what differs, leave what they do not have.

    Parameters
    ----------
    lists
        One for each treaty.
    check
        Whether only to report what would change.

    Raises
    ------
    ListRefused
        With every fault and every label that is unknown or ambiguous, by file and row; nothing is kept then.
    Refused
        If `by` may not.
    """
    for each in lists:
        rules.check_may_record_action(by, each.treaty)
    faults = [_in_file(each, fault) for each in lists for fault in each.faults]
    found = [_find_participants(each, faults) for each in lists]
    if faults:
        raise ListRefused(faults)
    reports = [_take_over(each, entries, by) for each, entries in zip(lists, found, strict=True)]
    if check:
        transaction.set_rollback(True)
    return reports


def _find_participants(given: TreatyList, faults: list[str]) -> dict[Participant, ListEntry]:
    labels, found = Labels(given.as_at), dict[Participant, ListEntry]()
    for entry in given.entries:
        if not entry.label:
            continue
        meant, where = labels.find(entry.label), _in_file(given, f"Row {entry.row}")
        if (day := latest_day([entry])) and day > given.as_at:
            faults.append(
                f"{where}: expected no day after the date of the list, {write_date(given.as_at)}, found "
                f"{write_date(day)}."
            )
        if len(meant) != 1:
            known = f"a participant as at {given.as_at}, by its name on record or one of its names in lists"
            sort = "which several have" if meant else "which none has"
            advice = FOR_TERRITORIES if labels.find(_OF_TERRITORY.sub("", entry.label)) - meant else ""
            faults.append(f"{where}: expected {known}, found “{quote(entry.label)}”, {sort}{advice}.")
            continue
        [key] = meant
        if key in found and found[key].label != entry.label:
            first = found[key]
            faults.append(
                f"{where}: expected each participant once, found “{quote(entry.label)}”, which is “{first.label}” in "
                f"row {first.row}."
            )
        found.setdefault(key, entry)
    return found


def _in_file(given: TreatyList, sentence: str) -> str:
    return f"{given.name}: {sentence}" if given.name else sentence


def _take_over(given: TreatyList, entries: dict[Participant, ListEntry], by: Actor) -> ListReport:
    treaty = Treaty.objects.select_for_update().get(pk=given.treaty.pk)
    report, new, changed = _compare(treaty, given.as_at, entries)
    TreatyAction.objects.bulk_create(new, batch_size=500)
    TreatyAction.objects.bulk_update(changed, ["kind", "deposited_on"])
    if treaty.known_until is None or treaty.known_until < given.as_at:
        treaty.known_until = given.as_at
        treaty.save(update_fields=["known_until"])
    versions.keep_rows(new)
    versions.keep_again(TreatyAction, [row.pk for row in changed])
    record(
        "treaty.list_imported",
        treaty,
        by=by,
        as_at=given.as_at.isoformat(),
        added=report.added,
        corrected=report.corrected,
        unchanged=report.unchanged,
        not_listed=len(report.not_listed),
        digest=_digest(given.entries),
    )
    return report


def _compare(
    treaty: Treaty, as_at: date, entries: dict[Participant, ListEntry]
) -> tuple[ListReport, list[TreatyAction], list[TreatyAction]]:
    """What a list changes, the rows that are new, and those on record as the list corrects them; nothing is saved."""
    report, new, changed = ListReport(treaty, as_at), list[TreatyAction](), list[TreatyAction]()
    known, withdrawn = listed_on(treaty, as_at), withdrawn_on(treaty, as_at)
    for key, entry in entries.items():
        for column, listed in _by_column(entry).items():
            there = known.pop((key, column), [])
            same = {(row.kind, row.deposited_on) for row in there}
            report.unchanged += sum(action in same for action in listed)
            # One action where one is on record corrects it, unless the participant left between the two.
            latest = there[-1] if there and len(listed) == 1 else None
            for action in (each for each in listed if each not in same):
                if latest is None or _has_left(withdrawn[key], latest, action):
                    new.append(_new_row(treaty, key, action))
                    report.changes.append(RowChange(entry, None, action))
                else:
                    before = ListedAction(ActionKind(latest.kind), latest.deposited_on)
                    report.changes.append(RowChange(entry, before, action))
                    latest.kind, latest.deposited_on = action
                    changed.append(latest)
    report.added, report.corrected = len(new), len(changed)
    report.not_listed = [rows[-1] for rows in known.values()]
    return report, new, changed


def _by_column(entry: ListEntry) -> dict[Column, list[ListedAction]]:
    columns: dict[Column, list[ListedAction]] = {}
    for action in entry.actions:
        columns.setdefault(column_of(action.kind), []).append(action)
    return columns


def _has_left(withdrawals: list[date], before: TreatyAction, action: ListedAction) -> bool:
    """Whether a participant withdrew between an instrument on record and one of the list, which then is another."""
    return any(before.deposited_on < day <= action.deposited_on for day in withdrawals)


def _new_row(treaty: Treaty, key: Participant, action: ListedAction) -> TreatyAction:
    row = TreatyAction(treaty=treaty, kind=action.kind, deposited_on=action.deposited_on)
    if key.is_organisation:
        row.organisation_id = key.pk
    else:
        row.state_id = key.pk
    return row


def _digest(entries: Sequence[ListEntry]) -> str:
    plain = [[entry.label, [[kind.value, day.isoformat()] for kind, day in entry.actions]] for entry in entries]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()
