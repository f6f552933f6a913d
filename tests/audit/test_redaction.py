"""Redaction: what must not stay in the log goes, the chain still proves every link, and nothing else gets through."""

import pytest
from django.db import IntegrityError, connection, transaction

from palermo.audit import triggers
from palermo.audit.actions import record
from palermo.audit.chain import MARK, REDACTED, KnownHead, digest_of, find_faults
from palermo.audit.file_acts import entries_that_quote
from palermo.audit.models import AuditEvent, ChainHead, RecordVersion
from palermo.audit.redaction import redact_entries, redact_versions
from palermo.core.refusals import Refused
from tests.factories.accounts import make_state

pytestmark = pytest.mark.django_db

NAME = "JANE DOE BORN 1990-01-01 CASE 77"
BY, REASON = "palermo audit redact", "Words of a file"


def write(verb="state.changed", **details) -> AuditEvent:
    with transaction.atomic():
        return record(verb, make_state(), by="a test", **details)


def entries() -> list[AuditEvent]:
    return list(AuditEvent.objects.order_by("sequence"))


def as_written_before(event: AuditEvent, **details) -> None:
    """Make the last entry one of an earlier version of the program: any details, and no salt."""
    triggers.remove(connection)
    event.details, event.salt = details, ""
    event.digest = digest_of(event)
    AuditEvent.objects.filter(pk=event.pk).update(details=details, salt="", digest=event.digest)
    ChainHead.objects.update(digest=event.digest)
    refuse_changes()


def refuse_changes() -> None:
    """Let the database refuse them again, as it does on a site."""
    triggers.remove(connection)
    triggers.install(connection, triggers.ENTRIES, triggers.VERSIONS, triggers.REDACTIONS)


@pytest.fixture
def quoting() -> AuditEvent:
    """An entry that quotes a file, as an earlier version wrote it, between others."""
    write(step=1)
    event = write("dataset_edition.unreadable", edition=1, rule="no-header")
    as_written_before(event, edition=1, fault=f"Unknown columns: {NAME}.")
    write(step=2)
    return AuditEvent.objects.get(pk=event.pk)


def test_a_redacted_entry_keeps_its_place_and_the_chain_holds(quoting):
    assert find_faults() == []
    assert [event.pk for event in entries_that_quote()] == [quoting.pk]
    redact_entries([quoting.pk], reason=REASON, by=BY)
    *_others, act = entries()
    now = AuditEvent.objects.get(pk=quoting.pk)
    assert (now.digest, now.actor_name, now.details, now.salt) == (quoting.digest, "a test", {MARK: act.sequence}, "")
    assert (act.verb, act.target_id, act.details) == (
        REDACTED,
        str(quoting.pk),
        {"was": quoting.digest, "now": digest_of(now), "reason": REASON},
    )
    assert find_faults() == []
    assert list(entries_that_quote()) == []


def test_an_entry_of_today_is_redacted_with_its_salt():
    event = write(reason=NAME)
    assert len(event.salt) == 32
    redact_entries([event.pk], reason=REASON, by=BY)
    assert AuditEvent.objects.get(pk=event.pk).salt == ""
    assert find_faults() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"actor_name": "somebody else"},
        {"details": {MARK: 10**6}},
        {"details": {MARK: 1}},
        {"details": {"step": 1}},
        {"details": {}, "salt": ""},
    ],
    ids=str,
)
def test_a_redaction_outside_the_act_is_found(quoting, changed):
    redact_entries([quoting.pk], reason=REASON, by=BY)
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=quoting.pk).update(**changed)
    assert [fault.sequence for fault in find_faults()] == [quoting.pk]


def test_an_entry_that_no_other_says_to_be_redacted_is_found(quoting):
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=quoting.pk).update(details={MARK: quoting.pk + 1})
    assert [fault.sequence for fault in find_faults()] == [quoting.pk]


def test_an_announced_redaction_of_another_content_is_found(quoting):
    """Somebody writes the announcement by hand, of a digest that is not the entry's."""
    triggers.remove(connection)
    with transaction.atomic():
        act = record(REDACTED, quoting, by="nobody", was="0" * 64, now="0" * 64, reason="")
    AuditEvent.objects.filter(pk=quoting.pk).update(details={MARK: act.sequence}, salt="")
    assert [fault.sequence for fault in find_faults()] == [quoting.pk]


@pytest.mark.parametrize(
    "changed",
    [
        {"verb": "x"},
        {"digest": "0" * 64},
        {"details": {}},
        {"details": {MARK: 1}},
        {"details": {MARK: "the place"}},
        {"details": {MARK: "the place", "more": 1}},
    ],
    ids=str,
)
def test_the_database_lets_nothing_through_that_no_entry_announces(quoting, changed):
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        AuditEvent.objects.filter(pk=quoting.pk).update(**changed, salt="")
    assert AuditEvent.objects.get(pk=quoting.pk) == quoting
    with transaction.atomic():
        act = record(REDACTED, quoting, by="nobody", was=quoting.digest, now="0" * 64, reason="")
    details = changed.get("details", {})
    if details.get(MARK) == "the place":
        changed = {"details": details | {MARK: act.sequence}}
    wanted = {"salt": "", **changed}
    if wanted == {"salt": "", "details": {MARK: act.sequence}}:
        AuditEvent.objects.filter(pk=quoting.pk).update(**wanted)
        assert AuditEvent.objects.get(pk=quoting.pk).details == {MARK: act.sequence}
        return
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        AuditEvent.objects.filter(pk=quoting.pk).update(**wanted)


def test_no_entry_is_redacted_twice_nor_one_on_a_redaction_nor_without_a_reason(quoting):
    redact_entries([quoting.pk], reason=REASON, by=BY)
    act = entries()[-1]
    for sequence, reason, sentence in (
        (quoting.pk, REASON, f"Entry {quoting.pk} is already redacted."),
        (act.pk, REASON, f"Entry {act.pk} records a redaction and stays."),
        (act.pk + 1, REASON, f"There is no entry {act.pk + 1} in the audit log."),
        (1, " ", "State the reason for the redaction."),
    ):
        with pytest.raises(Refused, match=sentence):
            redact_entries([sequence], reason=reason, by=BY)
    assert entries()[-1] == act
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        AuditEvent.objects.filter(pk=act.pk).update(details={}, salt="")


def test_a_column_of_a_version_goes_and_nothing_else():
    refuse_changes()
    state = make_state()
    version = RecordVersion.objects.get(kind="states", record=state.pk)
    assert redact_versions([version], column="short_name", reason=REASON, by=BY) == 1
    left = RecordVersion.objects.get(pk=version.pk).data
    assert left == {name: value for name, value in version.data.items() if name != "short_name"}
    assert (entries()[-1].target_kind, entries()[-1].target_id) == ("record-versions", str(version.pk))
    assert find_faults() == []
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        RecordVersion.objects.filter(pk=version.pk).update(data=left | {"slug": "another"})
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        RecordVersion.objects.filter(pk=version.pk).update(record=version.record + 1)


def test_an_act_on_a_file_whose_entry_would_quote_it_is_not_done():
    with pytest.raises(TypeError, match="words of the file could stand in fault, columns") as refused:
        write("dataset_edition.unreadable", edition=1, rule="no-header", fault=NAME, columns=["jane"])
    assert NAME not in str(refused.value)
    assert not AuditEvent.objects.filter(verb="dataset_edition.unreadable").exists()
    write("dataset_edition.unreadable", edition=1, rule="no-header", digest="0" * 64, columns=[3, 4])


def test_a_head_that_a_backup_knows_must_still_be_there():
    first, second = write(step=1), write(step=2)
    known = [KnownHead(each.sequence, each.digest, f"backup {place}") for place, each in enumerate([first, second], 1)]
    assert find_faults(*known) == []
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=second.pk).delete()
    ChainHead.objects.update(sequence=first.sequence, digest=first.digest)
    assert find_faults() == []
    assert [fault.what for fault in find_faults(*known)] == [
        f"Entries {second.sequence} to {second.sequence} are missing at the end: backup 2 has them."
    ]
    write(step=3)
    assert [fault.what for fault in find_faults(*known)] == [
        f"Entry {second.sequence} is not the one that backup 2 has."
    ]
