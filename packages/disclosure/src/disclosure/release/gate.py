"""The gate: what passes it is released."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from disclosure.chain import Line
from disclosure.privacy.ledger import Ledger
from disclosure.release.before import SPECIFICATION, THRESHOLDS
from disclosure.release.bundle import MANIFEST, SIGNATURE, pack, sha256, to_json
from disclosure.release.check_counts import PARAMETERS, check_counts, check_illustration
from disclosure.release.check_tables import check_tables
from disclosure.release.dictionary import dictionary_of_rows, dictionary_of_tables
from disclosure.release.method_sheet import method_sheet
from disclosure.release.proposal import Check, Declaration, Kind, Proposal
from disclosure.release.register import Earlier, Register, earlier_of, policies_in_force
from disclosure.release.signing import ALGORITHM, Signer
from disclosure.tables.table import Table
from disclosure.version import package_version


def release(proposal: Proposal, register: Register, signer: Signer, *, ledger: Ledger | None = None) -> Path:
    """Check a proposal, sign it, and write it down for ever.

    Parameters
    ----------
    proposal : Proposal
        Files, the true figures behind tables, specification, parameters, author, and two people who are not the author.
    register : Register
        All releases of the data set.
    signer : Signer
        The office's key.
    ledger : Ledger, optional
        Of the data set; needed for noisy counts.

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
        If something a check needs is missing, or a figure was released as another before.
    MissingExtra
        If the package cryptography is not installed.

    Notes
    -----
    The register is locked from the first check to the last line, so two releases that would unmask each other cannot
    both pass. The same proposal, key and register give the same bytes. Nothing is written if a check fails. Which cells
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
        earlier = earlier_of(register, file)
        number = len(earlier) + 1
        checked = _check(proposal, register, earlier, ledger, file.lines(), signer)
        files = _files(proposal, checked.tables, checked.checks, earlier, checked.declared)
        data = _sign_bundle(proposal, register.data_set, number, files, earlier, signer)
        entry: Line = {
            "figures": proposal.kind,
            "title": proposal.title,
            "date": proposal.date,
            "author": proposal.author,
        }
        entry |= {"approved_by": list(proposal.approved_by), "declared": [asdict(one) for one in checked.declared]}
        entry |= {"population": checked.population} if checked.population else {}
        register.keep(file, number, data, entry, hidden=checked.hidden, signer=signer)
    return register.path(number)


@dataclass(frozen=True)
class _Checked:
    """What passed: tables if there are any, the checks, what is to be sealed and was declared, and whom they count."""

    tables: list[Table]
    checks: list[Check]
    hidden: bytes = b""
    declared: tuple[Declaration, ...] = ()
    population: str = ""


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
        sealed = found.private.to_json().encode()
        return _Checked(found.tables, [*found.checks, people], sealed, found.declared, found.population)
    if proposal.kind is Kind.NOISY_COUNTS:
        return _Checked([], [*check_counts(proposal, ledger, register.data_set), people])
    return _Checked([], [*check_illustration(proposal, register, earlier), people])


def _files(
    proposal: Proposal,
    tables: Sequence[Table],
    checks: Sequence[Check],
    earlier: Sequence[Earlier],
    declared: Sequence[Declaration],
) -> dict[str, bytes]:
    files = {f"data/{name}": content for name, content in proposal.data.items()}
    if proposal.kind is Kind.TABLES:
        files |= {SPECIFICATION: proposal.specification.encode(), THRESHOLDS: proposal.thresholds.encode()}
    if proposal.kind is not Kind.TABLES:
        files[PARAMETERS] = proposal.parameters.encode()
    dictionary = dictionary_of_tables(tables) if tables else dictionary_of_rows(proposal.data)
    words = method_sheet(proposal, checks, earlier, declared)
    return {
        **files,
        "dictionary.csv": dictionary.encode(),
        "method.md": words.encode(),
        "checks.json": to_json([asdict(check) for check in checks]),
    }


def _sign_bundle(
    proposal: Proposal,
    data_set: str,
    number: int,
    files: dict[str, bytes],
    earlier: Sequence[Earlier],
    signer: Signer,
) -> bytes:
    before = [{"release": e.number, "sha256": e.sha256, "withdrawn": bool(e.withdrawn)} for e in earlier]
    manifest = to_json(
        {
            "format": 1,
            "data_set": data_set,
            "release": number,
            "kind": proposal.kind,
            "title": proposal.title,
            "date": proposal.date,
            "author": proposal.author,
            "approved_by": list(proposal.approved_by),
            "audited_against": before,
            "files": {name: sha256(content) for name, content in files.items()},
            "made_with": f"disclosure {package_version()}",
        }
    )
    signed = {"algorithm": ALGORITHM, "public_key": signer.public_key.hex(), "signature": signer.sign(manifest).hex()}
    return pack({**files, MANIFEST: manifest, SIGNATURE: to_json(signed)})
