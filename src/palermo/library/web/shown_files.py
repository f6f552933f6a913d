"""The file of a language version as a page shows it: what to download, its pages, and its words."""

from typing import NamedTuple

from django.urls import reverse

from palermo.library.models import LanguageVersion
from palermo.library.states import FORMATS
from palermo.library.web.downloads import PDF

# A longer paper is read in the file itself.
MOST_PAGES = 20


class Download(NamedTuple):
    """A file to download: where, in which format, how large."""

    address: str
    format: str
    size: int


class ShownFile(NamedTuple):
    """What a page shows of a file; `pages` are the numbers of those it shows as pictures, of `page_count`.

    Before its pages are counted, `page_count` is 1: the first page is the one that is shown.
    """

    downloads: list[Download]
    pages: range
    page_count: int
    lines: list[str]


def shown_file(version: LanguageVersion | None) -> ShownFile | None:
    """The file of a version; None where it has none."""
    if version is None or not version.file:
        return None
    pages = version.pages_of_file if version.media_type == PDF else range(0)
    lines = [] if version.text else [line for line in version.words_of_file.splitlines() if line.strip()]
    return ShownFile(downloads_of(version), pages[:MOST_PAGES], len(pages), lines)


def downloads_of(version: LanguageVersion) -> list[Download]:
    """The file of a version, which has one, and its other formats."""
    place = [version.document.slug, version.language]
    first = Download(reverse("document_file", args=place), FORMATS.get(version.media_type, "bin").upper(), version.size)
    others = [
        Download(reverse("document_alternative", args=[*place, each.format]), each.format.upper(), each.size)
        for each in version.alternatives.all()
    ]
    return [first, *others]
