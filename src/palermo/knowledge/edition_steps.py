"""The steps by which an edition is made, noted as the background work does them: a reader sees how far it is."""

from collections.abc import Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from django.db import transaction
from harmonise.version import package_version

from palermo.core import clock
from palermo.knowledge.models import DatasetEdition, EditionStep
from palermo.knowledge.states.datasets import StepKind


@transaction.atomic
def note_step(
    edition: DatasetEdition,
    position: int,
    kind: StepKind,
    *,
    digest: str = "",
    file: Path | None = None,
    report: Mapping[str, object],
) -> None:
    """Note a step that is done, so that a reader sees how far the work is; one of an earlier attempt is replaced."""
    if file is not None:
        with file.open("rb") as content:
            digest = file_digest(content, sha256).hexdigest()
    fields = {
        "kind": kind,
        "version": f"harmonise {package_version()}",
        "digest": digest,
        "report": dict(report),
        "done_at": clock.now(),
    }
    EditionStep.objects.update_or_create(edition=edition, position=position, defaults=fields)
