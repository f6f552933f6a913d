"""Reading, harmonizing and checking a file that was received: work in the background.

`harmonise` loads DuckDB when a function is first called: only who does this work pays for it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import harmonise
from django.core.files import File
from harmonise.errors import FAULTS, HarmoniseError

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.work import background
from palermo.knowledge.actions.checks import keep_check, refuse_unreadable
from palermo.knowledge.edition_steps import note_step
from palermo.knowledge.faults import kind_of, sentences_on
from palermo.knowledge.found import MOST_KEPT, Checked, findings_of
from palermo.knowledge.layouts import layout_of
from palermo.knowledge.losses import loss_report
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.states.datasets import DatasetEditionStatus, DatasetRows, StepKind

BY = "palermo work"


@background
def check_edition(edition_id: int) -> str:
    """Check an edition that was received; gives what became of it."""
    return check_received(edition_id, by=BY)


def check_received(edition_id: int, *, by: Actor) -> str:
    """Read, harmonize and check a file, once; what cannot be read is returned with the reason, and nothing is kept.

    Where it was stopped halfway, it begins anew.
    """
    edition = DatasetEdition.objects.select_related("dataset__source").get(pk=edition_id)
    if edition.status != DatasetEditionStatus.RECEIVED:
        return edition.status
    try:
        with TemporaryDirectory(prefix="palermo-") as folder:
            made = Path(folder, "part-0.parquet")
            checked = _harmonise_and_check(edition, made)
            with made.open("rb") as rows:
                return keep_check(edition, rows=File(rows, made.name), checked=checked, by=by).status
    except (HarmoniseError, Refused) as error:
        fault, kind = _without_path(edition, str(error)), kind_of(error)
        reason = sentences_on(kind, getattr(error, "words", {}))
        technical = "" if kind in FAULTS else fault
        return refuse_unreadable(edition, reason=reason, fault=fault, technical=technical, by=by).status


def _harmonise_and_check(edition: DatasetEdition, made: Path) -> Checked:
    layout, file = layout_of(edition.dataset), Path(edition.received_file.path)
    hides_values = edition.dataset.rows == DatasetRows.CASES
    done = harmonise.convert_file(file, layout, made)
    note_step(edition, 2, StepKind.PARSED, digest=edition.file_digest, report={"rows": done.rows})
    report = loss_report(done, hides_values=hides_values)
    note_step(edition, 3, StepKind.HARMONISED, file=made, report=report)
    found = harmonise.check_file(file, layout, today=clock.today(), listed=MOST_KEPT)
    return Checked(found.rows, findings_of(found, hides_values=hides_values), found.by_rule())


def _without_path(edition: DatasetEdition, sentence: str) -> str:
    """A sentence of `harmonise` that names the file as its owner does."""
    return sentence.replace(edition.received_file.path, edition.file_name) if edition.received_file else sentence
