"""Public keys and the signatures of their owners: Ed25519. Nothing here needs an installation."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from palermo.core.refusals import Refused


def pem_of(key: Ed25519PublicKey) -> bytes:
    """A public key as openssl reads it."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_pem(pem: bytes) -> Ed25519PublicKey:
    """A public key from its file. Refused if it is none of this kind."""
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Refused("This is not an Ed25519 public key in a PEM file.")
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
