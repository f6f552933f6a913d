"""The list of pages of which pictures are kept, and the pictures themselves: all there, no others, and small."""

from tests.journeys.pictures.kept import ACCEPTED
from tests.journeys.pictures.pages import PAGES, names_of_pictures

MOST_BYTES = 4_000_000
SAMPLE = 6  # pages, at two widths each


def test_forty_pages_of_all_kinds_of_readers():
    assert (len(PAGES), len({page.name for page in PAGES})) == (40, 40)
    assert {page.reader for page in PAGES} == {"", "delegate", "committee", "focal-point", "secretariat"}
    assert len([page for page in PAGES if page.sample]) == SAMPLE


def test_each_has_its_pictures_and_there_are_no_others():
    assert {path.stem for path in ACCEPTED.iterdir()} == names_of_pictures()


def test_the_pictures_are_small():
    assert sum(path.stat().st_size for path in ACCEPTED.iterdir()) < MOST_BYTES
