"""What the background work writes of the figures of an accepted edition."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import lock_row
from palermo.knowledge.edition_steps import note_step
from palermo.knowledge.models import DatasetEdition, EditionFigure
from palermo.knowledge.states.datasets import DatasetEditionStatus, StepKind

AT_ONCE = 1000


@transaction.atomic
def keep_figures(edition: DatasetEdition, *, figures: list[EditionFigure], left_out: int, by: Actor) -> int:
    """Keep the figures of an edition in place of those of earlier ones; gives how many.

    Nothing is kept of an edition that another one followed, nor of one whose rows were deleted meanwhile.
    """
    edition = lock_row(edition, "dataset")
    later = edition.dataset.editions.filter(number__gt=edition.number, steps__kind=StepKind.FIGURES)
    if edition.status != DatasetEditionStatus.ACCEPTED or not edition.rows_file or later.exists():
        return 0
    EditionFigure.objects.filter(edition__dataset=edition.dataset_id).delete()
    EditionFigure.objects.bulk_create(figures, batch_size=AT_ONCE)
    report = {"figures": len(figures), "left_out": left_out}
    note_step(edition, 5, StepKind.FIGURES, digest=edition.digest, report=report)
    record("dataset_edition.figures_read", edition.dataset, by=by, edition=edition.number, **report)
    return len(figures)
