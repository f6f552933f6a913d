"""The office's list of populations: whom releases may count, and which of these people may be the same."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from disclosure.errors import InvalidData, InvalidSpecification, NotPossible

TEXTS = {"id", "title", "of"}
LISTS = {"within", "disjoint"}
KEYS = TEXTS | LISTS | {"parts", "where"}


@dataclass(frozen=True)
class ListedPopulation:
    """A population on the list, with what the office declares about it.

    Attributes
    ----------
    id, title : str
    within : tuple of str
        Populations that have every person of this one.
    disjoint : tuple of str
        Populations that have nobody in common with this one.
    parts : tuple of tuple of str
        Populations that have nobody in common and together make up this one; each way of dividing it.
    of : str
        The population of which this one is a category, or nothing.
    where : dict of str to tuple of str
        By dimension, the categories of that population which make up this one.
    """

    id: str
    title: str
    within: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    of: str = ""
    where: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class PopulationList:
    """All populations of a register, and what follows from their relations.

    Attributes
    ----------
    populations : dict of str to ListedPopulation
    source : str
    """

    populations: dict[str, ListedPopulation]
    source: str = field(default="", repr=False, compare=False)

    def check_listed(self, name: str) -> ListedPopulation:
        """The population of that name.

        Raises
        ------
        NotPossible
            If it is not on the list.
        """
        if name not in self.populations:
            known = ", ".join(map(repr, self.populations)) or "none"
            raise NotPossible(
                f"The population {name!r} is not in the register, which has: {known}. Add it with its relation to the "
                "others (within, parts, disjoint), so that figures about the same people are audited together."
            )
        return self.populations[name]

    def is_within(self, some: str, all_: str) -> bool:
        """Whether every person of one population is known to be in another one."""
        return (some, all_) in self._within

    def are_disjoint(self, one: str, other: str) -> bool:
        """Whether two populations are declared, or follow, to have nobody in common."""
        return frozenset((one, other)) in self._disjoint

    def divisions(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every population with parts that together make it up."""
        return [(one.id, parts) for one in self.populations.values() for parts in one.parts]

    @property
    def _within(self) -> frozenset[tuple[str, str]]:
        found = {(one.id, whole) for one in self.populations.values() for whole in one.within}
        found |= {(part, whole) for whole, parts in self.divisions() for part in parts}
        while more := {(a, d) for a, b in found for c, d in found if b == c and a != d} - found:
            found |= more
        return frozenset(found)

    @property
    def _disjoint(self) -> frozenset[frozenset[str]]:
        found = {frozenset((one.id, other)) for one in self.populations.values() for other in one.disjoint}
        found |= {frozenset(pair) for _whole, parts in self.divisions() for pair in combinations(parts, 2)}
        inside: dict[str, set[str]] = {name: {name} for name in self.populations}
        for some, all_ in self._within:
            inside[all_].add(some)
        lower = {frozenset((a, b)) for pair in found for x, y in [sorted(pair)] for a in inside[x] for b in inside[y]}
        return frozenset(found | lower)


def check_population_succession(before: Sequence[PopulationList], after: PopulationList, used: Iterable[str]) -> None:
    """Refuse a list that forgets what an earlier one says about populations with releases.

    Parameters
    ----------
    before : sequence of PopulationList
        Oldest first.
    after : PopulationList
    used : iterable of str
        Populations that releases are about.

    Raises
    ------
    InvalidData
        If such a population is gone, or a relation of it that ties figures together; or if two populations that
        could share people, and both have releases, are said to be disjoint now.
    """
    if not before:
        return
    old, released = before[-1], set(used)
    for one in (each for each in old.populations.values() if each.id in released):
        new = after.populations.get(one.id)
        if new is None:
            raise InvalidData(
                f"The population {one.id!r} has releases, but is not on the new list. What was released stays known: "
                "keep it."
            )
        lost = [f"within {name!r}" for name in one.within if not after.is_within(one.id, name)]
        lost += [f"made up of {', '.join(parts)}" for parts in one.parts if parts not in new.parts]
        lost += [f"a category of {one.of!r}"] if one.of and (new.of, new.where) != (one.of, one.where) else []
        if lost:
            raise InvalidData(
                f"The population {one.id!r} has releases and was {lost[0]}, which the new list does not say. Relations "
                "may be added, but not dropped: keep it."
            )
    for a, b in combinations(sorted(released), 2):
        if after.are_disjoint(a, b) and (old.is_within(a, b) or old.is_within(b, a)):
            raise InvalidData(f"{a!r} and {b!r} were declared to share people and cannot be disjoint now.")


def parse_populations(text: str, *, where: str = "populations") -> PopulationList:
    """Read a list of populations from the text of a TOML file.

    Parameters
    ----------
    text : str
    where : str
        Named in messages.

    Returns
    -------
    PopulationList

    Raises
    ------
    InvalidSpecification
        Naming the place in the file, what was expected and what was found.

    Examples
    --------
    >>> read = parse_populations('''
    ... [[population]]
    ... id = "victims"
    ... title = "Identified victims"
    ... parts = [["children", "adults"]]
    ... [[population]]
    ... id = "children"
    ... title = "Identified victims under 18"
    ... [[population]]
    ... id = "adults"
    ... title = "Identified victims of 18 or more"
    ... ''')
    >>> read.is_within("children", "victims"), read.are_disjoint("children", "adults")
    (True, True)
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSpecification(f"{where} is not valid TOML: {error}. Correct the file at that place.") from None
    items = data.get("population", [])
    if set(data) - {"population"} or not isinstance(items, list) or not items:
        raise InvalidSpecification(f"{where}: expected a [[population]] for each, found {sorted(data) or 'nothing'}.")
    read = [_population(item, f"{where}: population {number}") for number, item in enumerate(items, 1)]
    found = {one.id: one for one in read}
    if len(found) < len(read):
        raise InvalidSpecification(f"{where}: a population is listed twice. Give each an id of its own.")
    listed = PopulationList(found, text)
    _check_relations(listed, where)
    return listed


def _population(item: Any, where: str) -> ListedPopulation:
    if not isinstance(item, dict) or set(item) - KEYS:
        wrong = sorted(set(item) - KEYS)[0] if isinstance(item, dict) else item
        raise InvalidSpecification(f"{where}: there is no key {wrong!r}; expected some of: {', '.join(sorted(KEYS))}.")
    for key in ("id", "title"):
        if not isinstance(item.get(key), str) or not item[key].strip():
            raise InvalidSpecification(f"{where}: {key} must be a text, found {item.get(key)!r}.")
    of, category = item.get("of", ""), item.get("where", {})
    if bool(of) != bool(category) or not isinstance(of, str) or not isinstance(category, dict):
        raise InvalidSpecification(
            f"{where}: a population taken from another one needs both of (its id) and where (categories by dimension), "
            f"found of = {of!r}, where = {category!r}."
        )
    lists = {key: _names(item.get(key, []), f"{where}: {key}") for key in LISTS}
    parts = item.get("parts", [])
    if not isinstance(parts, list) or not all(isinstance(each, list) and len(each) > 1 for each in parts):
        raise InvalidSpecification(f"{where}: parts must be a list of lists of two ids or more, found {parts!r}.")
    divided = tuple(_names(each, f"{where}: parts") for each in parts)
    taken = {
        str(name): (one,) if isinstance(one, str) else _names(one, f"{where}: where") for name, one in category.items()
    }
    return ListedPopulation(item["id"], item["title"], lists["within"], lists["disjoint"], divided, of, taken)


def _names(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise InvalidSpecification(f"{where}: expected a list of texts, found {value!r}.")
    return tuple(value)


def _check_relations(listed: PopulationList, where: str) -> None:
    for one in listed.populations.values():
        named = [*one.within, *one.disjoint, *(name for parts in one.parts for name in parts), *filter(None, [one.of])]
        wrong = [name for name in named if name not in listed.populations or name == one.id]
        if wrong:
            raise InvalidSpecification(
                f"{where}: {one.id!r} names {wrong[0]!r}, which is {'itself' if wrong[0] == one.id else 'not listed'}. "
                "Name another population of the list."
            )
        if one.of and listed.populations[one.of].of:
            raise InvalidSpecification(
                f"{where}: {one.id!r} is taken from {one.of!r}, which is itself taken from another. Name that one."
            )
    for a, b in combinations(listed.populations, 2):
        if listed.are_disjoint(a, b) and (listed.is_within(a, b) or listed.is_within(b, a)):
            raise InvalidSpecification(f"{where}: {a!r} and {b!r} are disjoint, but one is within the other as well.")
