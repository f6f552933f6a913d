"""A released bundle becomes the figures that pages show."""

import json
import zipfile
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from hashlib import sha256

from disclosure.release import verify
from disclosure.release.bundle import MANIFEST
from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.actions import record
from palermo.core.rows import lock_row
from palermo.core.rules import check_move
from palermo.figures.bundles import Key
from palermo.figures.cubes import COLUMNS, write_cube
from palermo.figures.drawn_content import read_drawn
from palermo.figures.models import Indicator, Release, ReleaseSeries
from palermo.figures.notices.releases import RELEASED, notify_author
from palermo.figures.pipeline.draft_files import read_origins
from palermo.figures.pipeline.drafts import delete_prepared
from palermo.figures.pipeline.places import bundle_path, cube_path, origins_path
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.queries.heads import note_head
from palermo.figures.released_rows import rows_read_back
from palermo.figures.states.releases import FIGURE_RELEASE_MOVES, ReleaseStatus

_PLACES = {name: place for place, (name, _kind) in enumerate(COLUMNS)}


@transaction.atomic
def keep_release(release: Release, *, number: int, by: Actor) -> Release:
    """Record that the gate released what was approved: its number, its bundle, and the figures read back from it.

    What was prepared, with the true figures, is deleted once this is committed. Done again, it changes nothing.
    """
    check_may(by, Permission.APPROVE_RELEASE)
    release = lock_row(release, "register")
    if release.status == ReleaseStatus.RELEASED:
        return release
    check_move(FIGURE_RELEASE_MOVES, release.status, ReleaseStatus.RELEASED)
    release.number = number
    count = _read_whole(release)
    with zipfile.ZipFile(bundle_path(release)) as bundle:
        manifest = bundle.read(MANIFEST)
    release.released_on = date.fromisoformat(json.loads(manifest)["date"])
    release.status, release.refusal = ReleaseStatus.RELEASED, ""
    release.save()
    record(
        "release.released",
        release,
        by=by,
        number=number,
        figures=count,
        digest=release.digest,
        manifest=sha256(manifest).hexdigest(),
        **note_head(release.register),
    )
    delete_prepared(release)
    notify_author.enqueue(RELEASED, release.pk)
    return release


@transaction.atomic
def make_cube_again(release: Release) -> int:
    """Write the cube of a published release again from its bundle; gives how many figures there are."""
    release = lock_row(release, "register")
    count = _read_whole(release)
    release.save(update_fields=["cube_digest"])
    return count


def _read_whole(release: Release) -> int:
    """Read what a bundle holds; gives how many figures, combinations or rows there are."""
    if release.is_drawn:
        return _read_back_drawn(release)
    return read_back(release, read_origins(origins_path(release)).__getitem__)


def _read_back_drawn(release: Release) -> int:
    """Verify the bundle of what was drawn, and note its digests: pages read the bundle itself, there is no cube.

    Raises
    ------
    disclosure.errors.InvalidData
        If the bundle was changed or is signed by another key.
    """
    verify(bundle_path(release), public_key=release_signer().public_key)
    lines = read_drawn(release)
    release.digest = sha256(bundle_path(release).read_bytes()).hexdigest()
    release.cube_digest = lines.digest
    return len(lines.rows)


@transaction.atomic
def read_back(release: Release, origin_of: Callable[[Key], int]) -> int:
    """Write the cube of a release from its bundle, and what the release contains; gives how many figures there are.

    Limits that follow from other figures of the bundle are added.

    Done again, it is the same. The release must have its number.

    Raises
    ------
    disclosure.errors.InvalidData
        If the bundle was changed or is signed by another key.
    """
    rows = rows_read_back(release, release_signer().public_key, origin_of)
    write_cube(cube_path(release), rows)
    _keep_series(release, rows)
    release.digest = sha256(bundle_path(release).read_bytes()).hexdigest()
    release.cube_digest = sha256(cube_path(release).read_bytes()).hexdigest()
    return len(rows)


def _keep_series(release: Release, rows: list[tuple[object, ...]]) -> None:
    indicators = dict(Indicator.objects.values_list("slug", "pk"))
    groups: dict[tuple[str, str], list[tuple[object, ...]]] = defaultdict(list)
    for row in rows:
        groups[str(row[_PLACES["indicator"]]), str(row[_PLACES["by"]])].append(row)
    series = [
        ReleaseSeries(
            release=release,
            indicator_id=indicators[indicator],
            by=by,
            year_from=min(_years(group)),
            year_until=max(_years(group)),
            states=len({row[_PLACES["state"]] for row in group}),
            cells=len(group),
            suppressed=sum(row[_PLACES["kind"]] == "suppressed" for row in group),
        )
        for (indicator, by), group in sorted(groups.items())
    ]
    there = ReleaseSeries.objects.filter(release=release)
    if [_content(each) for each in there.order_by("pk")] != [_content(each) for each in series]:
        # Of a release that was published they are the same, and the database would refuse others.
        there.delete()
        ReleaseSeries.objects.bulk_create(series)


def _content(series: ReleaseSeries) -> tuple[object, ...]:
    return tuple(
        getattr(series, name)
        for name in ("indicator_id", "by", "year_from", "year_until", "states", "cells", "suppressed")
    )


def _years(rows: list[tuple[object, ...]]) -> list[int]:
    return [int(str(row[_PLACES["year"]])) for row in rows]
