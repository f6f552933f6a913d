"""The log is verified while others write: what is whole is found whole, each time."""

import threading
import time

import pytest
from django.db import connection, transaction

from palermo.audit.actions import record
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from tests.factories.accounts import make_state

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, SECONDS = 30, 60


def test_a_log_that_grows_meanwhile_has_no_faults():
    state, is_over, written = make_state(), threading.Event(), []

    def write_all_the_time() -> None:
        try:
            while not is_over.is_set():
                with transaction.atomic():
                    written.append(record("state.changed", state, by="a test", step=len(written)).sequence)
        finally:
            connection.close()

    writer = threading.Thread(target=write_all_the_time)
    writer.start()
    try:
        found, lengths = [], []
        limit = time.monotonic() + SECONDS
        # Until the writer has written between two looks, however slow the machine is.
        while len(lengths) < ROUNDS or (lengths[0] == lengths[-1] and time.monotonic() < limit):
            found += find_faults()
            lengths.append(AuditEvent.objects.count())
    finally:
        is_over.set()
        writer.join()
    assert found == []
    # The writer did write between the first look and the last.
    assert lengths[0] < lengths[-1] <= len(written) + 1
