"""The States in which something is missing of a treaty, as the filters of an address leave them."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.http import QueryDict

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.treaties.gaps import Gap, GapKind, gaps_of
from palermo.treaties.models import Treaty
from palermo.treaties.provisions import concerns
from palermo.treaties.rules.treaties import warn_of_age
from palermo.treaties.web.table import TreatyRow, filters_from, table_of


class GapLine(NamedTuple):
    """A State with its gaps."""

    row: TreatyRow
    gaps: list[Gap]


class GapList:
    """The gaps of a treaty that a viewer may know, by a fixed number of queries; none without a list of participants.

    They are as at the day of the `table`: the earlier of the day asked for and the last that the list covers.
    `numbers` says how many States have a gap of each kind, `provisions` which provisions reservations concern; `kind`
    and `provision` are those that the address asks for, empty for all; `lines` what the filters leave.
    """

    def __init__(self, treaty: Treaty, day: date, query: QueryDict, viewer: Viewer) -> None:
        filters = {key: value for key, value in filters_from(query).items() if key not in {"sort", "status"}}
        self.treaty, self.table = treaty, table_of(treaty, day, filters)
        self.day = self.table.day
        members = [row for row in self.table.rows if isinstance(row.participant, State)]
        found = gaps_of(treaty, self.table.status, [row.key for row in members], self.day, viewer)
        counted = Counter(kind for gaps in found.values() for kind in {gap.kind for gap in gaps})
        self.numbers = [(kind, counted[kind]) for kind in GapKind if counted[kind]]
        self.provisions = sorted({each for gaps in found.values() for gap in gaps for each in gap.provisions})
        self.kind = _known(query.get("kind", ""), GapKind.values)
        self.provision = _known(query.get("provision", ""), self.provisions)
        self.lines = [GapLine(row, gaps) for row in members if (gaps := self._matching(found.get(row.key, [])))]

    @property
    def warning(self) -> str:
        """What they begin with where the status is outdated; else nothing."""
        return warn_of_age(self.day) if self.table.as_at else ""

    def _matching(self, gaps: list[Gap]) -> list[Gap]:
        """The gaps of the kind and the provision asked for."""
        return [
            gap
            for gap in gaps
            if (not self.kind or gap.kind == self.kind)
            and (not self.provision or concerns(", ".join(gap.provisions), self.provision))
        ]


def _known(asked: str, values: list[str]) -> str:
    return asked if asked in values else ""
