"""The audit chain: a changed, missing, moved or added row is found and named."""

import pytest
from django.db import IntegrityError, connection, transaction

from palermo.audit import triggers
from palermo.audit.actions import record
from palermo.audit.chain import digest_of, find_faults
from palermo.audit.models import AuditEvent, ChainHead
from tests.factories.accounts import make_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """Five entries on record, in a database whose own refusal an attacker has taken away."""
    triggers.remove(connection)
    state = make_state()
    with transaction.atomic():
        for place in range(1, 6):
            record("state.changed", state, by="a test", step=place)
    start = AuditEvent.objects.order_by("sequence").last().sequence - 5
    return [start + place for place in range(1, 6)]


def test_untouched_chain_has_no_faults(chain):
    assert find_faults() == []


def test_entry_holds_who_did_what_to_which_record(chain):
    event = AuditEvent.objects.get(sequence=chain[0])
    assert (event.actor_name, event.verb, event.target_kind, event.details) == (
        "a test",
        "state.changed",
        "states",
        {"step": 1},
    )


def test_changed_entry_is_named(chain):
    AuditEvent.objects.filter(sequence=chain[2]).update(details={"step": 99})
    assert [fault.sequence for fault in find_faults()] == [chain[2]]
    assert find_faults()[0].what == f"Entry {chain[2]} was changed: its digest does not match its content."


def test_changed_entry_with_a_new_digest_is_found_at_the_next(chain):
    event = AuditEvent.objects.get(sequence=chain[2])
    event.details = {"step": 99}
    AuditEvent.objects.filter(sequence=chain[2]).update(details=event.details, digest=digest_of(event))
    assert [fault.sequence for fault in find_faults()] == [chain[3]]


def test_missing_entry_is_named(chain):
    AuditEvent.objects.filter(sequence=chain[2]).delete()
    assert f"Entries {chain[2]} to {chain[2]} are missing." in [fault.what for fault in find_faults()]


def test_entries_missing_at_the_end_are_named(chain):
    AuditEvent.objects.filter(sequence__gte=chain[3]).delete()
    assert [fault.what for fault in find_faults()] == [f"Entries {chain[3]} to {chain[4]} are missing at the end."]


def test_reordered_entries_are_named(chain):
    AuditEvent.objects.filter(sequence=chain[1]).update(sequence=0)
    AuditEvent.objects.filter(sequence=chain[2]).update(sequence=chain[1])
    AuditEvent.objects.filter(sequence=0).update(sequence=chain[2])
    assert {fault.sequence for fault in find_faults()} >= {chain[1], chain[2]}


def test_entry_added_from_outside_is_found(chain):
    last = AuditEvent.objects.get(sequence=chain[4])
    forged = AuditEvent(
        sequence=last.sequence + 1,
        at=last.at,
        actor_name="nobody",
        verb="state.changed",
        target_kind="states",
        target_id="x",
        previous_digest=last.digest,
    )
    forged.digest = digest_of(forged)
    forged.save(force_insert=True)
    assert [fault.sequence for fault in find_faults()] == [forged.sequence]


def test_entry_outside_a_transaction_is_refused(transactional_db):
    state = make_state()
    with pytest.raises(RuntimeError, match="outside the transaction"):
        record("state.changed", state, by="a test")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_or_remove_an_entry(chain, change):
    triggers.remove(connection)
    triggers.install(connection)
    entries = AuditEvent.objects.filter(sequence=chain[0])
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        entries.delete() if change == "delete" else entries.update(verb="x")
    assert entries.get().verb == "state.changed"


def test_failing_act_leaves_no_entry(chain):
    before = ChainHead.objects.get().digest

    @transaction.atomic
    def failing_act():
        record("state.changed", make_state(), by="a test")
        raise ValueError("after its entry")

    with pytest.raises(ValueError, match="after its entry"):
        failing_act()
    assert ChainHead.objects.get().digest == before
    assert find_faults() == []
