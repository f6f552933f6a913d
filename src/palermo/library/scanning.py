"""Asks a program of the installation's whether a file carries something harmful, before the library takes it."""

import logging
import shlex
import subprocess

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.core.scratch import scratch_folder

log = logging.getLogger(__name__)
MOST_SECONDS = 120
CLEAN, INFECTED = 0, 1


def check_scanned(content: bytes, name: str) -> None:
    """Refuse a file in which the program that PALERMO_FILE_SCAN names finds something, or which it cannot judge."""
    if not settings.PALERMO_FILE_SCAN:
        return
    answer = _answer(content)
    if answer == INFECTED:
        raise Refused(_("“%(name)s” contains harmful content and was rejected.") % {"name": name})
    if answer != CLEAN:
        raise Refused(
            _("“%(name)s” could not be checked for harmful content. Try again later, or contact the administrator.")
            % {"name": name}
        )


def _answer(content: bytes) -> int | None:
    """What the program says of the content; None where it did not come to an end."""
    with scratch_folder() as folder:
        path = folder / "file"
        path.write_bytes(content)
        try:
            # The command is the installation's own setting; the path is ours, and no shell reads it.
            command = [*shlex.split(settings.PALERMO_FILE_SCAN), str(path)]
            done = subprocess.run(  # noqa: S603
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=MOST_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            log.error("PALERMO_FILE_SCAN did not answer: %s", error)
            return None
    if done.returncode not in {CLEAN, INFECTED}:
        log.error("PALERMO_FILE_SCAN ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[:500])
    return done.returncode
