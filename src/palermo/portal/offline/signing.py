"""The installation's signature under a bundle: Ed25519, by a key that lies in the data folder and nowhere else."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.conf import settings
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused

SEED_LENGTH = 32


def own_key() -> Ed25519PrivateKey:
    """The key of this installation, made when it is first asked for, readable by its owner alone.

    Raises
    ------
    Refused
        If the file that should hold it holds something else.
    """
    path = Path(settings.PALERMO_SIGNING_KEY)
    try:
        seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return _made(path)
    except ValueError:
        seed = b""
    if len(seed) != SEED_LENGTH:
        raise Refused(_("%(path)s is not a signing key: 64 hexadecimal digits were expected.") % {"path": path})
    return Ed25519PrivateKey.from_private_bytes(seed)


def _made(path: Path) -> Ed25519PrivateKey:
    """Of two processes that make it at once, one does."""
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return own_key()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{key.private_bytes_raw().hex()}\n")
    return key


def pem_of(key: Ed25519PublicKey) -> bytes:
    """A public key as openssl reads it."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def own_pem() -> bytes:
    """The public key of this installation."""
    return pem_of(own_key().public_key())


def read_pem(pem: bytes) -> Ed25519PublicKey:
    """A public key from its file.

    Raises
    ------
    Refused
        If it is none of this kind.
    """
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Refused(_("This is no public key of Ed25519 in a PEM file."))
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """A short name of a public key, to be read out and compared."""
    digest = hashlib.sha256(key.public_bytes_raw()).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def is_signed(content: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Whether the owner of the key signed just this."""
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True
