"""The status of a treaty as a table: a row for each participant and each Member State, filtered and sorted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.urls import reverse

from palermo.accounts.models import FormerName, Organisation, RegionalGroup, State
from palermo.accounts.queries import regional_group_by_state, states_on
from palermo.core.speech.collation import fold_words, sort_for_reader
from palermo.core.text import MultilingualText, plain
from palermo.site.listing import orders_of
from palermo.treaties.models import Treaty
from palermo.treaties.models.participants import name_on
from palermo.treaties.queries.participation import participants, treaty_statuses
from palermo.treaties.status import Participant, Position, Standing, TreatyStatus
from palermo.treaties.web.words import POSITIONS, consent_words, note_on_adoption, note_on_day, written_day

PARTIES = "parties"
# Stands for the code of a State in an address.
CODE = "state-code"
SORTS = ("name", "signed", "deposited", "effect")


class TreatyRow(NamedTuple):
    """One participant, in the name of the day (`words` in the reader's language), and where it stands.

    `address` is the page of a State; organizations have none.
    """

    participant: State | Organisation
    key: Participant
    name: MultilingualText
    words: str
    address: str
    group: RegionalGroup | None
    standing: Standing

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the columns of `COLUMNS`, in words."""
        standing = self.standing
        days = (standing.signed_on, standing.deposited_on, standing.effect_on)
        signed, deposited, effect = map(written_day, days)
        return signed, deposited, self.consent, effect, self.position

    @property
    def position(self) -> str:
        """Where it stands, in words."""
        return str(POSITIONS[self.standing.position])

    @property
    def consent(self) -> str:
        """By which kind of instrument it became a party, in words."""
        return consent_words(self.standing)


class GroupCount(NamedTuple):
    """How many States of a group signed and are parties; `members` are the Member States in it."""

    name: MultilingualText | str
    slug: str
    members: int
    signed: int
    parties: int


class Named(NamedTuple):
    """A participant with its name on a day, that in the reader's language, and its page."""

    participant: State | Organisation
    key: Participant
    name: MultilingualText
    words: str
    address: str


def _name_participant(key: Participant, participant: State | Organisation, day: date, page: str) -> Named:
    name = name_on(participant, day)
    address = page.replace(CODE, participant.slug) if isinstance(participant, State) else ""
    return Named(participant, key, name, plain(name), address)


def _with_list_names(states: QuerySet[State]) -> QuerySet[State]:
    """States without the names that no list shows: each is a text in six languages to be read."""
    former = Prefetch("former_names", FormerName.objects.defer("formal_name"))
    return states.defer("formal_name").prefetch_related(None).prefetch_related(former)


class World:
    """The Member States as at a day with their regional groups, and further participants, in the reader's order."""

    def __init__(self, day: date, also: Iterable[Participant]) -> None:
        self.day = day
        states = list(_with_list_names(states_on(day)))
        known: dict[Participant, State | Organisation] = {Participant(state.pk): state for state in states}
        self.member_keys = frozenset(known)
        if others := [key for key in also if key not in known]:
            known |= participants(others)
        # Asked for once: two hundred addresses differ in nothing but the code of the State.
        page = reverse("state", args=[CODE])
        named = [_name_participant(key, each, day, page) for key, each in known.items()]
        self.participants = sort_for_reader(named, lambda each: each.name)
        self.groups = {Participant(state): group for state, group in regional_group_by_state(day).items()}

    def is_in_group(self, key: Participant, slug: str) -> bool:
        """Whether a State is in a regional group."""
        group = self.groups.get(key)
        return group is not None and group.slug == slug

    def rows(self, status: TreatyStatus) -> list[TreatyRow]:
        """A row each, with where it stands in respect of a treaty."""
        standings = status.standings(self.day)
        return [
            TreatyRow(*named, self.groups.get(key), standings.get(key) or Standing(key, self.day))
            for named in self.participants
            if (key := named.key) in standings or key in self.member_keys
        ]


@dataclass(frozen=True)
class TreatyTable:
    """The table of a treaty: all rows, and those that the filters of an address leave, in its order.

    It is as at `as_at`, the earlier of the day `asked` for and the last that the list of participants covers. Without a
    list that is None, and nobody has a row.
    """

    treaty: Treaty
    status: TreatyStatus
    asked: date
    all_rows: tuple[TreatyRow, ...]
    filters: Mapping[str, str]

    @property
    def as_at(self) -> date | None:
        """As at which day the status is."""
        return self.status.day(self.asked)

    @property
    def day(self) -> date:
        """As at which day the status is; without a list the day asked for."""
        return self.as_at or self.asked

    @property
    def note(self) -> str:
        """What is said where that is not the day asked for, or one on which there was no treaty yet."""
        return note_on_adoption(self.treaty, self.day) or note_on_day(self.as_at, self.asked)

    @cached_property
    def rows(self) -> list[TreatyRow]:
        """What the filters leave, in the order asked for; without a date, last."""
        rows = [row for row in self.all_rows if self._matches(row)]
        sort = self.filters.get("sort", "name")
        name, is_down = sort.removeprefix("-"), sort.startswith("-")
        if name in _DATES:
            day_of = _DATES[name]
            dated = [row for row in rows if day_of(row.standing)]
            dated.sort(key=lambda row: day_of(row.standing) or self.day, reverse=is_down)
            return dated + [row for row in rows if not day_of(row.standing)]
        return rows[::-1] if is_down else rows

    def _matches(self, row: TreatyRow) -> bool:
        status, group = self.filters.get("status", ""), self.filters.get("group", "")
        if group and (row.group is None or row.group.slug != group):
            return False
        if status and not (row.standing.is_party if status == PARTIES else row.standing.position == status):
            return False
        return has_words(row.name, self.filters.get("find", ""))

    @cached_property
    def regional_groups(self) -> list[RegionalGroup]:
        """The regional groups of which there are rows, in the reader's order."""
        return sort_for_reader({row.group for row in self.all_rows if row.group}, lambda group: group.name)

    def groups(self) -> list[GroupCount]:
        """The counts by regional group, in the reader's order; States in none and organizations are left out."""
        rows: dict[RegionalGroup, list[TreatyRow]] = defaultdict(list)
        for row in self.all_rows:
            if row.group:
                rows[row.group].append(row)
        return [
            GroupCount(
                group.name,
                group.slug,
                len(rows[group]),
                sum(row.standing.signature is not None for row in rows[group]),
                sum(row.standing.is_party for row in rows[group]),
            )
            for group in self.regional_groups
        ]

    def positions(self) -> list[tuple[str, str]]:
        """The values by which the table can be filtered: those that some row has."""
        found = {row.standing.position for row in self.all_rows}
        return [(position.value, str(words)) for position, words in POSITIONS.items() if position in found]


_DATES: dict[str, Callable[[Standing], date | None]] = {
    "signed": lambda standing: standing.signed_on,
    "deposited": lambda standing: standing.deposited_on,
    "effect": lambda standing: standing.effect_on,
}


def filters_from(query: QueryDict) -> dict[str, str]:
    """The filters and the order that an address names and that can be understood."""
    filters = {name: query.get(name, "").strip()[:100] for name in ("find", "group")}
    status, sort = query.get("status", ""), query.get("sort", "").strip()
    filters["status"] = status if status in {PARTIES, *Position} else ""
    filters["sort"] = sort if sort in orders_of(SORTS) else ""
    return {name: value for name, value in filters.items() if value}


def table_of(treaty: Treaty, day: date, filters: Mapping[str, str]) -> TreatyTable:
    """The table of a treaty as at a day, as far as its list covers it, by a fixed number of queries."""
    status = treaty_statuses([treaty])[treaty.pk]
    as_at = status.day(day)
    rows = tuple(World(as_at, status.standings(as_at)).rows(status)) if as_at else ()
    return TreatyTable(treaty, status, day, rows, filters)


def order_of(filters: Mapping[str, str], name: str) -> str:
    """The order in which a column stands: "ascending", "descending" or none, as `aria-sort` says it."""
    sort = filters.get("sort", "name")
    if sort.removeprefix("-") != name:
        return "none"
    return "descending" if sort.startswith("-") else "ascending"


def has_words(name: MultilingualText, words: str) -> bool:
    """Whether each of some words is in a name, whatever its accents and in whichever language; True for no words."""
    if not words:
        return True
    names = fold_words("\n".join(name.values()))
    return all(word in names for word in fold_words(words).split())


def group_choices(groups: Iterable[RegionalGroup]) -> list[tuple[str, str]]:
    """The values of a filter by regional group, in the reader's order."""
    return [(each.slug, plain(each.name)) for each in sort_for_reader(groups, lambda group: group.name)]


def in_depositary_order(treaties: Iterable[Treaty]) -> list[Treaty]:
    """A treaty before those that supplement it, each in the depositary's order."""
    listed = list(treaties)
    parents = {treaty.pk: treaty for treaty in listed}

    def place(treaty: Treaty) -> tuple[str, bool, str, str]:
        parent = parents.get(treaty.supplements_id or 0, treaty)
        first = parent.depositary_number or parent.slug
        return first, parent is not treaty, treaty.depositary_number, treaty.slug

    return sorted(listed, key=place)
