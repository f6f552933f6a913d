"""Which keys the installation uses: noted at their first use, and changed by one command alone."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import InstallationKey
from palermo.audit.actions import record
from palermo.core import clock


@transaction.atomic
def note_key(name: str, fingerprint: str, *, by: Actor) -> str:
    """Note a key at its first use; gives the fingerprint of the one that was noted first."""
    noted, is_new = InstallationKey.objects.get_or_create(name=name, defaults={"fingerprint": fingerprint})
    if is_new:
        record("installation_key.noted", noted, by=by, key=name, fingerprint=fingerprint)
    return noted.fingerprint


@transaction.atomic
def begin_key(name: str, fingerprint: str, *, by: Actor) -> InstallationKey:
    """From now on another key is the right one."""
    noted = InstallationKey.objects.select_for_update().filter(name=name).first() or InstallationKey(name=name)
    before, noted.fingerprint, noted.since = noted.fingerprint, fingerprint, clock.now()
    noted.save()
    record("installation_key.begun", noted, by=by, key=name, fingerprint=fingerprint, before=before)
    return noted
