"""Deleting an edition that identifies persons: its files, what was read from them, and what is quoted of them."""

from collections.abc import Collection

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import lock_row, next_number
from palermo.knowledge.edition_files import delete_files, forget_quotations
from palermo.knowledge.edition_steps import note_step
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.reasons import IDENTIFIED_PERSONS, in_all_languages
from palermo.knowledge.rules import datasets as rules
from palermo.knowledge.states.datasets import DatasetEditionStatus, StepKind


@transaction.atomic
def purge_edition(edition: DatasetEdition, *, columns: Collection[int], by: Actor) -> DatasetEdition:
    """Delete an edition whose columns identify persons, down to its record: digests, counts, the reason and the day.

    `columns` are numbers; the log holds these and no heading. What awaited a decision is returned.
    """
    rules.check_may_purge(by)
    edition = lock_row(edition, "dataset")
    delete_files(edition)
    if edition.status in {DatasetEditionStatus.RECEIVED, DatasetEditionStatus.CHECKED}:
        edition.status, edition.decided_on = DatasetEditionStatus.REFUSED, clock.today()
        edition.reason = in_all_languages(lambda: str(IDENTIFIED_PERSONS))
    forget_quotations(edition)
    edition.steps.exclude(kind=StepKind.PURGED).update(report={})
    number = next_number(edition.steps, "position")
    note_step(edition, number, StepKind.PURGED, digest=edition.file_digest, report={"columns": sorted(columns)})
    edition.save()
    record(
        "dataset_edition.purged",
        edition.dataset,
        by=by,
        edition=edition.number,
        digest=edition.file_digest,
        columns=sorted(columns),
        rows=edition.row_count,
    )
    return edition
