"""The releases of the demonstration at the real date: no total says less than its published parts."""

import pytest

from palermo.figures.queries.releases import published_releases
from palermo.figures.states.releases import DRAWN
from tests.figures.test_totals import check_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("present"), pytest.mark.slow]


def test_no_published_figure_is_less_than_its_parts():
    # Noisy counts and invented rows have no cubes, and are in no sum.
    releases = list(published_releases().exclude(kind__in=DRAWN).order_by("pk"))
    assert releases
    for release in releases:
        check_release(release)
