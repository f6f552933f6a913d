"""What is prepared of a release lies in a folder of its own, with true figures, and no longer than it is needed."""

import shutil
from functools import partial

from django.db import transaction

from palermo.figures.models import Release
from palermo.figures.places import draft_folder


def delete_prepared(release: Release) -> None:
    """Delete what was prepared of a release once this transaction is committed."""
    transaction.on_commit(partial(shutil.rmtree, draft_folder(release), ignore_errors=True))
