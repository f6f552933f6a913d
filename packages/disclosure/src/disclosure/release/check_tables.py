"""The checks on tables before they are released."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from disclosure.audit.audit import Audit, audit
from disclosure.errors import InvalidData, NotPossible
from disclosure.release.bundle import unpack
from disclosure.release.proposal import Check, Kind, Proposal
from disclosure.release.register import Earlier, Register
from disclosure.rules.read_rules import parse_rules
from disclosure.rules.rules import Rules
from disclosure.tables.cells import Cells
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_tables
from disclosure.tables.table import Table

SPECIFICATION, THRESHOLDS = "data/specification.toml", "data/thresholds.toml"
_SHOWN = 5


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
    tables = _read(proposal.specification, proposal.data, "this release")
    before = [table for release in earlier if release.kind is Kind.TABLES for table in _earlier(register, release)]
    result = audit(tables, earlier=before, needed=rules.protect)
    _refuse_small(result.cells, rules)
    _refuse_computable(result)
    return tables, _checks(result, rules, earlier)


def _earlier(register: Register, release: Earlier) -> list[Table]:
    files = unpack(register.bundle(release), str(register.path(release.number)))
    inside = {name: content for name, content in files.items() if name not in (SPECIFICATION, THRESHOLDS)}
    data = {name.removeprefix("data/"): content for name, content in inside.items() if name.startswith("data/")}
    return _read(files[SPECIFICATION].decode(), data, str(release))


def _read(specification: str, data: dict[str, bytes], release: str) -> list[Table]:
    read = parse_specification(specification)
    named = {layout.name: Path(layout.file).name for layout in read.layouts if layout.file}
    if not named and len(data) == 1:
        named = {"": next(iter(data))}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in data.items():
            (Path(folder) / Path(name).name).write_bytes(content)
        _must_be_there(named, data)
        return read_tables(read, {table: Path(folder) / name for table, name in named.items()}, release=release)


def _must_be_there(named: dict[str, str], data: dict[str, bytes]) -> None:
    missing = sorted(set(named.values()) - data.keys())
    if missing:
        raise InvalidData(f"The specification names {', '.join(missing)}, which is not among the files to be released.")


def _refuse_small(cells: Cells, rules: Rules) -> None:
    if rules.below is None:
        return
    small = np.flatnonzero(cells.fixed & (cells.low >= 1) & (cells.low < rules.below))
    if len(small):
        named = "; ".join(f"{cells.describe(int(c))}: {cells.low[c]:g}" for c in small[:_SHOWN])
        raise NotPossible(
            f"{len(small)} figures from 1 to {rules.below - 1} stand in the open, among them: {named}. "
            "Run `disclosure protect` on the tables first."
        )


def _refuse_computable(result: Audit) -> None:
    if not result.is_safe:
        named = "; ".join(str(finding) for finding in result.findings(_SHOWN))
        raise NotPossible(
            f"{int(result.failing.sum())} hidden figures can be computed from these tables and what was released "
            f"before: {named}. Run `disclosure protect` with the earlier releases, or coarsen the table."
        )


def _checks(result: Audit, rules: Rules, earlier: Sequence[Earlier]) -> list[Check]:
    of_tables = [r for r in earlier if r.kind is Kind.TABLES]
    gone = sum(bool(r.withdrawn) for r in of_tables)
    small = f"No figure from 1 to {rules.below - 1} is published." if rules.below else "There is no threshold."
    what = f"audited with {len(of_tables)} earlier releases of tables, {gone} of them withdrawn"
    found = f"{int(result.cells.sensitive.sum()):,} hidden figures need protection; none can be computed more closely"
    return [
        Check("small figures", small),
        Check("audit", f"{found} than they are told; {what}."),
        *(Check("contradiction", note) for note in result.notes),
    ]
