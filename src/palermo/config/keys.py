"""The keys of an installation: those that sign sessions and badges, bundles, and releases of figures."""

import hashlib
import hmac
import os
from pathlib import Path

from django.conf import settings

from palermo.accounts.actions.keys import begin_key, note_key
from palermo.accounts.models import InstallationKey
from palermo.config import environment
from palermo.config.environment import KEY_FILE
from palermo.core import clock
from palermo.core.file_cache import keep_once
from palermo.core.refusals import Refused
from palermo.core.signatures import fingerprint
from palermo.figures.pipeline.release_key import find_release_key_faults
from palermo.site.signing import ANOTHER, LOST, SIGNING_KEY, key_in, new_key

SECRET_KEY = KEY_FILE
VARIABLE = "PALERMO_SECRET_KEY"
PURPOSE = b"palermo: fingerprint of the secret key"


def secret_fingerprint(key: str) -> str:
    """Distinguishes secret keys without revealing any."""
    return hmac.digest(key.encode(), PURPOSE, hashlib.sha256).hex()[:32]


def note_secret_key(by: str) -> None:
    """Note with which secret key this installation began."""
    note_key(SECRET_KEY, secret_fingerprint(settings.SECRET_KEY), by=by)


def find_key_faults() -> list[str]:
    """In a sentence each: keys that are lost or are not the ones in use here, and what to do."""
    noted = dict(InstallationKey.objects.values_list("name", "fingerprint"))
    faults = [*_secret_faults(noted.get(SECRET_KEY)), *_signing_faults(noted.get(SIGNING_KEY))]
    return [*faults, *find_release_key_faults()]


def _secret_faults(noted: str | None) -> list[str]:
    current = secret_fingerprint(settings.SECRET_KEY)
    if noted in {None, current}:
        return []
    return [
        f"The secret key has changed: found {current}, expected {noted}. All users have been signed out, and existing "
        f"badges are no longer valid. Restore {SECRET_KEY} or {VARIABLE} from a backup, or keep the present key with "
        "`palermo key begin secret-key`."
    ]


def _signing_faults(noted: str | None) -> list[str]:
    path = Path(settings.PALERMO_SIGNING_KEY)
    try:
        key = key_in(path)
    except Refused as refusal:
        return [str(refusal)]
    if noted is None:
        return []
    if key is None:
        return [LOST % {"path": path}]
    current = fingerprint(key.public_key())
    return [] if current == noted else [ANOTHER % {"path": path, "found": current, "expected": noted}]


def begin_signing_key(by: str) -> str:
    """Use another key from now on: the one that lies there, if it is another, else a new one. Gives its fingerprint."""
    path = Path(settings.PALERMO_SIGNING_KEY)
    noted = InstallationKey.objects.filter(name=SIGNING_KEY).first()
    key = key_in(path)
    if key is not None and noted is not None and fingerprint(key.public_key()) == noted.fingerprint:
        _lay_aside(path)
        key = None
    mark = fingerprint((key or new_key(path)).public_key())
    begin_key(SIGNING_KEY, mark, by=by)
    return mark


def begin_secret_key(by: str) -> str:
    """Use another key from now on: the one that was set or lies there, if it is another, else a new one.

    Refused if it is set in the environment, where no command can change it.
    """
    noted = InstallationKey.objects.filter(name=SECRET_KEY).first()
    mark = secret_fingerprint(settings.SECRET_KEY)
    if noted is not None and noted.fingerprint == mark:
        if environment.text(VARIABLE):
            raise Refused(
                f"{VARIABLE} contains the key in use. Set it to a new key first, then run this command again."
            )
        path = Path(settings.DATA) / SECRET_KEY
        _lay_aside(path)
        mark = secret_fingerprint(environment.secret_key(Path(settings.DATA)))
    begin_key(SECRET_KEY, mark, by=by)
    return mark


def _lay_aside(path: Path) -> None:
    """Keep an old key, so that what it signed can still be verified where its public half was not kept."""
    content, number = path.read_bytes(), 0
    while True:
        aside = path.with_name(f"{path.name}.until-{clock.today().isoformat()}{f'-{number}' if number else ''}")
        if keep_once(aside, content) == content:
            break
        number += 1
    os.unlink(path)
