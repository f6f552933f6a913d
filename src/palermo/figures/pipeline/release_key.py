"""The key that signs releases and seals what they do not show: a file of the data folder, and nothing else.

It is another one than the key that signs bundles and badges: that one can be begun anew, but without this one no
release can be made any more, since what was sealed with it cannot be opened.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from disclosure.errors import DisclosureError
from disclosure.release import Signer
from disclosure.release.signing import fingerprint
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from palermo.accounts.actions.keys import note_key
from palermo.accounts.models import InstallationKey
from palermo.core.file_cache import keep_once
from palermo.core.refusals import Refused

RELEASE_KEY = "release-key"
FIRST_USE = "first use of the release key"
LOST = gettext_noop(
    "The release key %(path)s is missing. Restore it from a backup: without it no figures can be released any more in "
    "the registers that were started with it."
)
ANOTHER = gettext_noop(
    "%(path)s contains another release key than the one in use: found %(found)s, expected %(expected)s. Restore the "
    "right one from a backup."
)


def release_signer() -> Signer:
    """The key of this installation, made and noted when it is first asked for, readable by its owner alone.

    Raises
    ------
    Refused
        If the file that should hold it is missing, or does not hold the key that was used here before.
    disclosure.errors.InvalidData
        If the file holds something else.
    """
    path = Path(settings.PALERMO_RELEASE_KEY)
    noted = _noted_fingerprint()
    if not path.exists():
        if noted:
            raise Refused(_(LOST) % {"path": path})
        keep_once(path, _new_seed())
    signer = Signer.read(path)
    mark = fingerprint(signer.public_key)
    noted = noted or note_key(RELEASE_KEY, mark, by=FIRST_USE)
    if noted != mark:
        raise Refused(_(ANOTHER) % {"path": path, "found": mark, "expected": noted})
    return signer


def find_release_key_faults() -> list[str]:
    """What is wrong with the key that was used here before, in a sentence; nothing where none was used yet."""
    path, noted = Path(settings.PALERMO_RELEASE_KEY), _noted_fingerprint()
    if not noted:
        return []
    if not path.exists():
        return [LOST % {"path": path}]
    try:
        mark = fingerprint(Signer.read(path).public_key)
    except DisclosureError as error:
        return [str(error)]
    return [] if mark == noted else [ANOTHER % {"path": path, "found": mark, "expected": noted}]


def _noted_fingerprint() -> str:
    return InstallationKey.objects.filter(name=RELEASE_KEY).values_list("fingerprint", flat=True).first() or ""


def _new_seed() -> bytes:
    return f"{Ed25519PrivateKey.generate().private_bytes_raw().hex()}\n".encode()
