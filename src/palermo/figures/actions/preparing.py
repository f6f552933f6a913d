"""What the background work records of a release in preparation: its progress, what will be hidden, or why it failed."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.actions import record
from palermo.core.rows import lock_row
from palermo.core.rules import check_move
from palermo.figures.models import FigureOrigin, Release
from palermo.figures.notices.releases import PREPARED, REFUSED, notify_author
from palermo.figures.pipeline.compiling.compiled import Origin
from palermo.figures.pipeline.compiling.layouts import mapping_of
from palermo.figures.pipeline.drafts import delete_prepared
from palermo.figures.states.releases import FIGURE_RELEASE_MOVES, ReleaseStatus
from palermo.knowledge.models import CodeMapping
from palermo.knowledge.reasons import in_all_languages

STEPS = 10
AT_ONCE = 500
CONFLICT = gettext_lazy("The source has several figures here; the first is used.")


def note_progress(release: Release, hundredths: int) -> bool:
    """Note how far the work is; gives whether somebody asked it to stop."""
    rows = Release.objects.filter(pk=release.pk, status=ReleaseStatus.PREPARING)
    rows.update(steps=STEPS, done=min(hundredths * STEPS // 100, STEPS))
    return Release.objects.filter(pk=release.pk, is_cancelled=True).exists()


@transaction.atomic
def keep_preparation(
    release: Release, *, origins: Mapping[Origin, int], loss: Mapping[str, object], digest: str, by: Actor
) -> Release:
    """Keep what was prepared: where the figures come from, and what will be hidden.

    A release whose preparation was stopped meanwhile is a draft again.
    """
    check_may(by, Permission.PREPARE_RELEASE)
    release = lock_row(release, "register", "author")
    if release.status != ReleaseStatus.PREPARING:
        return release
    if release.is_cancelled:
        return _stop(release, by)
    check_move(FIGURE_RELEASE_MOVES, release.status, ReleaseStatus.PREPARED)
    _keep_origins(release, origins)
    release.status, release.loss, release.refusal = ReleaseStatus.PREPARED, dict(loss), ""
    release.steps = release.done = STEPS
    release.save()
    numbers = {name: loss.get(name) for name in ("cells", "hidden")}
    record("release.prepared", release, by=by, digest=digest, origins=len(origins), **numbers)
    notify_author.enqueue(PREPARED, release.pk)
    return release


@transaction.atomic
def stop_preparation(release: Release, *, by: Actor) -> Release:
    """Make a release whose preparation was stopped a draft again; what was prepared so far is deleted."""
    check_may(by, Permission.PREPARE_RELEASE)
    release = lock_row(release, "register", "author")
    return _stop(release, by) if release.status == ReleaseStatus.PREPARING else release


def _stop(release: Release, by: Actor) -> Release:
    _make_draft(release)
    record("release.preparation_stopped", release, by=by)
    return release


@transaction.atomic
def refuse_preparation(release: Release, *, refusal: str, by: Actor) -> Release:
    """Make a release that cannot be prepared a draft again, with the reason."""
    return _refuse(release, ReleaseStatus.PREPARING, "release.preparation_failed", refusal, by)


@transaction.atomic
def refuse_release(release: Release, *, refusal: str, by: Actor) -> Release:
    """Make a release that the gate refused a draft again, with the reason in the gate's own words."""
    return _refuse(release, ReleaseStatus.RELEASING, "release.refused", refusal, by)


def _refuse(release: Release, status: ReleaseStatus, verb: str, refusal: str, by: Actor) -> Release:
    """Make a release that has this status a draft again, and tell its author why."""
    check_may(by, Permission.PREPARE_RELEASE)
    release = lock_row(release, "register", "author")
    if release.status == status:
        _make_draft(release, refusal)
        record(verb, release, by=by)
        notify_author.enqueue(REFUSED, release.pk)
    return release


def _make_draft(release: Release, refusal: str = "") -> None:
    check_move(FIGURE_RELEASE_MOVES, release.status, ReleaseStatus.DRAFT)
    release.status, release.loss, release.refusal = ReleaseStatus.DRAFT, {}, refusal
    release.steps = release.done = 0
    release.is_cancelled = False
    release.save()
    delete_prepared(release)


def _keep_origins(release: Release, origins: Mapping[Origin, int]) -> None:
    """Write where figures come from, in place of what an earlier preparation wrote."""
    release.origins.all().delete()
    note = in_all_languages(lambda: str(CONFLICT))
    rows = FigureOrigin.objects.bulk_create(
        (
            FigureOrigin(
                release=release,
                number=number,
                source_id=each.source_id,
                dataset_edition_id=each.dataset_edition_id,
                of_return_id=each.of_return_id,
                table=each.table,
                source_text=each.source_text,
                agency=each.agency,
                article_id=each.article_id,
                article_text=each.article_text,
                unit=each.unit,
                note=note if each.has_conflict else {},
            )
            for each, number in origins.items()
        ),
        batch_size=AT_ONCE,
    )
    on_record = _mappings_on_record({name for each in origins for name in each.mappings})
    through = FigureOrigin.mappings.through
    through.objects.bulk_create(
        (
            through(figureorigin_id=row.pk, codemapping_id=on_record[name])
            for row, each in zip(rows, origins, strict=True)
            for name in each.mappings
            if name in on_record
        ),
        batch_size=AT_ONCE,
    )


def _mappings_on_record(names: set[str]) -> dict[str, int]:
    """The mappings on record that are those of `harmonise`, by their names: of the same content."""
    digests = {mapping_of(name).digest: name for name in names}
    rows = CodeMapping.objects.filter(digest__in=digests).values_list("digest", "pk")
    return {digests[digest]: pk for digest, pk in rows}
