"""The checks on tables before they are released."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from disclosure import chain
from disclosure.errors import DisclosureError, InvalidData, NotPossible
from disclosure.release.align import (
    check_categories,
    fit_specification,
    joint_dimensions,
)
from disclosure.release.before import (
    Subject,
    list_unmatched,
    population_of,
    read_before,
)
from disclosure.release.compare import check_truth, compare_with_truth
from disclosure.release.joint_audit import JointAudit
from disclosure.release.links import (
    add_taken_categories,
    restate_population,
    restate_table,
)
from disclosure.release.policy import Policy
from disclosure.release.proposal import OF_TABLES, Check, Declaration, Proposal
from disclosure.release.read_proposal import read_released, read_truth
from disclosure.release.register import Earlier, Register, policies_in_force
from disclosure.release.signing import Signer
from disclosure.release.unmasking import Unmasking, list_unmasking
from disclosure.rules.read_rules import parse_rules
from disclosure.tables.private import PrivateCells
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.table import Table


@dataclass(frozen=True, eq=False)
class Checked:
    """Tables that may be released.

    Attributes
    ----------
    tables : list of Table
    checks : list of Check
    private : PrivateCells
        The true figures they do not show, to be sealed.
    declared : tuple of Declaration
        Those that were needed.
    population : str
        The id of the population they count, as the register names it.
    """

    tables: list[Table]
    checks: list[Check]
    private: PrivateCells
    declared: tuple[Declaration, ...]
    population: str


def check_tables(
    proposal: Proposal, register: Register, earlier: Sequence[Earlier], policies: Sequence[Policy], signer: Signer
) -> Checked:
    """Compare tables with the true figures, and audit them with all tables released before.

    Parameters
    ----------
    proposal : Proposal
    register : Register
    earlier : sequence of Earlier
        All releases of the data set, withdrawn ones too.
    policies : sequence of Policy
        Oldest first; the last one is in force.
    signer : Signer
        Opens what was sealed with earlier releases.

    Returns
    -------
    Checked

    Raises
    ------
    NotPossible
        Naming what the policy does not allow, a population that is not in the register, what differs from the truth,
        what can be computed or is below the threshold, or what an approver has to declare.
    InvalidData
        If specification, thresholds or truth are missing or contradict themselves or an earlier release, or an earlier
        bundle or its sealed figures are missing.
    """
    work, needed = _read_work(proposal, register, earlier, policies, signer)
    work.refuse_small()
    work.refuse_revised()
    declared = _declarations(proposal.declarations, needed)
    work.refuse_differences()
    result = work.audit()
    known = work.refuse_computable(result)
    return Checked(work.shown, [*work.checks(result, earlier), *known], work.private, declared, work.listed_as)


@dataclass(frozen=True)
class DryRun:
    """What the gate would say of tables.

    Attributes
    ----------
    subjects : list of Subject
        What approvers have to declare, with the figures it is about.
    refusal : str
        Why the tables cannot pass, whatever is declared; empty if they can.
    unmasking : list of Unmasking
        Where hidden figures can be computed, figures to be hidden as well before it is tried again.
    """

    subjects: list[Subject]
    refusal: str = ""
    unmasking: list[Unmasking] = field(default_factory=list)


def dry_run(proposal: Proposal, register: Register, signer: Signer) -> DryRun:
    """Check tables as the gate will, before anyone approves them.

    Parameters
    ----------
    proposal : Proposal
        Its declarations are not looked at.
    register : Register
        It is not written to; what is released into it later counts as well when the gate decides.
    signer : Signer

    Returns
    -------
    DryRun

    Raises
    ------
    NotPossible, InvalidData
        As `release`, if the tables cannot be read.
    """
    policies = policies_in_force(register.chain_file, chain.read(register.chain_file), signer)
    work, needed = _read_work(proposal, register, register.releases(), policies, signer)
    try:
        work.refuse_small()
        work.refuse_revised()
        work.refuse_differences()
    except DisclosureError as error:
        return DryRun(needed, str(error))
    result = work.audit()
    try:
        work.refuse_computable(result)
    except NotPossible as error:
        return DryRun(needed, str(error), list_unmasking(work, result))
    return DryRun(needed)


def _read_work(
    proposal: Proposal, register: Register, earlier: Sequence[Earlier], policies: Sequence[Policy], signer: Signer
) -> tuple[JointAudit, list[Subject]]:
    """The tables beside all that was released before, and what has to be declared of them."""
    if not (proposal.specification.strip() and proposal.thresholds.strip()):
        raise InvalidData("Tables need their specification and their thresholds beside them; both go into the bundle.")
    if not proposal.truth:
        raise InvalidData(
            "Tables need the true figures beside them: without them nobody can say which cells need protection. They "
            "do not go into the bundle."
        )
    policy = policies[-1]
    rules = policy.check_rules(parse_rules(proposal.thresholds))
    read = parse_specification(proposal.specification)
    policy.check_specification(read)
    listed, whom = register.populations(signer), population_of(read)
    taken = listed.check_listed(whom.id)
    before = [read_before(register, one, policies, signer, listed) for one in earlier if one.kind in OF_TABLES]
    fitted, unmatched = fit_specification(read, policy)
    dimensions = joint_dimensions([one.alignment for one in before], policy)
    joint = replace(fitted, dimensions=add_taken_categories(dimensions, listed))
    shown = tables = read_released(fitted, proposal.data, "this release")
    truth = read_truth(fitted, proposal.truth)
    check_categories([*tables, *truth], policy)
    tables, truth = (
        [restate_table(replace(table, specification=joint), taken) for table in some] for some in (tables, truth)
    )
    before = [one.align(joint) for one in before]
    here = check_truth(truth)
    compare_with_truth(tables, truth)
    population = restate_population(whom, listed)
    work = JointAudit(policy, rules, population, tables, truth, here, before, listed, whom.id, shown)
    recoded = list_unmatched(work.population, before)
    return work, [*map(Subject, unmatched), *map(Subject, recoded), *work.undeclared]


def _declarations(given: Sequence[Declaration], needed: Sequence[Subject]) -> tuple[Declaration, ...]:
    """The declarations that are needed; a missing one, one for other figures, and one about nothing, is refused."""
    subjects = {one.about: one for one in needed}
    idle = sorted({one.about for one in given} - subjects.keys())
    if idle:
        raise InvalidData(
            f"Nothing needs a declaration about {idle[0]!r}. Needed: {', '.join(map(str, needed)) or 'none'}."
        )
    made = {one.about for one in given}
    if missing := [subject for about, subject in subjects.items() if about not in made]:
        raise NotPossible(
            "Not everything can be matched to what was released before. An approver must declare for this release, "
            f"with the digest of the figures and a reason why nobody is found by comparing: "
            f"{'; '.join(map(str, missing))}."
        )
    for one in given:
        if one.figures != subjects[one.about].digest:
            raise NotPossible(
                f"The declaration on {one.about!r} by {one.by} was made for other figures: it names the digest "
                f"{one.figures or 'of none'}. Needed is one about {subjects[one.about]}."
            )
    return tuple(given)
