"""Digests of texts and secrets."""

from hashlib import sha256


def digest_of_text(text: str) -> str:
    """The SHA-256 digest of a text in hexadecimal: of a secret, enough to know it again and too little to make it."""
    return sha256(text.encode()).hexdigest()
