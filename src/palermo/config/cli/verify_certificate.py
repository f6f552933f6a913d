"""Verify a certificate of training with the public key of the installation that issued it; no network is needed."""

import argparse
import io
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from palermo.core.refusals import Refused
from palermo.core.signatures import read_pem
from palermo.toolkit.certificates.statements import (
    SignedStatement,
    faults_of,
    read_attachment,
    read_revoked,
    read_token,
)

ATTACHMENT = "certificate.txt"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The certificate, the key, and what cannot be read from the certificate."""
    parser.add_argument(
        "certificate", help="the PDF file, the text attached to it, or the address in the QR code of a certificate"
    )
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="the public key (PEM)")
    parser.add_argument("--name", default="", help="the name on the certificate (default: the one in the file)")
    parser.add_argument("--revoked", type=Path, metavar="FILE", help="the signed list of revoked certificates")


def run(options: argparse.Namespace) -> int:
    """Return 1 if the certificate is not valid, otherwise 0."""
    key = read_pem(options.key.read_bytes())
    signed = _read_certificate(options.certificate)
    stated, name = signed.statement, options.name or signed.holder
    if not name:
        raise Refused("The QR code does not contain the name. Enter the name on the certificate with --name.")
    revoked = read_revoked(options.revoked.read_text(), key) if options.revoked else frozenset()
    faults = faults_of(signed, key, name, revoked)
    for fault in faults:
        print(fault)
    if faults:
        print("The certificate is not valid.")
        return 1
    print(f"The certificate {stated.code} is valid: issued to “{name}” on {stated.issued} by {stated.issuer}.")
    print(f"Course: {stated.course} ({stated.session}), {stated.dates}, hours: {stated.hours or 'not stated'}.")
    print("Compare this with what the certificate shows.")
    if not options.revoked:
        print("Whether it was revoked later was not checked: add --revoked with the list of revoked certificates.")
    return 0


def _read_certificate(written: str) -> SignedStatement:
    """The signed statement in a file, or in what was scanned."""
    path = Path(written)
    # An address is too long for the name of a file, which some systems refuse to look for.
    if "#" in written or not path.is_file():
        return read_token(written)
    content = path.read_bytes()
    return read_attachment(_read_pdf(content) if content.startswith(b"%PDF-") else content)


def _read_pdf(content: bytes) -> bytes:
    try:
        attached = PdfReader(io.BytesIO(content)).attachments.get(ATTACHMENT)
    except (PyPdfError, ValueError, KeyError, TypeError, OSError) as error:
        raise Refused(f"The PDF file cannot be read: {error}.") from error
    if not attached:
        raise Refused(f"Expected a PDF file with the attachment {ATTACHMENT}; found none.")
    return attached[0]
