"""A thread of the server keeps its connection to the database from one request to the next."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_a_connection_outlives_the_request_that_opened_it(tmp_path):
    own = connection.copy()
    if own.vendor == "sqlite":
        # One in memory is never closed.
        own.settings_dict["NAME"] = str(tmp_path / "own.sqlite3")
    own.connect()
    opened = own.connection
    own.close_if_unusable_or_obsolete()
    assert own.connection is opened
    own.close()
