"""Signing with Ed25519, by the optional package cryptography."""

import hashlib
import hmac
import importlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from disclosure.errors import InvalidData, MissingExtra

ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class Signer:
    """A private key, as its 32 bytes; never printed."""

    _seed: bytes

    def __repr__(self) -> str:
        return f"Signer({fingerprint(self.public_key)})"

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Make a key and keep it in a file that only its owner may read; a file that is there is never replaced."""
        key = _ed25519().Ed25519PrivateKey.generate()
        seed = key.private_bytes_raw()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise InvalidData(f"{path} exists already and is not replaced: name another file for a new key.") from None
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(seed.hex() + "\n")
        return cls(seed)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a key from the file that `create` made."""
        text = Path(path).read_text(encoding="ascii", errors="replace").strip()
        try:
            seed = bytes.fromhex(text)
        except ValueError:
            seed = b""
        if len(seed) != 32:
            raise InvalidData(f"{path} is not a signing key: 64 hexadecimal digits were expected.")
        return cls(seed)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes by which anybody can check a signature."""
        return bytes(_ed25519().Ed25519PrivateKey.from_private_bytes(self._seed).public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """The signature; the same data always gets the same one."""
        return bytes(_ed25519().Ed25519PrivateKey.from_private_bytes(self._seed).sign(data))

    def seal(self, data: bytes, context: str) -> bytes:
        """Encrypt what only the owner of the key may read again, and only in the same context."""
        return bytes(self._cipher().encrypt(data, [context.encode()]))

    def unseal(self, data: bytes, context: str) -> bytes:
        """Decrypt what `seal` encrypted; another key, another context or a changed byte is refused."""
        invalid = importlib.import_module("cryptography.exceptions").InvalidTag
        try:
            return bytes(self._cipher().decrypt(data, [context.encode()]))
        except (ValueError, invalid):
            raise InvalidData(
                f"What was sealed for {context} cannot be opened: it was sealed with another key than "
                f"{fingerprint(self.public_key)}, or was changed."
            ) from None

    def _cipher(self) -> Any:
        _ed25519()
        key = hmac.digest(self._seed, b"disclosure: sealed cells", "sha512")
        return importlib.import_module("cryptography.hazmat.primitives.ciphers.aead").AESSIV(key)


def is_signed(data: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the owner of the key signed just this."""
    try:
        _ed25519().Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (ValueError, importlib.import_module("cryptography.exceptions").InvalidSignature):
        return False
    return True


def fingerprint(public_key: bytes) -> str:
    """A short name of a public key to be read out and compared."""
    text = hashlib.sha256(public_key).hexdigest()[:32]
    return " ".join(text[i : i + 4] for i in range(0, 32, 4))


def _ed25519() -> Any:
    if importlib.util.find_spec("cryptography") is None:
        raise MissingExtra(
            "Signatures are made and checked by the package cryptography, which is not installed: "
            "pip install 'disclosure[signing]'."
        )
    return importlib.import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
