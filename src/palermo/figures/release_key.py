"""The key that signs releases and seals what they do not show: a file of the data folder, and nothing else.

It is another one than the key that signs bundles and badges: that one can be begun anew, but without this one no
release can be made any more, since what was sealed with it cannot be opened.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from disclosure.release import Signer
from django.conf import settings

from palermo.core.kept_files import keep_once


def release_signer() -> Signer:
    """The key of this installation, made when it is first asked for, readable by its owner alone.

    Raises
    ------
    disclosure.errors.InvalidData
        If the file holds something else.
    """
    path = Path(settings.PALERMO_RELEASE_KEY)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        keep_once(path, _new_seed())
    return Signer.read(path)


def _new_seed() -> bytes:
    return f"{Ed25519PrivateKey.generate().private_bytes_raw().hex()}\n".encode()
