"""Words that only this installation reads: sealed by a key that is derived from its secret key, and kept nowhere."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(words: str, purpose: str) -> str:
    """Encrypt words; what is sealed for one purpose does not open for another."""
    return _cipher(purpose).encrypt(words.encode()).decode()


def unseal(sealed: str, purpose: str) -> str | None:
    """The words again; None for what was changed, or was sealed with a secret key that is no longer in use."""
    try:
        return _cipher(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _cipher(purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"palermo: {purpose}".encode())
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
