"""What the one who tests a release knows: who is in it, and comparable people who are not."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from disclosure.attacks.index import Item, Person, PersonIndex
from disclosure.errors import InvalidData

_LEAST = 40


@dataclass(frozen=True, eq=False)
class Truth:
    """The people behind a release.

    Parameters
    ----------
    members : tuple of Person
        Whom the release was made from.
    controls : tuple of Person
        People from the same population whom it was not made from: set aside by chance before it was made.
    secret : str
        The attribute the attacker wants.
    known : tuple of str
        The attributes the attacker knows of a target.
    seed : int
        Of the choice of targets.
    most : int
        Targets at most, of each kind.
    """

    members: tuple[Person, ...]
    controls: tuple[Person, ...]
    secret: str
    known: tuple[str, ...]
    seed: int = 20_240_725
    most: int = 400

    def __post_init__(self) -> None:
        for name, persons in (("members", self.members), ("controls", self.controls)):
            if len(persons) < _LEAST:
                raise InvalidData(
                    f"An attack needs at least {_LEAST} {name} to mean anything, but there are {len(persons)}."
                )
        if self.secret in self.known:
            raise InvalidData(f"The secret {self.secret!r} cannot be among the attributes the attacker knows.")

    @cached_property
    def targets(self) -> tuple[Person, ...]:
        """Members to be attacked."""
        return self._some(self.members, 1)

    @cached_property
    def others(self) -> tuple[Person, ...]:
        """Controls to be attacked in the same way."""
        return self._some(self.controls, 2)

    @cached_property
    def member_counts(self) -> Counter[Person]:
        """How many members are exactly so."""
        return Counter(self.members)

    @cached_property
    def control_counts(self) -> Counter[Person]:
        """How many controls are exactly so."""
        return Counter(self.controls)

    @cached_property
    def index(self) -> PersonIndex:
        """The members, to count descriptions among them."""
        return PersonIndex.of(self.members)

    def known_of(self, person: Person) -> Person:
        """What the attacker knows of a target."""
        return frozenset(item for item in person if item[0] in self.known)

    def secret_of(self, person: Person) -> Item | None:
        """The target's secret, if it is recorded."""
        return next((item for item in person if item[0] == self.secret), None)

    def random(self, stream: int) -> np.random.Generator:
        """Chance for one purpose."""
        return np.random.default_rng([self.seed, stream])

    def _some(self, persons: tuple[Person, ...], stream: int) -> tuple[Person, ...]:
        chosen = self.random(stream).permutation(len(persons))[: self.most]
        return tuple(persons[i] for i in sorted(chosen.tolist()))
