"""Reading, harmonizing and checking a file that was received: work in the background, by processes with limits."""

import json
import signal
from pathlib import Path
from typing import Any

from django.core.files import File
from harmonise import errors
from harmonise.errors import HarmoniseError

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.controls import replace_controls
from palermo.core.limited_process.starting import BUSY, MEGABYTE, Limits, Unreadable, read_bytes_apart
from palermo.core.refusals import Refused
from palermo.core.scratch import scratch_folder
from palermo.core.work import background
from palermo.knowledge import finding_sentences
from palermo.knowledge.actions.checks import keep_check, refuse_unreadable
from palermo.knowledge.edition_files import check_is_as_received
from palermo.knowledge.edition_steps import note_step
from palermo.knowledge.faults import explain_fault
from palermo.knowledge.finding_sentences import Checked
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.rules.datasets import check_data_are_kept
from palermo.knowledge.states.datasets import DatasetEditionStatus, DatasetRows, StepKind

BY = "palermo work"
HARMONISING = "palermo.knowledge.harmonising"
# DuckDB reserves far more of the address space than it uses. With the worker, a check takes less than a gigabyte.
LIMITS = Limits(
    seconds=25 * 60,
    clock=25 * 60,
    memory=640 * MEGABYTE,
    answer=8 * MEGABYTE,
    space=4096 * MEGABYTE,
    files=4096 * MEGABYTE,
)
# Why a process ended that says nothing of the file: the machine is busy, or is being stopped. Then it is tried again.
NOT_OF_THE_FILE = {BUSY, *(f"it was ended by signal {each.value}" for each in (signal.SIGTERM, signal.SIGINT))}


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
        check_data_are_kept(edition)
        with scratch_folder() as folder:
            made = folder / "part-0.parquet"
            checked = _harmonise_and_check(edition, made)
            with made.open("rb") as rows:
                return keep_check(edition, rows=File(rows, made.name), checked=checked, by=by).status
    except (HarmoniseError, Refused) as error:
        if isinstance(error, Unreadable) and error.reason in NOT_OF_THE_FILE:
            raise
        edition.refresh_from_db()
        if edition.status != DatasetEditionStatus.RECEIVED:
            # Another process was faster, or its data were deleted meanwhile.
            return edition.status
        report = explain_fault(error)
        report = report._replace(technical=_without_path(edition, report.technical))
        return refuse_unreadable(edition, report=report, by=by).status


def _harmonise_and_check(edition: DatasetEdition, made: Path) -> Checked:
    check_is_as_received(edition)
    done = _work(edition, made.parent, "convert", made=str(made))
    note_step(edition, 2, StepKind.PARSED, digest=edition.file_digest, report={"rows": done["rows"]})
    note_step(edition, 3, StepKind.HARMONISED, file=made, report=done["report"])
    report = _work(edition, made.parent, "check", today=clock.today().isoformat(), most=finding_sentences.MOST_KEPT)
    return Checked(report["rows"], report["findings"], report["counts"])


def _work(edition: DatasetEdition, folder: Path, step: str, **options: object) -> dict[str, Any]:
    """What a process of its own makes of the file."""
    dataset = edition.dataset
    answer = read_bytes_apart(
        HARMONISING,
        b"",
        name=edition.file_name,
        limits=LIMITS,
        may_wait=True,
        step=step,
        file=edition.received_file.path,
        layout=dataset.layout,
        own_layout=dataset.own_layout,
        folder=str(folder),
        hides_values=dataset.rows == DatasetRows.CASES,
        **options,
    )
    result: dict[str, Any] = json.loads(answer)
    if "refused" in result:
        raise getattr(errors, result["kind"])(result["refused"], result["fault"], **result["words"])
    return result


def _without_path(edition: DatasetEdition, sentence: str) -> str:
    """A sentence of `harmonise` that names the file as its owner does."""
    sentence = replace_controls(sentence)
    return sentence.replace(edition.received_file.path, edition.file_name) if edition.received_file else sentence
