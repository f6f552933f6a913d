"""What officers do with the masked figures of a source that can be computed."""

from django.db import transaction

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.figures.models import Release
from palermo.figures.notices.sources import notify_source
from palermo.figures.rules.republications import check_may_write_to_source


@transaction.atomic
def write_to_source(release: Release, *, by: User) -> Release:
    """Let those who act for the source know that there is a list for them."""
    check_may_write_to_source(by, release)
    record("release.source_informed", release, by=by)
    notify_source.enqueue(release.pk)
    return release
