"""The gate: what passes it is released."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from disclosure.privacy.ledger import Ledger
from disclosure.release.bundle import MANIFEST, SIGNATURE, pack, sha256, to_json
from disclosure.release.check_counts import PARAMETERS, check_counts, check_illustration
from disclosure.release.check_tables import SPECIFICATION, THRESHOLDS, check_tables
from disclosure.release.dictionary import dictionary_of_rows, dictionary_of_tables
from disclosure.release.method_sheet import method_sheet
from disclosure.release.proposal import Check, Kind, Proposal
from disclosure.release.register import Earlier, Register, earlier_of
from disclosure.release.signing import ALGORITHM, Signer
from disclosure.tables.table import Table
from disclosure.version import package_version


def release(proposal: Proposal, register: Register, signer: Signer, *, ledger: Ledger | None = None) -> Path:
    """Check a proposal, sign it, and write it down for ever.

    Parameters
    ----------
    proposal : Proposal
        Files, specification, parameters, author, and two people who are not the author.
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
        If a check fails: a figure below the threshold, a hidden figure that can be computed from this and everything
        released before, counts the ledger does not know, rows not drawn from released counts.
    InvalidData
        If something a check needs is missing.
    MissingExtra
        If the package cryptography is not installed.

    Notes
    -----
    The register is locked from the first check to the last line, so two releases that would unmask each other cannot
    both pass. The same proposal, key and register give the same bytes. Nothing is written if a check fails.

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
        tables, checks = _check(proposal, register, earlier, ledger)
        files = _files(proposal, tables, checks, earlier)
        data = _sign_bundle(proposal, register.data_set, number, files, earlier, signer)
        entry = {"figures": proposal.kind, "title": proposal.title, "date": proposal.date, "author": proposal.author}
        register.keep(file, number, data, {**entry, "approved_by": list(proposal.approved_by)})
    return register.path(number)


def _check(
    proposal: Proposal, register: Register, earlier: Sequence[Earlier], ledger: Ledger | None
) -> tuple[list[Table], list[Check]]:
    approved = " and ".join(proposal.approved_by)
    people = Check("people", f"{approved} approved it; {proposal.author} made it.")
    if proposal.kind is Kind.TABLES:
        tables, checks = check_tables(proposal, register, earlier)
        return tables, [*checks, people]
    if proposal.kind is Kind.NOISY_COUNTS:
        return [], [*check_counts(proposal, ledger, register.data_set), people]
    return [], [*check_illustration(proposal, register, earlier), people]


def _files(
    proposal: Proposal, tables: Sequence[Table], checks: Sequence[Check], earlier: Sequence[Earlier]
) -> dict[str, bytes]:
    files = {f"data/{name}": content for name, content in proposal.data.items()}
    if proposal.kind is Kind.TABLES:
        files |= {SPECIFICATION: proposal.specification.encode(), THRESHOLDS: proposal.thresholds.encode()}
    if proposal.kind is not Kind.TABLES:
        files[PARAMETERS] = proposal.parameters.encode()
    dictionary = dictionary_of_tables(tables) if tables else dictionary_of_rows(proposal.data)
    words = method_sheet(proposal, checks, earlier)
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
