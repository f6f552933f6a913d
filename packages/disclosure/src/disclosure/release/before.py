"""What was released before, as whoever prepares a release and the gate itself read it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from disclosure.chain import read as read_chain
from disclosure.release.align import Alignment, fit_specification
from disclosure.release.bundle import unpack
from disclosure.release.policy import Policy
from disclosure.release.proposal import OF_TABLES, Kind
from disclosure.release.read_proposal import read_released
from disclosure.release.register import Earlier, Register, policies_in_force
from disclosure.release.signing import Signer
from disclosure.tables.private import PrivateCells, parse_private
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.specification import Population, Specification
from disclosure.tables.table import Table

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
    """

    release: Earlier
    population: Population
    alignment: Alignment
    tables: list[Table]
    private: PrivateCells
    unmatched: list[str]

    def align(self, joint: Specification) -> "Before":
        """By the dimensions of the policy in force."""
        tables = [self.alignment.table(table, joint) for table in self.tables]
        return replace(self, tables=tables, private=self.alignment.private(self.private))

    def truth(self, joint: Specification) -> list[Table]:
        """What is known of its true figures: those it shows, and those that were sealed."""
        shown = [table.take(np.flatnonzero(table.values.known)) for table in self.tables]
        return [*(table for table in shown if len(table)), self.private.to_known_table(joint)]


def read_before(register: Register, release: Earlier, policies: Sequence[Policy], signer: Signer) -> Before:
    """Read an earlier release of tables, and open what was sealed with it."""
    files = unpack(register.bundle(release), str(register.path(release.number)))
    inside = {name: content for name, content in files.items() if name not in (SPECIFICATION, THRESHOLDS)}
    data = {name.removeprefix("data/"): content for name, content in inside.items() if name.startswith("data/")}
    read = parse_specification(files[SPECIFICATION].decode())
    then = policies[release.policy - 1]
    tables = read_released(fit_specification(read, then)[0], data, str(release))
    private = replace(_private_cells(register, release, then, signer), release=str(release))
    alignment = Alignment(then, policies[-1])
    unmatched = alignment.list_unmatched(tables, f"release {release.number}")
    return Before(release, population_of(read), alignment, tables, private, unmatched)


def _private_cells(register: Register, release: Earlier, policy: Policy, signer: Signer) -> PrivateCells:
    """What a release does not show; of figures that their source published, nothing is known but what it shows."""
    if release.kind is Kind.REPUBLICATION:
        nothing = np.zeros(0)
        return PrivateCells(tuple(one.name for one in policy.lists), (), nothing, nothing, nothing)
    return parse_private(register.unseal(release, signer).decode(), where=str(register.sealed_path(release.number)))


def read_earlier(register: Register, specification: Specification, signer: Signer) -> list[Before]:
    """All tables that were released, withdrawn ones too, by the dimensions of a specification, for the next release.

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
    tables = [one for one in register.releases() if one.kind in OF_TABLES]
    return [read_before(register, one, policies, signer).align(specification) for one in tables]


def population_of(read: Specification) -> Population:
    """Whom a table counts."""
    return read.population or Population("", "")


def list_unmatched(population: Population, before: Sequence[Before]) -> list[str]:
    """What of a release on a population cannot be matched to earlier ones, in the words of a declaration."""
    others = [f"{population} beside {one.population}" for one in before if one.population != population]
    recoded = [words for one in before if one.population == population for words in one.unmatched]
    return list(dict.fromkeys([*others, *recoded]))


def list_undeclared(population: Population, before: Sequence[Before]) -> list[str]:
    """What of it no approver declared with an earlier release, so that one has to."""
    declared = {about for one in before for about in one.release.declared}
    return [about for about in list_unmatched(population, before) if about not in declared]
