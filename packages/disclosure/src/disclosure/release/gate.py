"""The gate: what passes it is released."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from disclosure.chain import Line
from disclosure.errors import InvalidData
from disclosure.privacy.ledger import Ledger
from disclosure.release.align import fit_specification
from disclosure.release.before import SPECIFICATION, THRESHOLDS
from disclosure.release.bundle import MANIFEST, SIGNATURE, pack, sha256, to_json
from disclosure.release.canonical import (
    arrange_tables,
    check_names,
    is_same,
    name_files,
    write_files,
    write_rules,
    write_specification_anew,
)
from disclosure.release.check_counts import PARAMETERS, check_counts, check_illustration
from disclosure.release.check_republication import check_republication
from disclosure.release.check_tables import check_tables
from disclosure.release.dictionary import dictionary_of_rows, dictionary_of_tables
from disclosure.release.heads import Head
from disclosure.release.method_sheet import method_sheet
from disclosure.release.policy import Policy
from disclosure.release.proposal import OF_TABLES, Check, Declaration, Kind, Proposal
from disclosure.release.read_proposal import read_released
from disclosure.release.register import Earlier, Register, earlier_of, policies_in_force
from disclosure.release.signing import ALGORITHM, Signer
from disclosure.rules.read_rules import parse_rules
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.table import Table
from disclosure.version import package_version

DICTIONARY = "dictionary.csv"


def release(
    proposal: Proposal,
    register: Register,
    signer: Signer,
    *,
    ledger: Ledger | None = None,
    today: date | None = None,
    seen: Sequence[Head] = (),
    mark: str = "",
) -> Path:
    """Check a proposal, sign it, and write it down for ever.

    Parameters
    ----------
    proposal : Proposal
        Files, the true figures behind tables or the source's own, specification, parameters, author, and two people who
        are not the author.
    register : Register
        All releases of the data set.
    signer : Signer
        The office's key.
    ledger : Ledger, optional
        Of the data set; needed for noisy counts.
    today : date, optional
        The day of the release by the clock of the caller; by that of the machine if not given.
    seen : sequence of Head
        Ends of the register as they were kept elsewhere after earlier releases.
    mark : str
        By which the caller finds the release again: one that is there already with this mark is not made twice.

    Returns
    -------
    Path
        The bundle: a ZIP file with the data, a data dictionary, a method sheet in plain words, the checks passed, a
        manifest with the hash of every file, and the signature of the manifest.

    Raises
    ------
    NotPossible
        If a check fails: something weaker than the policy, a figure below the threshold, a hidden figure that can be
        computed from this and everything released before, something that cannot be matched and was not declared, counts
        the ledger does not know, rows not drawn from released counts.
    InvalidData
        If something a check needs is missing, a figure was released as another before, or the register was cut off,
        replaced, or written without the key.
    MissingExtra
        If the package cryptography is not installed.

    Notes
    -----
    The register is locked from the first check to the last line, so two releases that would unmask each other cannot
    both pass. The same proposal, key, register and day give the same bytes. The files of tables are written anew from
    what was read, so that nothing but figures passes. Nothing is written if a check fails. Which cells
    need protection follows from the true figures and the policy, never from signs; the true figures that a release
    does not show are sealed beside its bundle, for the audits to come.

    References
    ----------
    .. [1] Bernstein, D. et al. (2012). High-speed high-security signatures. RFC 8032 (Ed25519).

    Examples
    --------
    See docs/methods/release-gate.md.
    """
    with register.writer() as file:
        register.check_whole(signer.public_key, seen)
        earlier = earlier_of(register, file)
        if mark and (made := [one.number for one in earlier if one.mark == mark]):
            return register.path(made[0])
        number, day = len(earlier) + 1, _date_of(today, earlier)
        checked = _check(proposal, register, earlier, ledger, file.lines(), signer)
        files = _files(proposal, checked, earlier, day)
        issue = _Issue(register.data_set, number, day, Head(*file.last()))
        data = _sign_bundle(proposal, issue, files, earlier, signer)
        entry: Line = {"figures": proposal.kind, "title": proposal.title, "date": day, "author": proposal.author}
        entry |= {"approved_by": list(proposal.approved_by), "declared": [asdict(one) for one in checked.declared]}
        entry |= {"mark": mark} if mark else {}
        entry |= checked.entry
        register.keep(file, number, data, entry, hidden=checked.hidden, signer=signer)
    register.bundle(register.releases()[number - 1])
    return register.path(number)


def _date_of(today: date | None, earlier: Sequence[Earlier]) -> str:
    """The day of a release, which does not come before the last one."""
    day = (today or date.today()).isoformat()  # the day where the office is
    if earlier and day < earlier[-1].date:
        raise InvalidData(
            f"The clock says {day}, but {earlier[-1]} was made later. Set the clock: a register goes forward only."
        )
    return day


@dataclass(frozen=True)
class _Issue:
    """Which release of which register it is, when, and the head of the register before it."""

    data_set: str
    number: int
    day: str
    head: Head


@dataclass(frozen=True)
class _Checked:
    """What passed: the checks, what is to be sealed, what was declared, the files of tables as they are published, and
    what else the register notes."""

    checks: list[Check]
    hidden: bytes = b""
    declared: tuple[Declaration, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    entry: Line = field(default_factory=dict)


def _check(
    proposal: Proposal,
    register: Register,
    earlier: Sequence[Earlier],
    ledger: Ledger | None,
    lines: list[Line],
    signer: Signer,
) -> _Checked:
    approved = " and ".join(proposal.approved_by)
    people = Check("people", f"{approved} approved it; {proposal.author} made it.")
    if proposal.kind is Kind.TABLES:
        policies = policies_in_force(register.chain_file, lines, signer)
        found = check_tables(proposal, register, earlier, policies, signer)
        sealed, files = found.private.to_json().encode(), _write_anew(proposal, policies[-1], found.tables)
        whom: Line = {"population": found.population}
        return _Checked([*found.checks, people], sealed, found.declared, files, whom)
    if proposal.kind is Kind.REPUBLICATION:
        policies = policies_in_force(register.chain_file, lines, signer)
        kept = check_republication(proposal, register, earlier, policies, signer)
        files, whom = _write_anew(proposal, policies[-1], kept.tables), {"population": kept.population}
        return _Checked([*kept.checks, people], files=files, entry=whom)
    if proposal.kind is Kind.NOISY_COUNTS:
        counts = check_counts(proposal, ledger, register.data_set, lines)
        return _Checked([*counts.checks, people], entry=counts.entry)
    return _Checked([*check_illustration(proposal, register, earlier), people])


def _write_anew(proposal: Proposal, policy: Policy, tables: Sequence[Table]) -> dict[str, bytes]:
    """Tables, specification, thresholds and dictionary, written from what was read of them, and read back."""
    read = parse_specification(proposal.specification)
    check_names(read)
    written = write_files(read, policy, tables, proposal.data)
    specification = write_specification_anew(read, policy, name_files(read, proposal.data))
    fitted, _unmatched = fit_specification(parse_specification(specification), policy)
    if not is_same(tables, read_released(fitted, written, "this release")):
        raise InvalidData("The tables could not be written so that they read the same. Use `disclosure protect`.")
    files = {f"data/{name}": content for name, content in written.items()} | {SPECIFICATION: specification.encode()}
    files[DICTIONARY] = dictionary_of_tables(arrange_tables(read, policy, tables)).encode()
    if proposal.thresholds.strip():
        files[THRESHOLDS] = write_rules(parse_rules(proposal.thresholds)).encode()
    return files


def _files(proposal: Proposal, checked: _Checked, earlier: Sequence[Earlier], day: str) -> dict[str, bytes]:
    files = checked.files
    if proposal.kind not in OF_TABLES:
        files = {f"data/{name}": content for name, content in proposal.data.items()}
        files |= {PARAMETERS: proposal.parameters.encode(), DICTIONARY: dictionary_of_rows(proposal.data).encode()}
    words = method_sheet(proposal, checked.checks, earlier, checked.declared, day)
    return {
        **files,
        "method.md": words.encode(),
        "checks.json": to_json([asdict(check) for check in checked.checks]),
    }


def _sign_bundle(
    proposal: Proposal, issue: _Issue, files: dict[str, bytes], earlier: Sequence[Earlier], signer: Signer
) -> bytes:
    before = [{"release": e.number, "sha256": e.sha256, "withdrawn": bool(e.withdrawn)} for e in earlier]
    manifest = to_json(
        {
            "format": 2,
            "data_set": issue.data_set,
            "release": issue.number,
            "register_before": asdict(issue.head),
            "kind": proposal.kind,
            "title": proposal.title,
            "date": issue.day,
            "author": proposal.author,
            "approved_by": list(proposal.approved_by),
            "audited_against": before,
            "files": {name: sha256(content) for name, content in files.items()},
            "made_with": f"disclosure {package_version()}",
        }
        | ({"source": asdict(proposal.publication)} if proposal.publication else {})
    )
    signed = {"algorithm": ALGORITHM, "public_key": signer.public_key.hex(), "signature": signer.sign(manifest).hex()}
    return pack({**files, MANIFEST: manifest, SIGNATURE: to_json(signed)})
