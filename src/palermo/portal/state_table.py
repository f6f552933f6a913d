"""The Member States as a table: treaty, law, events and participation of each, filtered and sorted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import RegionalGroup, State
from palermo.accounts.viewer import Viewer
from palermo.portal.presence import Presence, presence_by_state
from palermo.site.listing import orders_of
from palermo.treaties.models import Treaty
from palermo.treaties.queries.laws import recorded_laws
from palermo.treaties.status import Participant, Standing, TreatyStatus
from palermo.treaties.web.words import POSITIONS, written_day

RECORDED, NOT_RECORDED = "recorded", "none"
LAW: tuple[tuple[str, str | Promise], ...] = (
    (RECORDED, pgettext_lazy("law", "on record")),
    (NOT_RECORDED, pgettext_lazy("law", "not on record")),
)
TOOK_PART: tuple[tuple[str, str | Promise], ...] = (
    ("meetings", _("meetings attended")),
    ("events", _("events attended")),
    ("hosted", _("events in the State")),
)
SORTS = ("name", "joined")


class StateRow(NamedTuple):
    """What stands in the row of a State; `joined_on` is the day of its instrument to the treaty of the table."""

    state: State
    group: RegionalGroup | None
    position: str
    joined_on: date | None
    laws: int
    presence: Presence

    @property
    def joined(self) -> str:
        """The day in words."""
        return written_day(self.joined_on)

    @property
    def attended(self) -> int:
        """In how many meetings and events it took part."""
        return self.presence.meetings + self.presence.events


@dataclass(frozen=True)
class StateTable:
    """What is known of every State as at a day, by its key: pages show of it the States that they list.

    `treaty` is the one whose status stands in the table, None where the record has none.
    """

    treaty: Treaty | None
    statuses: Mapping[int, TreatyStatus]
    treaties: tuple[Treaty, ...]
    groups: Mapping[int, RegionalGroup]
    laws: Mapping[int, int]
    presence: Mapping[int, Presence]
    day: date

    def as_at(self, treaty: Treaty | None) -> date | None:
        """As at which day the status of a treaty is; None without a list of its participants, and of no treaty."""
        return self.statuses[treaty.pk].day(self.day) if treaty else None

    @cached_property
    def _known(self) -> dict[int, Mapping[Participant, Standing]]:
        return {}

    def _standings(self, treaty: Treaty) -> Mapping[Participant, Standing]:
        """Where participants stand in respect of a treaty: computed once, and only for those that are asked for."""
        if treaty.pk not in self._known:
            self._known[treaty.pk] = self.statuses[treaty.pk].standings(self.day)
        return self._known[treaty.pk]

    def row(self, state: State) -> StateRow:
        """The row of a State."""
        standing = None
        if self.treaty and (as_at := self.as_at(self.treaty)):
            key = Participant(state.pk)
            standing = self._standings(self.treaty).get(key) or Standing(key, as_at)
        return StateRow(
            state,
            self.groups.get(state.pk),
            str(POSITIONS[standing.position]) if standing else "",
            standing.deposited_on if standing else None,
            self.laws.get(state.pk, 0),
            self.presence.get(state.pk, Presence()),
        )

    def matches(self, state: State, filters: Mapping[str, str]) -> bool:
        """Whether the filters leave a State."""
        if party := filters.get("party"):
            [treaty] = [each for each in self.treaties if each.slug == party]
            standing = self._standings(treaty).get(Participant(state.pk))
            if standing is None or not standing.is_party:
                return False
        if (law := filters.get("law")) and (state.pk in self.laws) != (law == RECORDED):
            return False
        took = filters.get("took")
        return not took or getattr(self.presence.get(state.pk, Presence()), took) > 0

    def filters_from(self, query: QueryDict) -> dict[str, str]:
        """The filters of an address that can be understood."""
        possible = {name: {value for value, _label in values} for name, values in self.choices().items()}
        asked = {name: query.get(name, "") for name in possible}
        return {name: value for name, value in asked.items() if value in possible[name]}

    def choices(self) -> dict[str, list[tuple[str, str | Promise]]]:
        """The values of each filter; none of one for which the record has nothing."""
        took = [pair for pair in TOOK_PART if any(getattr(each, pair[0]) for each in self.presence.values())]
        parties: list[tuple[str, str | Promise]] = [
            (each.slug, each.display_name()) for each in self.treaties if self.statuses[each.pk].as_at(self.day).actions
        ]
        return {"party": parties, "law": list(LAW) if self.laws else [], "took": took}

    def choices_among(
        self, states: Iterable[State], filters: Mapping[str, str]
    ) -> dict[str, list[tuple[str, str | Promise]]]:
        """As `choices`, without values that would leave none of these States beside the other filters."""
        found = list(states)
        return {
            name: [pair for pair in values if any(self.matches(each, {**filters, name: pair[0]}) for each in found)]
            for name, values in self.choices().items()
        }


def state_table(
    served: Treaty | None,
    treaties: Iterable[Treaty],
    statuses: Mapping[int, TreatyStatus],
    groups: Mapping[int, RegionalGroup],
    viewer: Viewer,
    day: date,
) -> StateTable:
    """What the table shows as at a day, by a fixed number of queries."""
    laws = Counter(law.state_id for law in recorded_laws().prefetch_related(None) if law.is_in_force_on(day))
    presence = presence_by_state(viewer, day)
    return StateTable(served, statuses, tuple(treaties), groups, laws, presence, day)


class Head(NamedTuple):
    """The head of a column; one by which the table can be sorted has an address, and the order in which it stands."""

    label: str | Promise
    address: str = ""
    order: str = "none"
    is_number: bool = False


def heads_of(query: QueryDict, treaty: Treaty | None, *, with_attended: bool) -> list[Head]:
    """The heads of the columns, each that sorts with the address of the page in its order."""
    joined = [Head(treaty.display_name()), _sorting(_("Deposited"), "joined", query)] if treaty else []
    return [
        _sorting(pgettext_lazy("country", "State"), "name", query),
        Head(_("Regional group")),
        *joined,
        Head(pgettext_lazy("number of", "Provisions of law"), is_number=True),
        Head(pgettext_lazy("number of", "Events in the State"), is_number=True),
        *([Head(pgettext_lazy("number of", "Meetings and events attended"), is_number=True)] if with_attended else []),
    ]


def _sorting(label: str | Promise, name: str, query: QueryDict) -> Head:
    asked = sort_from(query)
    is_here, is_down = asked.removeprefix("-") == name, asked.startswith("-")
    address = query.copy()
    address.pop("page", None)
    address["sort"] = f"-{name}" if is_here and not is_down else name
    order = "none" if not is_here else "descending" if is_down else "ascending"
    return Head(label, f"?{address.urlencode()}#table", order)


def sort_from(query: QueryDict) -> str:
    """The order that an address asks for; by name where it asks for none that there is."""
    asked = query.get("sort", "").strip()
    return asked if asked in orders_of(SORTS) else "name"


def sort_rows(rows: list[StateRow], sort: str) -> list[StateRow]:
    """Rows, which come in the reader's order of names, in the order asked for; those without a day last."""
    is_down = sort.startswith("-")
    if sort.removeprefix("-") == "name":
        return rows[::-1] if is_down else rows
    dated = sorted((row for row in rows if row.joined_on), key=lambda row: row.joined_on or date.min, reverse=is_down)
    return [*dated, *(row for row in rows if not row.joined_on)]
