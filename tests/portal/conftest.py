"""What tests of several pages begin from."""

from datetime import UTC, datetime

import pytest

from tests.factories.programmes import make_programme


@pytest.fixture
def last_day_of_january(settings):
    """The day on which the demonstration stands."""
    settings.PALERMO_TODAY = datetime(2008, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def programme():
    """A programme of two days with nothing in it yet."""
    return make_programme(days=2)
