"""What the background work writes of an edition: its steps, what was found in it, or why it cannot be read."""

from collections import defaultdict
from hashlib import sha256
from typing import Any

from django.core.files import File
from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.audit.file_refusals import keep_refusal
from palermo.core import clock
from palermo.core.rows import lock_row
from palermo.knowledge.edition_files import delete_files
from palermo.knowledge.edition_steps import note_step
from palermo.knowledge.faults import FaultReport
from palermo.knowledge.finding_sentences import Checked
from palermo.knowledge.models import DatasetEdition, Finding
from palermo.knowledge.notices.datasets import notify_of_returned
from palermo.knowledge.queries.datasets import previous_edition
from palermo.knowledge.rules import datasets as rules
from palermo.knowledge.states.datasets import DatasetEditionStatus, FindingStatus, StepKind

AT_ONCE = 500


@transaction.atomic
def keep_check(edition: DatasetEdition, *, rows: File, checked: Checked, by: Actor) -> DatasetEdition:
    """Keep the rows and what was found in them; what the edition before had and this one has not is corrected."""
    edition = lock_row(edition, "dataset__source")
    rules.check_can_finish_check(by, edition, DatasetEditionStatus.CHECKED)
    rules.check_data_are_kept(edition)
    edition.digest = _digest_of(rows)
    edition.rows_file.save(rows.name or "part-0.parquet", rows, save=False)
    try:
        edition.status, edition.row_count = DatasetEditionStatus.CHECKED, checked.row_count
        edition.counts = checked.counts
        edition.save()
        kept = [Finding(edition=edition, number=number, **each) for number, each in enumerate(checked.findings, 1)]
        corrected = _compare(edition, kept)
        Finding.objects.bulk_create(kept, batch_size=AT_ONCE)
        note_step(edition, 4, StepKind.CHECKED, digest=edition.digest, report={"counts": edition.counts})
        record(
            "dataset_edition.checked",
            edition.dataset,
            by=by,
            edition=edition.number,
            rows=edition.row_count,
            digest=edition.digest,
            findings=sum(edition.counts.values()),
            corrected=corrected,
        )
    except BaseException:
        edition.rows_file.delete(save=False)
        raise
    return edition


@transaction.atomic
def refuse_unreadable(edition: DatasetEdition, *, report: FaultReport, by: Actor) -> DatasetEdition:
    """Return a file that cannot be read, or is not in the layout of its dataset; no file of it is kept.

    What is on record for good says which rule it breaks; what quotes the file is kept for its source, for a while.
    """
    edition = lock_row(edition, "dataset__source")
    rules.check_can_finish_check(by, edition, DatasetEditionStatus.REFUSED)
    edition.steps.filter(position__gt=1).delete()
    edition.status, edition.reason, edition.decided_on = DatasetEditionStatus.REFUSED, report.reason, clock.today()
    delete_files(edition)
    edition.save()
    if report.technical or report.quoting != report.reason:
        keep_refusal(edition, report.quoting, technical=report.technical)
    record(
        "dataset_edition.unreadable",
        edition.dataset,
        by=by,
        edition=edition.number,
        rule=report.rule,
        digest=edition.file_digest,
    )
    notify_of_returned.enqueue(edition.pk)
    return edition


def _compare(edition: DatasetEdition, kept: list[Finding]) -> int:
    """Mark as corrected what was found in the edition before and is gone; give how many.

    The same finding in the same row keeps its explanation. Where a row has moved, what was found is enough.
    """
    earlier = previous_edition(edition)
    if earlier is None:
        return 0
    now = defaultdict(list)
    for finding in kept:
        now[_signature(finding)].append(finding)
    gone = []
    for group in _by_signature(earlier).values():
        here = now[_signature(group[0])]
        rows = {finding.row: finding for finding in here}
        moved = [each for each in group if each.row not in rows]
        for each in group:
            if each.row in rows and each.status == FindingStatus.EXPLAINED:
                _carry_over(each, rows[each.row])
        still = len(here) - (len(group) - len(moved))
        gone += [each for each in moved[max(still, 0) :] if each.status == FindingStatus.OPEN]
    # Of a rule that has more findings than are kept, it is not known which are gone.
    known = {rule for rule, count in edition.counts.items() if count == sum(each.rule == rule for each in kept)}
    gone = [each for each in gone if each.rule in known or each.rule not in edition.counts]
    # What was explained in the meantime keeps its explanation.
    still_open = Finding.objects.filter(pk__in=[each.pk for each in gone], status=FindingStatus.OPEN)
    return still_open.update(status=FindingStatus.CORRECTED, decided_on=clock.today())


def _by_signature(edition: DatasetEdition) -> dict[object, list[Finding]]:
    groups = defaultdict(list)
    for finding in edition.findings.order_by("number"):
        groups[_signature(finding)].append(finding)
    return groups


def _signature(finding: Finding) -> object:
    """What makes two findings in two editions the same, wherever the row has moved."""
    details: dict[str, Any] = finding.details
    return finding.rule, finding.column, details.get("found"), tuple(sorted(details.get("words", {}).items()))


def _carry_over(earlier: Finding, finding: Finding) -> None:
    finding.status, finding.explanation = FindingStatus.EXPLAINED, earlier.explanation
    finding.decided_on = earlier.decided_on


def _digest_of(file: File) -> str:
    digest = sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()
