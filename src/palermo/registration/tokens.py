"""What the code of a badge says, signed so that it can be checked without a network (decision 0007).

Eighteen bytes and an Ed25519 signature over them, written in base 32: 132 capital letters and digits, which a QR code
holds in its most compact way. No name, no State, nothing that is not printed on the badge.
"""

import base64
import binascii
import struct
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from palermo.registration.states import ParticipantCategory

VERSION = 1
# Before what is signed, so that no signature made for another purpose is one of a badge.
DOMAIN = b"palermo badge\x00"
# Version, event, number, issue, category, first day, days after it.
FORM = struct.Struct(">B8sIBBHB")
SIGNATURE = 64
EPOCH = date(2000, 1, 1)
# The place of a category here is its number in a token: only ever added to.
CATEGORIES = (
    ParticipantCategory.DELEGATION,
    ParticipantCategory.ORGANISATION,
    ParticipantCategory.SPEAKER,
    ParticipantCategory.MEDIA,
    ParticipantCategory.STAFF,
)


class Claims(NamedTuple):
    """What a badge says: which participant of which event, which badge of theirs, on which days it holds."""

    event: str
    number: int
    issue: int
    category: str
    valid_from: date
    valid_until: date


def event_mark(slug: str) -> str:
    """An event as tokens name it, in hexadecimal."""
    return sha256(slug.encode()).digest()[:8].hex()


def signing_key(slug: str) -> Ed25519PrivateKey:
    """The key of an event's badges, made from the installation's own secret: it is stored nowhere."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"palermo badges of " + slug.encode())
    return Ed25519PrivateKey.from_private_bytes(derived.derive(settings.SECRET_KEY.encode()))


def public_half(key: Ed25519PrivateKey) -> str:
    """The public key, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def sign_token(claims: Claims, key: Ed25519PrivateKey) -> str:
    """The token of a badge; the same claims give the same token."""
    payload = FORM.pack(
        VERSION,
        bytes.fromhex(claims.event),
        claims.number,
        claims.issue,
        CATEGORIES.index(ParticipantCategory(claims.category)) + 1,
        (claims.valid_from - EPOCH).days,
        (claims.valid_until - claims.valid_from).days,
    )
    return base64.b32encode(payload + key.sign(DOMAIN + payload)).decode().rstrip("=")


def verify_token(token: str, public_keys: Iterable[str]) -> Claims | None:
    """What a token says, where one of the keys signed it; None where it is no token, or nobody's of these."""
    raw = _raw(token)
    if raw is None:
        return None
    payload, signature = raw[: FORM.size], raw[FORM.size :]
    return _claims(payload) if any(_holds(key, signature, payload) for key in public_keys) else None


def _raw(token: str) -> bytes | None:
    try:
        raw = base64.b32decode(token + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    # What is written otherwise than we write it is not ours: one badge has one token.
    is_ours = len(raw) == FORM.size + SIGNATURE and base64.b32encode(raw).decode().rstrip("=") == token
    return raw if is_ours and raw[0] == VERSION else None


def _holds(key: str, signature: bytes, payload: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, DOMAIN + payload)
    except (InvalidSignature, ValueError):
        return False
    return True


def _claims(payload: bytes) -> Claims | None:
    _version, event, number, issue, category, first, length = FORM.unpack(payload)
    if not 1 <= category <= len(CATEGORIES):
        return None
    begins = EPOCH + timedelta(days=first)
    return Claims(event.hex(), number, issue, CATEGORIES[category - 1], begins, begins + timedelta(days=length))
