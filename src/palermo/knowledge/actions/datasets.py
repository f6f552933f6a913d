"""What is done to datasets and their editions."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import PurePath

from django.core.files import File
from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.audit.file_refusals import delete_refusals_of
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.knowledge.checking import check_edition
from palermo.knowledge.edition_figures import read_figures_of
from palermo.knowledge.edition_files import delete_files, forget_quotations
from palermo.knowledge.layouts import layout_of
from palermo.knowledge.looking_through import look_through
from palermo.knowledge.models import Agreement, Dataset, DatasetEdition, EditionStep, Finding
from palermo.knowledge.notices.datasets import notify_of_returned
from palermo.knowledge.reasons import NOT_KEPT, in_all_languages
from palermo.knowledge.rules import datasets as rules
from palermo.knowledge.states.datasets import DatasetEditionStatus, DatasetRows, FindingStatus, StepKind


@transaction.atomic
def add_dataset(dataset: Dataset, *, by: Actor) -> Dataset:
    """Record a dataset of a source; its layout says whether its rows are cases or figures."""
    rules.check_may_keep_datasets(by, dataset.source)
    dataset.rows = DatasetRows(layout_of(dataset).rows)
    dataset.slug = dataset.slug or free_slug(Dataset, dataset.title, "dataset")
    insert_row(dataset)
    record("dataset.added", dataset, by=by, source=dataset.source.slug, layout=dataset.layout)
    return dataset


@transaction.atomic
def change_dataset(dataset: Dataset, *, values: Mapping[str, object], by: Actor) -> Dataset:
    """Edit what is written of a dataset; a changed layout holds for the editions to come."""
    dataset = lock_row(dataset, "source")
    rules.check_may_change_dataset(by, dataset)
    set_values(dataset, values)
    dataset.rows = DatasetRows(layout_of(dataset).rows)
    save_row(dataset)
    record("dataset.changed", dataset, by=by, layout=dataset.layout, audience=dataset.audience)
    return dataset


def hand_in_edition(
    dataset: Dataset,
    *,
    file: File,
    agreement: Agreement,
    covers_from: date | None = None,
    covers_until: date | None = None,
    by: Actor,
) -> DatasetEdition:
    """Receive a file as the next edition of a dataset; it is checked in the background."""
    file = look_through(file, dataset)
    with transaction.atomic():
        edition = receive_edition(
            dataset, file=file, agreement=agreement, covers_from=covers_from, covers_until=covers_until, by=by
        )
        check_edition.enqueue(edition.pk)
    return edition


def receive_edition(
    dataset: Dataset,
    *,
    file: File,
    agreement: Agreement,
    covers_from: date | None = None,
    covers_until: date | None = None,
    by: Actor,
) -> DatasetEdition:
    """As `hand_in_edition`, for what checks the edition itself."""
    file = look_through(file, dataset)
    return _receive(dataset, file=file, agreement=agreement, covers_from=covers_from, covers_until=covers_until, by=by)


@transaction.atomic
def _receive(
    dataset: Dataset,
    *,
    file: File,
    agreement: Agreement,
    covers_from: date | None,
    covers_until: date | None,
    by: Actor,
) -> DatasetEdition:
    dataset = lock_row(dataset, "source")
    digest = _digest_of(file)
    rules.check_can_hand_in(
        by, dataset, agreement=agreement, covers_from=covers_from, covers_until=covers_until, digest=digest
    )
    name = PurePath((file.name or "data").replace("\\", "/")).name[-200:]
    edition = DatasetEdition(
        dataset=dataset,
        number=max(dataset.editions.values_list("number", flat=True), default=0) + 1,
        agreement=agreement,
        received_on=clock.today(),
        covers_from=covers_from,
        covers_until=covers_until,
        file_name=name,
        file_digest=digest,
        bytes=file.size,
    )
    edition.full_clean()
    edition.received_file.save(f"received{PurePath(name).suffix.lower()}", file, save=False)
    try:
        edition.save(force_insert=True)
        EditionStep.objects.create(
            edition=edition,
            position=1,
            kind=StepKind.RECEIVED,
            digest=digest,
            report={"bytes": edition.bytes},
            done_at=clock.now(),
        )
        record(
            "dataset_edition.received",
            dataset,
            by=by,
            edition=edition.number,
            agreement=agreement.slug,
            digest=digest,
        )
    except BaseException:
        edition.received_file.delete(save=False)
        raise
    return edition


@transaction.atomic
def accept_edition(edition: DatasetEdition, *, by: Actor) -> DatasetEdition:
    """Accept an edition: from now on the readers of the dataset see it."""
    edition = lock_row(edition, "dataset__source", "agreement")
    rules.check_may_accept_edition(by, edition)
    edition.status, edition.decided_on = DatasetEditionStatus.ACCEPTED, clock.today()
    edition.save()
    record("dataset_edition.accepted", edition.dataset, by=by, edition=edition.number, digest=edition.digest)
    read_figures_of.enqueue(edition.pk)
    return edition


@transaction.atomic
def return_edition(edition: DatasetEdition, *, reason: MultilingualText, by: Actor) -> DatasetEdition:
    """Return an edition to its source, with the reason: its files are deleted, a corrected one is the next edition."""
    edition = lock_row(edition, "dataset__source", "agreement")
    rules.check_can_return_edition(by, edition, reason)
    edition.status, edition.reason, edition.decided_on = DatasetEditionStatus.REFUSED, reason, clock.today()
    delete_files(edition)
    edition.save()
    record("dataset_edition.returned", edition.dataset, by=by, edition=edition.number, reason=dict(reason))
    notify_of_returned.enqueue(edition.pk)
    return edition


@transaction.atomic
def explain_finding(finding: Finding, *, explanation: str, by: Actor) -> DatasetEdition:
    """Explain one finding: why what was found is right, or cannot be corrected."""
    finding = lock_row(finding, "edition__dataset__source")
    rules.check_may_explain_finding(by, finding)
    rules.check_has_explanation(explanation)
    _explain([finding], explanation, by)
    return finding.edition


@transaction.atomic
def explain_findings(edition: DatasetEdition, *, rule: str, explanation: str, by: Actor) -> DatasetEdition:
    """Explain all open findings of a rule in an edition."""
    edition = lock_row(edition, "dataset__source", "agreement")
    rules.check_may_explain(by, edition)
    rules.check_has_explanation(explanation)
    findings = list(edition.findings.select_for_update().filter(rule=rule, status=FindingStatus.OPEN))
    for finding in findings:
        finding.edition = edition
    _explain(findings, explanation, by)
    return edition


@transaction.atomic
def reopen_finding(finding: Finding, *, by: Actor) -> DatasetEdition:
    """Take the explanation of a finding back; the log keeps it."""
    finding = lock_row(finding, "edition__dataset__source")
    rules.check_may_reopen_finding(by, finding)
    former, finding.explanation = finding.explanation, ""
    finding.status, finding.decided_on = FindingStatus.OPEN, None
    finding.save(update_fields=["status", "explanation", "decided_on"])
    edition = finding.edition
    details = {"edition": edition.number, "finding": finding.number, "rule": finding.rule, "explanation": former}
    record("finding.reopened", edition.dataset, by=by, **details)
    return edition


@transaction.atomic
def delete_data(agreement: Agreement, *, by: Actor) -> Agreement:
    """Delete the files received under an agreement, the rows made from them and what is quoted of them.

    By which rule something was found in which row remains. What was not accepted until then cannot be any more: it is
    returned.
    """
    agreement = lock_row(agreement)
    rules.check_may_delete_data(by, agreement)
    editions = list(agreement.dataset_editions.select_for_update(of=("self",)).select_related("dataset"))
    for edition in editions:
        delete_files(edition)
        forget_quotations(edition)
        changed = ["received_file", "rows_file"]
        if edition.status in {DatasetEditionStatus.RECEIVED, DatasetEditionStatus.CHECKED}:
            edition.status, edition.decided_on = DatasetEditionStatus.REFUSED, clock.today()
            edition.reason = in_all_languages(lambda: str(NOT_KEPT))
            changed += ["status", "decided_on", "reason"]
        edition.save(update_fields=changed)
    delete_refusals_of(editions)
    record("agreement.data_deleted", agreement, by=by, editions=[str(edition) for edition in editions])
    return agreement


def _explain(findings: list[Finding], explanation: str, by: Actor) -> None:
    if not findings:
        return
    for finding in findings:
        finding.status, finding.explanation = FindingStatus.EXPLAINED, explanation.strip()
        finding.decided_on = clock.today()
    Finding.objects.bulk_update(findings, ["status", "explanation", "decided_on"], batch_size=500)
    edition = findings[0].edition
    record(
        "finding.explained",
        edition.dataset,
        by=by,
        edition=edition.number,
        rule=findings[0].rule,
        findings=len(findings),
        first=findings[0].number,
        explanation=explanation.strip(),
    )


def _digest_of(file: File) -> str:
    digest = sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()
