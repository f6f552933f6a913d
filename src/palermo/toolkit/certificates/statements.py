"""What a certificate states, signed so that it can be verified without a network, with the public key alone.

A statement is a few lines of text. It has a salted digest of the name, never the name; the file of the certificate has
the name beside it, so that whoever holds the file can compare the two.
"""

import base64
import binascii
import hashlib
import secrets
import unicodedata
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from palermo.core.refusals import Refused
from palermo.core.signatures import is_signed

# The first line, so that no signature made for another purpose is one of a certificate.
FIRST_LINE = "palermo certificate 1"
REVOKED_FIRST_LINE = "palermo revoked certificates 1"
KEYS = ("code", "issuer", "course", "session", "dates", "hours", "language", "issued", "salt", "name")
SIGNATURE, HOLDER = "signature", "holder"
SIGNATURE_LENGTH = 64
# Letters and digits that are not mistaken for one another.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 4, 4
LONGEST_NAME = 120


class Statement(NamedTuple):
    """What a certificate states. `dates` is one day, or two with a slash between them; `name` is a digest."""

    code: str
    issuer: str
    course: str
    session: str
    dates: str
    hours: str
    language: str
    issued: str
    salt: str
    name: str

    def is_of(self, name: str) -> bool:
        """Whether the certificate was issued to a person of this name."""
        return secrets.compare_digest(digest_of_name(name, self.salt), self.name)


class SignedStatement(NamedTuple):
    """A statement as it was signed. `holder` is the name that a file gives beside it; empty where there is none."""

    text: str
    signature: bytes
    holder: str = ""

    @property
    def statement(self) -> Statement:
        """What it states; raises Refused where it is no statement of a certificate."""
        return read_statement(self.text)


def new_code() -> str:
    """The code of a certificate: sixteen letters and digits in groups of four."""
    return "-".join("".join(secrets.choice(ALPHABET) for _place in range(GROUP)) for _group in range(GROUPS))


def normalize_code(written: str) -> str:
    """A code as it is stored, from what somebody typed: small letters and blanks are no difference."""
    signs = [sign for sign in unicodedata.normalize("NFKC", written).upper() if sign in ALPHABET]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, len(signs), GROUP))


def normalize_name(name: str) -> str:
    """A name as it is compared: capital letters and the number of blanks are no difference, accents are."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def digest_of_name(name: str, salt: str) -> str:
    """The salted SHA-256 digest of a name, in hexadecimal."""
    return hashlib.sha256(f"{salt}\n{normalize_name(name)}".encode()).hexdigest()


def new_salt() -> str:
    """A random salt for one name."""
    return secrets.token_hex(16)


def write_statement(statement: Statement) -> str:
    """The text that is signed: the same statement gives the same text."""
    lines = [FIRST_LINE, *(f"{key}: {' '.join(value.split())}" for key, value in statement._asdict().items())]
    return "\n".join(lines) + "\n"


def read_statement(text: str) -> Statement:
    """The statement in a text. Refused, naming the line that is not as expected."""
    lines = text.split("\n")
    if lines[0] != FIRST_LINE:
        raise Refused(f"Line 1: expected “{FIRST_LINE}”; found “{lines[0][:80]}”.")
    values = []
    for number, key in enumerate(KEYS, 2):
        line = lines[number - 1] if number <= len(lines) else ""
        if not line.startswith(f"{key}: ") and line != f"{key}:":
            raise Refused(f"Line {number}: expected “{key}: …”; found “{line[:80]}”.")
        values.append(line[len(key) + 2 :])
    if lines[len(KEYS) + 1 :] != [""]:
        raise Refused(f"Line {len(KEYS) + 2}: expected the end; found “{lines[len(KEYS) + 1][:80]}”.")
    return Statement(*values)


def sign_statement(statement: Statement, key: Ed25519PrivateKey) -> SignedStatement:
    """A statement with the signature of the owner of a key."""
    text = write_statement(statement)
    return SignedStatement(text, key.sign(text.encode()))


def write_attachment(signed: SignedStatement, holder: str) -> bytes:
    """What the file of a certificate contains for machines: the statement, its signature and the name."""
    return f"{signed.text}{SIGNATURE}: {signed.signature.hex()}\n{HOLDER}: {' '.join(holder.split())}\n".encode()


def read_attachment(content: bytes) -> SignedStatement:
    """The signed statement in what a file contains for machines. Refused if it is not one."""
    lines = content.decode(errors="replace").split("\n")
    signed, holder = (next((line for line in lines if line.startswith(f"{key}: ")), "") for key in (SIGNATURE, HOLDER))
    text = "".join(f"{line}\n" for line in lines[: len(KEYS) + 1])
    return SignedStatement(text, _read_hex(signed[len(SIGNATURE) + 2 :]), holder[len(HOLDER) + 2 :])


def write_token(signed: SignedStatement) -> str:
    """A signed statement as its QR code has it, after the address."""
    return base64.urlsafe_b64encode(signed.signature + signed.text.encode()).decode().rstrip("=")


def read_token(token: str) -> SignedStatement:
    """The signed statement in what was scanned: the whole address, or what follows its “#”.

    Refused if it is not one.
    """
    written = token.strip().rpartition("#")[2]
    try:
        raw = base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
        return SignedStatement(raw[SIGNATURE_LENGTH:].decode(), raw[:SIGNATURE_LENGTH])
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("Expected the address in the QR code of a certificate; found something else.") from None


def faults_of(signed: SignedStatement, key: Ed25519PublicKey, name: str, revoked: frozenset[str]) -> list[str]:
    """What is wrong with a certificate, in sentences; nothing where it is valid and of a person of this name.

    Refused if it is no certificate.
    """
    statement = signed.statement
    if not is_signed(signed.text.encode(), signed.signature, key):
        return ["The signature does not match this key, or the certificate was changed."]
    faults = []
    if not statement.is_of(name):
        faults.append(f"The certificate was not issued to “{name}”.")
    if statement.code in revoked:
        faults.append(f"The certificate {statement.code} was revoked.")
    return faults


def write_revoked(codes: list[str], day: str, key: Ed25519PrivateKey) -> str:
    """The signed list of revoked certificates as at a day: codes, no names."""
    text = "\n".join([REVOKED_FIRST_LINE, f"date: {day}", *sorted(codes)]) + "\n"
    return f"{text}{SIGNATURE}: {key.sign(text.encode()).hex()}\n"


def read_revoked(text: str, key: Ed25519PublicKey) -> frozenset[str]:
    """The codes in a signed list of revoked certificates.

    Refused if it is no such list, or if another key signed it.
    """
    body, found, signature = text.rpartition(f"{SIGNATURE}: ")
    lines = body.splitlines()
    if not found or not lines or lines[0] != REVOKED_FIRST_LINE:
        raise Refused("Expected a signed list of revoked certificates; found something else.")
    if not is_signed(body.encode(), _read_hex(signature), key):
        raise Refused("The list of revoked certificates is not signed with this key, or was changed.")
    return frozenset(lines[2:])


def _read_hex(written: str) -> bytes:
    try:
        return bytes.fromhex(written.strip())
    except ValueError:
        return b""
