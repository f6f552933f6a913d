"""What is done to bundles: ordered by the secretariat, built in the background, withdrawn."""

from collections.abc import Iterable
from datetime import date
from itertools import batched
from pathlib import Path
from typing import NamedTuple

from django.core.files import File
from django.db import transaction
from django.tasks import Task

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.rows import insert_row, lock_row
from palermo.core.text import MultilingualText
from palermo.library.models import Document
from palermo.library.read_log import ServedPaper, note_reads
from palermo.library.states import Paper, ReadBy
from palermo.offline import rules
from palermo.offline.models import BundledRecord, OfflineBundle
from palermo.offline.record_keys import DOCUMENTS
from palermo.offline.states import BundleState

AT_ONCE = 500


class BuiltBundle(NamedTuple):
    """A bundle as it was built: where its file lies for now, its digest, what is in it; `records` is read some at a
    time, however many they are."""

    path: Path
    size: int
    sha256: str
    as_at: date
    records: Iterable[BundledRecord]


@transaction.atomic
def order_bundle(bundle: OfflineBundle, *, build: Task, by: User) -> OfflineBundle:
    """Have a bundle built in the background; `build` is the task that does it.

    Raises
    ------
    Refused
        If it is not for this person to do.
    ValidationError
        If the order does not hold together.
    """
    rules.check_may_build(by)
    bundle.ordered_at = clock.now()
    insert_row(bundle)
    details = {"audience": bundle.audience, "languages": bundle.languages, "parts": bundle.parts}
    details |= {"event": bundle.event.activity.slug} if bundle.event else {}
    record("bundle.ordered", bundle, by=by, reason=dict(bundle.reason), **details)
    build.enqueue(bundle.pk, by.pk)
    return bundle


@transaction.atomic
def finish_bundle(bundle: OfflineBundle, built: BuiltBundle, *, by: User) -> OfflineBundle:
    """Keep what was built, and log each restricted document in it, with the person who requested the package.

    Refused if it was withdrawn meanwhile, or the person who requested it may no longer do so.
    """
    bundle = lock_row(bundle)
    rules.check_can_finish(by, bundle, BundleState.BUILT)
    bundle.state, bundle.built_at, bundle.as_at_on = BundleState.BUILT, clock.now(), built.as_at
    bundle.sha256, bundle.size = built.sha256, built.size
    with built.path.open("rb") as content:
        bundle.file.save(f"{bundle.slug}.zip", File(content), save=False)
    bundle.save()
    for rows in batched(built.records, AT_ONCE):
        for row in rows:
            row.bundle = bundle
        BundledRecord.objects.bulk_create(rows)
        note_reads(papers_in(rows), by=by)
    record("bundle.built", bundle, by=by, sha256=built.sha256, size=built.size, as_at=built.as_at.isoformat())
    return bundle


@transaction.atomic
def fail_bundle(bundle: OfflineBundle, *, failure: str, by: Actor) -> OfflineBundle:
    """Write down why a bundle could not be built. Refused if it is not being built any more."""
    bundle = lock_row(bundle)
    rules.check_can_finish(by, bundle, BundleState.FAILED)
    bundle.state, bundle.failure = BundleState.FAILED, failure
    bundle.save(update_fields=["state", "failure"])
    record("bundle.failed", bundle, by=by, failure=failure)
    return bundle


@transaction.atomic
def withdraw_bundle(bundle: OfflineBundle, *, on: date, reason: MultilingualText, by: Actor) -> OfflineBundle:
    """Give a bundle to nobody any more. What was handed out before cannot be called back.

    Refused if it is withdrawn already or was not built.
    """
    bundle = lock_row(bundle)
    rules.check_can_withdraw_bundle(by, bundle, on)
    bundle.state, bundle.withdrawn_on, bundle.withdrawal_reason = BundleState.WITHDRAWN, on, reason
    bundle.save(update_fields=["state", "withdrawn_on", "withdrawal_reason"])
    record("bundle.withdrawn", bundle, by=by, on=on.isoformat(), reason=dict(reason))
    return bundle


def papers_in(records: Iterable[BundledRecord]) -> list[ServedPaper]:
    """The restricted documents of a bundle, in each of their languages, as the log of reads has them."""
    papers = [row for row in records if row.kind == DOCUMENTS and row.language and row.audience != Audience.PUBLIC]
    numbers = _numbers({row.ident for row in papers})
    return [_document_read(row, numbers[row.ident]) for row in papers if row.ident in numbers]


def _numbers(slugs: set[str]) -> dict[str, int]:
    rows = (Document.objects.filter(slug__in=some) for some in batched(sorted(slugs), AT_ONCE))
    return {slug: pk for documents in rows for slug, pk in documents.order_by().values_list("slug", "pk")}


def _document_read(row: BundledRecord, number: int) -> ServedPaper:
    paper = Paper.DOCUMENT, number, row.ident, row.symbol, row.audience, row.language, ReadBy.BUNDLE
    return ServedPaper(*paper, row.form, row.sha256)
