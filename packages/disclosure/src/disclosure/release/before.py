"""What was released before, as whoever prepares a release and the gate itself read it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from disclosure.chain import read as read_chain
from disclosure.release.align import Alignment, fit_specification
from disclosure.release.bundle import unpack
from disclosure.release.links import is_declared, restate_population, restate_private, restate_table
from disclosure.release.policy import Policy
from disclosure.release.population_list import ListedPopulation, PopulationList
from disclosure.release.populations import Difference, digest_of
from disclosure.release.proposal import Kind
from disclosure.release.read_proposal import read_released
from disclosure.release.register import Earlier, Register, policies_in_force
from disclosure.release.signing import Signer
from disclosure.tables.private import PrivateCells, parse_private
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.specification import Population, Specification
from disclosure.tables.table import Table

_SHOWN = 5
SPECIFICATION, THRESHOLDS = "data/specification.toml", "data/thresholds.toml"


@dataclass(frozen=True, eq=False)
class Before:
    """The tables of an earlier release, and what it does not show.

    Attributes
    ----------
    release : Earlier
    population : Population
        Whom its figures count.
    alignment : Alignment
        How its categories read under the policy in force.
    tables : list of Table
        As they were published.
    private : PrivateCells
        The true figures that it does not show, for the office only.
    unmatched : list of str
        What in it cannot be matched with the policy in force.
    taken : ListedPopulation, optional
        The population by which it was released, where that is a category of another one.
    """

    release: Earlier
    population: Population
    alignment: Alignment
    tables: list[Table]
    private: PrivateCells
    unmatched: list[str]
    taken: ListedPopulation | None = None

    def align(self, joint: Specification) -> "Before":
        """By the dimensions of the policy in force."""
        tables = [restate_table(self.alignment.table(table, joint), self.taken) for table in self.tables]
        private = restate_private(self.alignment.private(self.private), self.taken)
        return replace(self, tables=tables, private=private)

    def truth(self, joint: Specification) -> list[Table]:
        """What is known of its true figures: those it shows, and those that were sealed."""
        shown = [table.take(np.flatnonzero(table.values.known)) for table in self.tables]
        return [*(table for table in shown if len(table)), self.private.to_known_table(joint)]


def read_before(
    register: Register,
    release: Earlier,
    policies: Sequence[Policy],
    signer: Signer,
    listed: PopulationList | None = None,
) -> Before:
    """Read an earlier release of tables, and open what was sealed with it.

    Parameters
    ----------
    register : Register
    release : Earlier
    policies : sequence of Policy
        Oldest first.
    signer : Signer
    listed : PopulationList, optional
        The populations of the register, by which a category of another population is read as one.

    Returns
    -------
    Before
    """
    files = unpack(register.bundle(release), str(register.path(release.number)))
    inside = {name: content for name, content in files.items() if name not in (SPECIFICATION, THRESHOLDS)}
    data = {name.removeprefix("data/"): content for name, content in inside.items() if name.startswith("data/")}
    read = parse_specification(files[SPECIFICATION].decode())
    then = policies[release.policy - 1]
    tables = read_released(fit_specification(read, then)[0], data, str(release))
    private = parse_private(register.unseal(release, signer).decode(), where=str(register.sealed_path(release.number)))
    private = replace(private, release=str(release))
    alignment = Alignment(then, policies[-1])
    unmatched = alignment.list_unmatched(tables, f"release {release.number}")
    whom, known = population_of(read), listed or PopulationList({})
    taken = known.populations.get(whom.id)
    return Before(release, restate_population(whom, known), alignment, tables, private, unmatched, taken)


def read_earlier(register: Register, specification: Specification, signer: Signer) -> list[Before]:
    """All releases of tables, withdrawn ones too, by the dimensions of a specification: for whoever prepares another.

    Parameters
    ----------
    register : Register
    specification : Specification
        With the dimensions of the policy in force.
    signer : Signer
        Opens what was sealed.

    Returns
    -------
    list of Before
        Oldest first. Tables and private cells of the same population are what `protect` takes as `earlier` and
        `private`.

    Raises
    ------
    InvalidData
        If a bundle or what was sealed with it is missing or was changed, or the register has no policy.
    """
    policies = policies_in_force(register.chain_file, read_chain(register.chain_file), signer)
    tables = [one for one in register.releases() if one.kind is Kind.TABLES]
    listed = register.populations(signer)
    return [read_before(register, one, policies, signer, listed).align(specification) for one in tables]


def population_of(read: Specification) -> Population:
    """Whom a table counts."""
    return read.population or Population("", "")


@dataclass(frozen=True)
class Subject:
    """Something that an approver has to declare: what no computation can match.

    Attributes
    ----------
    about : str
        In the words of a declaration.
    differences : tuple of Difference
        The figures by which the two differ for every reader; none where code lists cannot be matched.
    """

    about: str
    differences: tuple[Difference, ...] = ()

    @property
    def digest(self) -> str:
        """Stands for these differences: a declaration made for other figures has another one."""
        return digest_of(self.differences) if self.differences else ""

    def __str__(self) -> str:
        if not self.differences:
            return repr(self.about)
        number = len(self.differences)
        differ = "1 figure differs" if number == 1 else f"{number} figures differ"
        named = "; ".join(map(str, self.differences[:_SHOWN]))
        more = f"; and {number - _SHOWN} more" if number > _SHOWN else ""
        return f"{self.about!r} ({differ}: {named}{more}; digest {self.digest})"


def name_pair(population: Population, other: Population) -> str:
    """Two populations in the words of a declaration."""
    return f"{population} beside {other}"


def list_undeclared_populations(
    population: Population, before: Sequence[Before], listed: PopulationList
) -> list[Population]:
    """The populations and editions of earlier releases of which the register does not say how they are related."""
    others = dict.fromkeys(one.population for one in before if one.population != population)
    return [one for one in others if not is_declared(population.id, one.id, listed)]


def list_unmatched(population: Population, before: Sequence[Before]) -> list[str]:
    """The code lists of earlier releases on a population that cannot be matched, in the words of a declaration."""
    recoded = [words for one in before if one.population == population for words in one.unmatched]
    return list(dict.fromkeys(recoded))
