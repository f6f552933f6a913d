"""Where the files of a published release are, by their format: what was drawn at random has files of its own."""

from django.urls import reverse

from palermo.figures.exchange.formats import FORMATS
from palermo.figures.models import Release
from palermo.figures.states.releases import ReleaseKind

# The page that gives the file, and its formats.
_DRAWN = {
    ReleaseKind.NOISY: ("release_counts_file", ("csv", "json")),
    ReleaseKind.SYNTHETIC: ("release_rows_file", ("csv", "json")),
}


def file_paths(release: Release) -> dict[str, str]:
    """The paths of the files of a release on the site, by the name of the format in `FORMATS`."""
    page, forms = _DRAWN.get(ReleaseKind(release.kind), ("release_figures", tuple(FORMATS)))
    return {form: reverse(page, args=[release.slug, form]) for form in forms}
