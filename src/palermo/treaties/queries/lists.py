"""What the depositary's list of a treaty shows as at a day, from the record."""

from collections import defaultdict
from datetime import date

from palermo.treaties.labels import Labels
from palermo.treaties.lists import ALL_LETTERS, Column, ListedAction, ListEntry, column_of, write_list
from palermo.treaties.models import Treaty, TreatyAction
from palermo.treaties.queries.participation import participant_key
from palermo.treaties.states.participation import ActionKind
from palermo.treaties.status import Participant

LISTED = sorted(ALL_LETTERS)


def listed_on(treaty: Treaty, day: date) -> dict[tuple[Participant, Column], list[TreatyAction]]:
    """What a list of the day can show: the actions of each participant in each column, of which it has the latest."""
    rows = TreatyAction.objects.filter(treaty=treaty, deposited_on__lte=day, kind__in=LISTED)
    found: dict[tuple[Participant, Column], list[TreatyAction]] = defaultdict(list)
    for row in rows.order_by("deposited_on", "pk"):
        found[participant_key(row), column_of(row.kind)].append(row)
    return found


def withdrawn_on(treaty: Treaty, day: date) -> dict[Participant, list[date]]:
    """The days on which participants notified withdrawals from a treaty, until a day."""
    found: dict[Participant, list[date]] = defaultdict(list)
    for row in TreatyAction.objects.filter(treaty=treaty, deposited_on__lte=day, kind=ActionKind.WITHDRAWAL):
        found[participant_key(row)].append(row.deposited_on)
    return found


def export_list(treaty: Treaty, as_at: date) -> list[list[str]]:
    """The depositary's list of a treaty as at a day, as rows with the column names first."""
    labels, actions = Labels(as_at), dict[Participant, list[ListedAction]]()
    for (key, _column), rows in listed_on(treaty, as_at).items():
        actions.setdefault(key, []).append(ListedAction(ActionKind(rows[-1].kind), rows[-1].deposited_on))
    return write_list(ListEntry(0, labels.label_of(key), tuple(done)) for key, done in actions.items())
