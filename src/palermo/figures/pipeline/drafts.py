"""What is prepared of a release lies in a folder of its own, with true figures, and no longer than it is needed."""

import shutil
from functools import partial

from django.db import transaction

from palermo.figures.models import Release
from palermo.figures.pipeline.draft_files import COUNTS, PARAMETERS, PREPARED, ROWS, digest_of
from palermo.figures.pipeline.places import draft_folder, source_list_path
from palermo.figures.states.releases import ReleaseKind

# Under which name the loss of a release has the digest of the files that it tells of.
DIGEST = "prepared"


def has_prepared(release: Release) -> bool:
    """Whether the files that were prepared are there, as they were when the release was prepared."""
    noted = release.loss.get(DIGEST, "")
    return bool(noted) and digest_of(draft_folder(release), prepared_files(release)) == noted


def prepared_files(release: Release) -> tuple[str, ...]:
    """The files that approvers see and the gate signs, by the kind of the release."""
    drawn = {ReleaseKind.NOISY: (COUNTS, PARAMETERS), ReleaseKind.SYNTHETIC: (ROWS, PARAMETERS)}
    return drawn.get(ReleaseKind(release.kind), PREPARED)


def delete_prepared(release: Release) -> None:
    """Delete what was prepared of a release once this transaction is committed."""
    transaction.on_commit(partial(shutil.rmtree, draft_folder(release), ignore_errors=True))


def delete_source_list(release: Release) -> None:
    """Delete the list for the source of a republication that is given up, once this transaction is committed."""
    transaction.on_commit(partial(source_list_path(release).unlink, missing_ok=True))
