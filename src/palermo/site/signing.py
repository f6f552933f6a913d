"""This installation’s signature: Ed25519, by a key that is stored in the data folder and nowhere else."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from palermo.accounts.actions.keys import note_key
from palermo.accounts.models import InstallationKey
from palermo.core.file_cache import keep_once
from palermo.core.refusals import Refused
from palermo.core.signatures import fingerprint, pem_of

SEED_LENGTH = 32
SIGNING_KEY = "signing-key"
FIRST_USE = "first use of the signing key"
LOST = gettext_noop(
    "The signing key %(path)s is missing. Restore it from a backup, or start a new one with `palermo key "
    "begin signing-key`: earlier signatures are then verified with the old public key only."
)
ANOTHER = gettext_noop(
    "%(path)s contains another signing key than the one in use: found %(found)s, expected %(expected)s. "
    "Restore the right one from a backup, or use this one from now on with `palermo key begin signing-key`."
)


def own_key() -> Ed25519PrivateKey:
    """The key of this installation, made and noted when it is first asked for, readable by its owner alone.

    Refused if the file that should hold it holds something else, or not the key that was used here before.
    """
    path = Path(settings.PALERMO_SIGNING_KEY)
    key = key_in(path)
    noted = InstallationKey.objects.filter(name=SIGNING_KEY).values_list("fingerprint", flat=True).first()
    if key is None:
        if noted:
            raise Refused(_(LOST) % {"path": path})
        key = new_key(path)
    mark = fingerprint(key.public_key())
    noted = noted or note_key(SIGNING_KEY, mark, by=FIRST_USE)
    if noted != mark:
        raise Refused(_(ANOTHER) % {"path": path, "found": mark, "expected": noted})
    return key


def key_in(path: Path) -> Ed25519PrivateKey | None:
    """The key that a file holds; None where there is no file. Refused if it holds something else."""
    try:
        seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except ValueError:
        seed = b""
    if len(seed) != SEED_LENGTH:
        raise Refused(_("%(path)s is not a signing key: expected 64 hexadecimal digits.") % {"path": path})
    return Ed25519PrivateKey.from_private_bytes(seed)


def new_key(path: Path) -> Ed25519PrivateKey:
    """Make a key; of two processes that do so at once, one does, and both have its key."""
    seed = Ed25519PrivateKey.generate().private_bytes_raw()
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keep_once(path, f"{seed.hex()}\n".encode()).decode()))


def own_pem() -> bytes:
    """The public key of this installation."""
    return pem_of(own_key().public_key())
