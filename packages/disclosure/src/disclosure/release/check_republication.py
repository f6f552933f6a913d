"""The checks on figures that their source has published itself: they are the source's, and nothing is added to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.errors import InvalidData, NotPossible
from disclosure.release.align import check_categories, fit_specification
from disclosure.release.before import population_of, read_before
from disclosure.release.policy import Policy
from disclosure.release.proposal import OF_TABLES, Check, Proposal, same_person
from disclosure.release.publication import Publication
from disclosure.release.read_proposal import read_released
from disclosure.release.register import Earlier, Register
from disclosure.release.signing import Signer
from disclosure.tables.cells import gather
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.table import Table
from disclosure.values.kinds import Kind as Figure

_SHOWN = 5

type Key = tuple[str, ...]
type Told = tuple[int, float, float, float]


@dataclass(frozen=True, eq=False)
class Republished:
    """Figures of a source that may be published again.

    Attributes
    ----------
    tables : list of Table
    checks : list of Check
    population : str
        The id of the population that the figures count.
    """

    tables: list[Table]
    checks: list[Check]
    population: str


def check_republication(
    proposal: Proposal, register: Register, earlier: Sequence[Earlier], policies: Sequence[Policy], signer: Signer
) -> Republished:
    """Compare figures with those of the source's file, row by row.

    Parameters
    ----------
    proposal : Proposal
    register : Register
    earlier : sequence of Earlier
        All releases of the data set, withdrawn ones too.
    policies : sequence of Policy
        Oldest first; of the last one, units, kinds and categories are in force, not its threshold.
    signer : Signer
        Opens what was sealed with earlier releases.

    Returns
    -------
    Republished

    Raises
    ------
    NotPossible
        If a figure or a mask is not the source's, one is missing or added, or the policy does not have a category, a
        unit or a kind of value.
    InvalidData
        If the publication or the table of the source's file is missing, something is given that belongs to protected
        tables, or a release about the same people shows another figure.

    Notes
    -----
    What follows from the source's figures alone is public already, so nothing is refused for it. Later releases about
    the same people are audited against these figures.
    """
    publication = _check_parts(proposal)
    policy, read = policies[-1], parse_specification(proposal.specification)
    policy.check_specification(read, of_source=True)
    fitted, _unmatched = fit_specification(read, policy)
    tables = read_released(fitted, proposal.data, "this release")
    source = read_released(fitted, proposal.source, "the source's file")
    check_categories([*tables, *source], policy)
    for own, given in zip(tables, source, strict=True):
        _compare(own, given, publication)
    of_tables = [one for one in earlier if one.kind in OF_TABLES]
    listed, whom = register.populations(signer), population_of(read)
    listed.check_listed(whom.id)
    before = [read_before(register, one, policies, signer).align(fitted) for one in of_tables]
    same = [table for one in before if one.population == whom for table in one.tables]
    _refuse_revised([table for table in same if table.values.known.any()], tables)
    return Republished(tables, _checks(publication, tables, policy), whom.id)


def _check_parts(proposal: Proposal) -> Publication:
    """What a republication has to have, and what it must not have."""
    publication = proposal.publication
    if publication is None or not proposal.source or not proposal.specification.strip():
        raise InvalidData(
            "A republication needs what the source published (publisher, title, edition, address and digest), the "
            "table of the source's file, and the specification of both."
        )
    if proposal.truth or proposal.thresholds.strip() or proposal.declarations:
        raise InvalidData(
            "A republication keeps the figures and the masks of its source: leave out true figures, thresholds and "
            "declarations, or release protected tables instead."
        )
    if same_person(publication.confirmed_by) not in {same_person(name) for name in proposal.approved_by}:
        raise InvalidData(
            f"That {publication.publisher} published these figures is confirmed by {publication.confirmed_by}, who "
            "does not approve this release. One of those who approve it confirms it."
        )
    return publication


def _figures(table: Table) -> dict[Key, Told]:
    """What is told of each cell: kind, limits, and the figure that is shown."""
    values = table.values
    labels = [table.labels(place) for place in range(len(table.specification.dimensions))]
    numbers = (each.tolist() for each in (values.kind, values.low, values.high, values.point))
    return dict(zip(zip(*labels, strict=True), zip(*numbers, strict=True), strict=True))


def _compare(own: Table, given: Table, publication: Publication) -> None:
    """Refuse each figure and each mask that is not the source's."""
    faults = list(_find_differences(_figures(own), _figures(given), publication.publisher))
    if faults:
        is_or_are = "1 figure is" if len(faults) == 1 else f"{len(faults):,} figures are"
        raise NotPossible(
            f"Table {own.name!r}: {is_or_are} not as {publication.publisher} published them, among them: "
            f"{'; '.join(faults[:_SHOWN])}. Take the figures from the source's file as they are."
        )


def _find_differences(own: dict[Key, Told], given: dict[Key, Told], publisher: str) -> Iterator[str]:
    for key in dict.fromkeys([*own, *given]):
        here, there = own.get(key), given.get(key)
        cell = ", ".join(key)
        if there is None:
            yield f"{cell}: {publisher} has no such figure"
        elif here is None:
            yield f"{cell}: it is left out"
        elif here != there:
            # What stands in place of a mask is not repeated: it may be the figure.
            is_mask = Figure.SUPPRESSED in (here[0], there[0])
            yield f"{cell}: {'the mask is another one' if is_mask else f'{there[3]:g} there, {here[3]:g} here'}"


def _refuse_revised(same: Sequence[Table], tables: Sequence[Table]) -> None:
    """Refuse another figure for a cell of which a release about the same people shows one."""
    shown = [table.take(np.flatnonzero(table.values.known)) for table in (*same, *tables)]
    clashes = gather(shown).clashes if same and shown else ()
    if clashes:
        raise InvalidData(
            f"{clashes[0].removesuffix('; the last was taken.')}; so with {len(clashes) - 1} more. Give the population "
            "the edition of the source's publication."
        )


def _checks(publication: Publication, tables: Sequence[Table], policy: Policy) -> list[Check]:
    """What was found good, in sentences for the method sheet."""
    cells = sum(len(table) for table in tables)
    masked = int(sum(table.values.is_kind(Figure.SUPPRESSED).sum() for table in tables))
    shown = [table.values.low[table.values.known] for table in tables]
    small = int(sum(((low >= 1) & (low < policy.below)).sum() for low in shown))
    source = (
        f"{publication.publisher} published these figures, {publication.title}, {publication.edition}, at "
        f"{publication.address} (SHA-256 of the file: {publication.sha256}); {publication.confirmed_by} confirmed it."
    )
    figures = (
        f"All {cells:,} figures, {masked:,} of them masked, are as in the table of the source's file: none was added, "
        "left out, replaced, narrowed or computed."
    )
    audit = (
        "Nothing was refused for what follows from these figures alone, since they are public. Every later release "
        "about the same people is audited against them."
    )
    return [
        Check("source", source),
        Check("figures", figures),
        Check("small figures", f"Figures from 1 to {policy.below - 1} that the source shows and that stay: {small:,}."),
        Check("policy", f"{policy.title}: unit and categories are those of the policy; its threshold does not apply."),
        Check("audit", audit),
    ]
