"""The figures of a release as pages read them: those of its bundle, with the limits that follow from others."""

from collections.abc import Callable

from palermo.figures.bundles import Key, rows_of_bundle
from palermo.figures.limits import with_limits
from palermo.figures.models import Release
from palermo.figures.pipeline.places import bundle_path
from palermo.figures.states.releases import ReleaseKind


def rows_read_back(release: Release, public_key: bytes, origin_of: Callable[[Key], int]) -> list[tuple[object, ...]]:
    """The figures of a bundle with the limits that pages show; what a source masks stays as the source has it."""
    rows = rows_of_bundle(bundle_path(release), public_key, origin_of)
    return with_limits(rows, are_masks_closed=release.kind == ReleaseKind.REPUBLICATION)
