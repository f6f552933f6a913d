"""The office's policy: what every release must keep to, whoever proposes it."""

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from disclosure.errors import InvalidSpecification, NotPossible
from disclosure.rules.rules import Rules
from disclosure.tables.read_specification import parse_dimension
from disclosure.tables.specification import Dimension, Duplicates, Specification
from disclosure.toml import parse_toml
from disclosure.values.kinds import KIND_OF_WORD, Kind

TOP = {"title", "reason", "below", "protect", "relative", "p_percent", "dominance", "units", "kinds", "zeros"}
TOP |= {"dimension"}
OWN = {"codes", "earlier", "separate"}
RESERVED = "population"
ALWAYS = (Kind.COUNT, Kind.ZERO, Kind.SUPPRESSED)


@dataclass(frozen=True)
class Recoding:
    """How the categories of an earlier edition of a code list stand to the present ones.

    Attributes
    ----------
    codes : str
        The earlier edition.
    maps : dict of str to tuple of str
        Each earlier category and the present ones that make it up together; one for a new name.
    """

    codes: str
    maps: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class CodeList:
    """A dimension as the office defines it.

    Attributes
    ----------
    dimension : Dimension
        With all its partitions: what adds up is not for a proposal to say.
    codes : str
        Name and edition of the code list.
    separate : str
        A pattern such as 20[0-9][0-9] of categories that do not add up to anything, for instance years.
    earlier : tuple of Recoding
    """

    dimension: Dimension
    codes: str
    separate: str = ""
    earlier: tuple[Recoding, ...] = ()

    @property
    def name(self) -> str:
        """The name of the dimension."""
        return self.dimension.name

    def has(self, category: str) -> bool:
        """Whether it is a category of this code list."""
        return category in self.dimension.categories or bool(
            self.separate and fnmatch.fnmatchcase(category, self.separate)
        )


@dataclass(frozen=True)
class Policy:
    """What the office decided; a specification and its thresholds may only be stricter.

    Attributes
    ----------
    title, reason : str
    below : int
        No figure from 1 to one less is published.
    protect : pair of float
        The interval no hidden figure may be bounded inside of.
    relative : float
        Per cent of its own figure by which a sensitive cell must be uncertain at least.
    p_percent, dominance
        As in `Rules`; None where the office does not ask for them.
    units : tuple of str
        What may be counted.
    kinds : tuple of Kind
        What may stand in a cell.
    zeros_are_sensitive : bool
        Whether a zero is protected like a small figure.
    lists : tuple of CodeList
    source : str
    """

    title: str
    reason: str
    below: int
    protect: tuple[float, float]
    units: tuple[str, ...]
    kinds: tuple[Kind, ...]
    lists: tuple[CodeList, ...]
    relative: float = 0.0
    p_percent: float | None = None
    dominance: tuple[int, float] | None = None
    zeros_are_sensitive: bool = False
    source: str = field(default="", repr=False, compare=False)

    def list_of(self, name: str) -> CodeList | None:
        """The code list of a dimension."""
        return next((one for one in self.lists if one.name == name), None)

    def check_rules(self, rules: Rules) -> Rules:
        """The thresholds of a proposal with what the policy adds.

        Raises
        ------
        NotPossible
            If a threshold, an interval or a rule is weaker than the policy; names both.
        """
        if rules.below is None or rules.below < self.below:
            found = "there is none" if rules.below is None else f"it is {rules.below}"
            raise NotPossible(f"The policy hides figures below {self.below}, but of the proposed threshold {found}.")
        low, high = rules.interval
        if low > self.protect[0] or high < self.protect[1]:
            raise NotPossible(
                f"The policy protects {self.protect[0]:g} to {self.protect[1]:g}, but the proposed interval is {low:g} "
                f"to {high:g}."
            )
        if self.p_percent is not None and (rules.p_percent is None or rules.p_percent < self.p_percent):
            raise NotPossible(f"The policy asks for the p % rule with p of at least {self.p_percent:g}.")
        if self.dominance is not None and not _dominates(rules.dominance, self.dominance):
            n, k = self.dominance
            raise NotPossible(f"The policy asks for the dominance rule with n of at least {n} and k of at most {k:g}.")
        zeros = rules.zeros_are_sensitive or self.zeros_are_sensitive
        return replace(rules, relative=max(rules.relative, self.relative), zeros_are_sensitive=zeros)

    def check_specification(self, read: Specification, *, of_source: bool = False) -> None:
        """See that a specification says nothing the policy does not allow.

        Parameters
        ----------
        read : Specification
        of_source : bool
            Whether the signs are those of a source that published the figures itself, which may have several.

        Raises
        ------
        NotPossible
            If it names another unit, kind of value, dimension, total or category, or no population; names it.
        """
        if read.population is None:
            raise NotPossible(
                "The specification does not say whom it counts. Give population = { id = ..., edition = ... }, the "
                "same id for all tables of the same people."
            )
        if read.unit not in self.units:
            raise NotPossible(
                f"The unit is {read.unit!r}, but the policy allows: {', '.join(self.units)}. Rates, shares and figures "
                "in thousands show the counts behind them."
            )
        if not read.integer or read.duplicates is not Duplicates.REFUSE or read.exceptions:
            raise NotPossible(
                "Figures must be whole, each cell must stand once, and everything must add up: leave integer, "
                "duplicates and does_not_add_up out of the specification."
            )
        for sign, marker in read.markers.items():
            if marker.kind not in self.kinds:
                kinds = ", ".join(kind.word for kind in self.kinds)
                raise NotPossible(f"The sign {sign!r} means {marker.kind.word}, but the policy allows: {kinds}.")
        _check_signs(read, of_source=of_source)
        for dimension in read.dimensions:
            self._check_dimension(dimension)

    def _check_dimension(self, dimension: Dimension) -> None:
        known = self.list_of(dimension.name)
        if known is None:
            names = ", ".join(one.name for one in self.lists)
            raise NotPossible(f"The policy has no dimension {dimension.name!r}; it has: {names}.")
        if dimension.total not in (None, known.dimension.total):
            raise NotPossible(
                f"Dimension {dimension.name!r}: the total is {dimension.total!r}, in the policy "
                f"{known.dimension.total!r}. "
                "What adds up is the office's to say."
            )
        named = [*dimension.categories, *dimension.labels.values()]
        wrong = [name for name in named if not known.has(name)]
        if wrong:
            raise NotPossible(
                f"Dimension {dimension.name!r}: the code list {known.codes!r} of the policy has no category "
                f"{wrong[0]!r}."
            )


def _check_signs(read: Specification, *, of_source: bool) -> None:
    """Refuse signs by which a reader could be told more than what they are said to mean."""
    hidden = [(sign, marker) for sign, marker in read.markers.items() if marker.kind is Kind.SUPPRESSED]
    limited = [sign for sign, marker in hidden if marker.high < float("inf")]
    if not of_source and (len(limited) > 1 or len(hidden) - len(limited) > 1):
        raise NotPossible(
            f"{len(hidden)} signs stand for hidden figures: {', '.join(sign for sign, _ in hidden)}. One may say that "
            "a figure is small and one that it is hidden; more would tell them apart."
        )
    for sign, marker in read.markers.items():
        if marker.kind in (Kind.COUNT, Kind.ESTIMATED):
            raise NotPossible(f"The sign {sign!r} stands for a figure. Write the figure itself.")
        limits = {f"{marker.low:g}", f"{marker.high:g}", f"{marker.high + 1:g}"}
        allowed = limits if of_source or sign in limited else set()
        if set(re.findall(r"\d+", sign)) - allowed or sign.isnumeric():
            raise NotPossible(
                f"The sign {sign!r} reads like a figure. Take one without digits, or with those of the limits it "
                "states."
            )
    if read.thousands not in ("", ",") or read.decimal != ".":
        raise NotPossible("Figures of a release are written as 1,234 or 1234: leave thousands and decimal out.")


def check_succession(before: Sequence[Policy], policy: Policy) -> None:
    """Refuse a policy under which earlier releases could not be read any more.

    Parameters
    ----------
    before : sequence of Policy
        Oldest first.
    policy : Policy

    Raises
    ------
    InvalidSpecification
        If a dimension of an earlier policy is gone, or a code list has the name of another one.
    """
    for old in (one for earlier in before for one in earlier.lists):
        new = policy.list_of(old.name)
        if new is None:
            raise InvalidSpecification(
                f"policy: the dimension {old.name!r} of an earlier policy is gone. Releases have it: keep it."
            )
        if new.codes == old.codes and (new.dimension, new.separate) != (old.dimension, old.separate):
            raise InvalidSpecification(
                f"policy: the code list {old.codes!r} had other categories or partitions before. Give the new one "
                "another edition, and say under earlier how the old categories stand to the new ones."
            )


def _dominates(given: tuple[int, float] | None, wanted: tuple[int, float]) -> bool:
    return given is not None and given[0] >= wanted[0] and given[1] <= wanted[1]


def parse_policy(text: str, *, where: str = "policy") -> Policy:
    """Read a policy from the text of a TOML file.

    Parameters
    ----------
    text : str
    where : str
        Named in messages.

    Returns
    -------
    Policy

    Raises
    ------
    InvalidSpecification
        Naming the place in the file, what was expected and what was found.

    Examples
    --------
    >>> read = parse_policy('''
    ... title = "Figures on victims"
    ... reason = "Nobody may be recognized."
    ... below = 5
    ... units = ["persons"]
    ... [[dimension]]
    ... name = "sex"
    ... codes = "sex, 2024"
    ... total = "Total"
    ... partition = [{ parent = "Total", parts = ["Female", "Male"] }]
    ... ''')
    >>> read.protect, read.lists[0].codes
    ((1.0, 4.0), 'sex, 2024')
    """
    data = parse_toml(text, where)
    for key in sorted(set(data) - TOP):
        raise InvalidSpecification(f"{where}: there is no key {key!r}; expected some of: {', '.join(sorted(TOP))}.")
    for key in ("title", "reason", "below", "units", "dimension"):
        if key not in data:
            raise InvalidSpecification(f"{where}: the key {key!r} is missing. Add it.")
    below = data["below"]
    if not isinstance(below, int) or isinstance(below, bool) or below < 2:
        raise InvalidSpecification(f"{where}: below must be a whole number of at least 2, but is {below!r}.")
    zeros = data.get("zeros", "may be published")
    if zeros not in ("may be published", "sensitive"):
        raise InvalidSpecification(f"{where}: zeros must be 'may be published' or 'sensitive', but is {zeros!r}.")
    lists = tuple(_code_list(item, f"{where}: dimension {n}") for n, item in enumerate(data["dimension"], 1))
    names = [one.name for one in lists]
    if len(set(names)) < len(names):
        raise InvalidSpecification(f"{where}: a dimension is declared twice. Give each a name of its own.")
    if RESERVED in names:
        raise InvalidSpecification(f"{where}: a dimension cannot be named {RESERVED!r}; the specification names that.")
    p, dominance = data.get("p_percent"), data.get("dominance")
    return Policy(
        title=str(data["title"]),
        reason=str(data["reason"]),
        below=below,
        protect=_interval(data.get("protect", [1, below - 1]), below, where),
        relative=_number(data.get("relative", 0), f"{where}: relative"),
        p_percent=None if p is None else _number(p, f"{where}: p_percent"),
        dominance=None if dominance is None else _pair(dominance, f"{where}: dominance"),
        units=_texts(data["units"], f"{where}: units"),
        kinds=_kinds(data.get("kinds", []), where),
        zeros_are_sensitive=zeros == "sensitive",
        lists=lists,
        source=text,
    )


def _code_list(item: Any, where: str) -> CodeList:
    if not isinstance(item, dict) or not isinstance(item.get("codes"), str) or not item["codes"]:
        raise InvalidSpecification(f"{where}: name the code list and its edition under codes.")
    own = {key: item[key] for key in OWN & item.keys()}
    dimension = parse_dimension({key: value for key, value in item.items() if key not in OWN}, where)
    separate = str(own.get("separate", ""))
    patterns = [part for p in dimension.partitions for part in (*p.parts, *p.optional) if "*" in part]
    if patterns or bool(separate) == bool(dimension.partitions):
        raise InvalidSpecification(
            f"{where} ({dimension.name}): name every category in a partition, without *, or give under separate the "
            "pattern of categories that do not add up, such as 20[0-9][0-9]."
        )
    earlier = tuple(_recoding(one, f"{where}: earlier") for one in own.get("earlier", []))
    read = CodeList(replace(dimension, closed=not separate), own["codes"], separate, earlier)
    for recoding in earlier:
        wrong = [name for names in recoding.maps.values() for name in names if not read.has(name)]
        if wrong:
            raise InvalidSpecification(f"{where}: {wrong[0]!r} of {recoding.codes!r} is no category of {read.codes!r}.")
    return read


def _recoding(item: Any, where: str) -> Recoding:
    if not isinstance(item, dict) or set(item) != {"codes", "maps"} or not isinstance(item["maps"], dict):
        raise InvalidSpecification(f"{where}: expected codes and maps, found {item!r}.")
    maps = {
        old: (new,) if isinstance(new, str) else _texts(new, f"{where}: {old}") for old, new in item["maps"].items()
    }
    return Recoding(str(item["codes"]), maps)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        raise InvalidSpecification(f"{where}: expected a list of texts, found {value!r}.")
    return tuple(value)


def _interval(value: Any, below: int, where: str) -> tuple[float, float]:
    low, high = _pair(value, f"{where}: protect")
    if not 0 <= low < high and not low == high == 1 == below - 1:
        raise InvalidSpecification(f"{where}: protect must run from a lower to a higher figure, found {value!r}.")
    return float(low), high


def _pair(value: Any, where: str) -> tuple[int, float]:
    numbers = isinstance(value, list) and all(isinstance(one, int | float) for one in value)
    if not numbers or len(value) != 2:
        raise InvalidSpecification(f"{where}: expected a pair of numbers, found {value!r}.")
    return value[0], float(value[1])


def _number(value: Any, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise InvalidSpecification(f"{where}: expected a number of at least 0, found {value!r}.")
    return float(value)


def _kinds(words: Any, where: str) -> tuple[Kind, ...]:
    wrong = [word for word in words if word not in KIND_OF_WORD] if isinstance(words, list) else [words]
    if wrong:
        raise InvalidSpecification(f"{where}: kinds has {wrong[0]!r}; expected some of: {', '.join(KIND_OF_WORD)}.")
    return tuple(dict.fromkeys((*ALWAYS, *(KIND_OF_WORD[word] for word in words))))
