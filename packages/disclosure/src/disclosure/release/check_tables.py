"""The checks on tables before they are released."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.audit.audit import audit
from disclosure.audit.result import Audit
from disclosure.errors import InvalidData, NotPossible
from disclosure.release.align import align_specifications
from disclosure.release.bundle import unpack
from disclosure.release.proposal import Check, Kind, Proposal
from disclosure.release.read_proposal import read_released
from disclosure.release.register import Earlier, Register
from disclosure.rules.read_rules import parse_rules
from disclosure.rules.rules import Rules
from disclosure.tables.cells import Cells, gather
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.specification import Specification
from disclosure.tables.table import Table

SPECIFICATION, THRESHOLDS = "data/specification.toml", "data/thresholds.toml"
_SHOWN = 5

type Key = tuple[tuple[str, str], ...]


def check_tables(proposal: Proposal, register: Register, earlier: Sequence[Earlier]) -> tuple[list[Table], list[Check]]:
    """Audit tables with all tables released before, and look for small figures left in the open.

    Parameters
    ----------
    proposal : Proposal
    register : Register
    earlier : sequence of Earlier
        All releases of the data set, withdrawn ones too.

    Returns
    -------
    tuple of list of Table and list of Check

    Raises
    ------
    NotPossible
        Naming the cells that can be computed or are below the threshold.
    InvalidData
        If specification or thresholds are missing, or an earlier bundle is.
    """
    if not (proposal.specification.strip() and proposal.thresholds.strip()):
        raise InvalidData("Tables need their specification and their thresholds beside them; both go into the bundle.")
    rules = parse_rules(proposal.thresholds)
    old = [_bundle(register, release) for release in earlier if release.kind is Kind.TABLES]
    *specifications, own = align_specifications(
        [*(bundle.specification for bundle in old), parse_specification(proposal.specification)]
    )
    tables = read_released(own, proposal.data, "this release")
    _refuse_small(gather([table.visible() for table in tables]), rules)
    read = [read_released(s, bundle.data, bundle.name) for s, bundle in zip(specifications, old, strict=True)]
    before = [table for several in read for table in several]
    result = audit(tables, earlier=before, needed=rules.interval)
    known = _refuse_computable(result, before)
    return tables, [*_checks(result, rules, earlier), *known]


@dataclass(frozen=True)
class _Bundle:
    """The tables of an earlier release, not yet read."""

    name: str
    specification: Specification
    data: dict[str, bytes]


def _bundle(register: Register, release: Earlier) -> _Bundle:
    files = unpack(register.bundle(release), str(register.path(release.number)))
    inside = {name: content for name, content in files.items() if name not in (SPECIFICATION, THRESHOLDS)}
    data = {name.removeprefix("data/"): content for name, content in inside.items() if name.startswith("data/")}
    return _Bundle(str(release), parse_specification(files[SPECIFICATION].decode()), data)


def _refuse_small(cells: Cells, rules: Rules) -> None:
    if rules.below is None:
        return
    open_to_all = cells.fixed | ~cells.sensitive
    small = np.flatnonzero(open_to_all & (cells.low >= 1) & (cells.high < rules.below))
    if len(small):
        named = "; ".join(f"{cells.describe(int(c))}: {cells.high[c]:g}" for c in small[:_SHOWN])
        raise NotPossible(
            f"{len(small)} figures from 1 to {rules.below - 1} stand in the open, among them: {named}. "
            "Run `disclosure protect` on the tables first."
        )


def _refuse_computable(result: Audit, before: Sequence[Table]) -> list[Check]:
    """Refuse what this release unmasks; what could be computed without it is noted."""
    if result.is_safe:
        return []
    known = _earlier_bounds(before)
    failing = np.flatnonzero(result.failing).tolist()
    new = [c for c in failing if not _was_known(result, c, known)]
    if new:
        named = "; ".join(str(result.explain(c)) for c in new[:_SHOWN])
        raise NotPossible(
            f"{len(new)} hidden figures can be computed from these tables and what was released before: {named}. "
            "Run `disclosure protect` with the earlier releases, or coarsen the table."
        )
    words = (
        f"{len(failing)} hidden figures could be computed from earlier releases alone; this one adds nothing to that."
    )
    return [Check("known before", words)]


def _earlier_bounds(before: Sequence[Table]) -> dict[Key, tuple[float, float]]:
    """The bounds of each cell that can be computed from earlier releases alone."""
    if not before:
        return {}
    old = audit(before)
    return {_key(old, c): (old.tightest.low[c], old.tightest.high[c]) for c in range(old.published)}


def _key(result: Audit, cell: int) -> Key:
    return tuple(sorted(result.cells.key(cell).items()))


def _was_known(result: Audit, cell: int, known: dict[Key, tuple[float, float]]) -> bool:
    low, high = known.get(_key(result, cell), (-np.inf, np.inf))
    return bool(low >= result.tightest.low[cell] and high <= result.tightest.high[cell])


def _checks(result: Audit, rules: Rules, earlier: Sequence[Earlier]) -> list[Check]:
    of_tables = [r for r in earlier if r.kind is Kind.TABLES]
    gone = sum(bool(r.withdrawn) for r in of_tables)
    small = f"No figure from 1 to {rules.below - 1} is published." if rules.below else "There is no threshold."
    what = f"audited with {len(of_tables)} earlier releases of tables, {gone} of them withdrawn"
    hidden, (low, high) = int(result.cells.sensitive.sum()), rules.interval
    found = f"{hidden:,} figures are protected; none can be computed to within {low:g} to {high:g}"
    return [
        Check("small figures", small),
        Check("audit", f"{found}; {what}."),
        *(Check("contradiction", note) for note in result.notes),
    ]
