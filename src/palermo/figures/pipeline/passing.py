"""Protects figures so that they pass the gate together with all earlier releases. Knows nothing of the database."""

from collections.abc import Collection, Mapping

from disclosure.errors import NotPossible
from disclosure.progress import Progress
from disclosure.release import Proposal, Register, Signer
from disclosure.release.before import read_earlier
from disclosure.release.check_tables import DryRun, dry_run
from disclosure.release.proposal import Kind
from disclosure.tables.read_specification import parse_specification

from palermo.figures.bundles import NAMES, Key
from palermo.figures.dimensions import breakdown_of
from palermo.figures.pipeline.compiling.compiled import SourceFigure
from palermo.figures.pipeline.policies import FILE, specification_text
from palermo.figures.pipeline.protecting import Draft, protect_figures

# How often more is hidden because of what the gate finds.
ROUNDS = 10


def protect_for_gate(
    figures: Mapping[Key, SourceFigure],
    register: Register,
    signer: Signer,
    *,
    title: str,
    population: tuple[str, str],
    unit: str,
    required: Collection[str],
    hidden_last: Collection[str],
    progress: Progress,
) -> tuple[Draft, DryRun]:
    """Protect figures until a dry run of the gate lets them pass.

    Figures from which hidden ones could be computed together with earlier releases are hidden as well, and it is tried
    again.

    Parameters
    ----------
    figures : mapping of Key to SourceFigure
    register : Register
    signer : Signer
    title, unit : str
    population : pair of str
        Whom the figures count, and in which edition.
    required, hidden_last : collection of str
        As for `protect_figures`.
    progress : callable

    Returns
    -------
    Draft, DryRun

    Raises
    ------
    disclosure.errors.DisclosureError
        As `protect_figures`; or in the words of the gate, if it would refuse them all the same: before anyone approves.
    """
    read = parse_specification(specification_text(title, population, unit))
    before, listed = read_earlier(register, read, signer), register.populations(signer)
    listed.check_listed(population[0])
    revealing: dict[Key, Key] = {}
    for _round in range(ROUNDS):
        draft = protect_figures(
            figures,
            title=title,
            population=population,
            unit=unit,
            before=before,
            listed=listed,
            required=required,
            hidden_last=hidden_last,
            revealing=dict(revealing),
            progress=progress,
        )
        tried = dry_run(_proposal_of(title, draft), register, signer)
        more = _list_revealing(tried, required)
        if more.keys() <= revealing.keys():
            break
        revealing |= more
    if tried.refusal:
        raise NotPossible(tried.refusal)
    return draft, tried


def breakdown_of_key(key: Key) -> str:
    """By which dimensions a figure is broken down."""
    return breakdown_of(dict(zip(NAMES, key, strict=True)))


def _list_revealing(tried: DryRun, required: Collection[str]) -> dict[Key, Key]:
    """Figures that may be hidden and from which others can be computed, each with one of those."""
    found = [[tuple(key[name] for name in NAMES) for key in (one.figure, one.reveals)] for one in tried.unmasking]
    return {figure: reveals for figure, reveals in found if breakdown_of_key(figure) not in required}


def _proposal_of(title: str, draft: Draft) -> Proposal:
    """What was prepared, as the gate reads it; who approves it is not known yet."""
    return Proposal(
        title,
        Kind.TABLES,
        "author",
        ("first", "second"),
        {FILE: draft.published},
        specification=draft.specification,
        thresholds=draft.thresholds,
        truth={FILE: draft.truth},
    )
