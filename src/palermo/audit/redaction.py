"""Taking out of the log what must not stay in it: the one act that changes an entry, and leaves an entry itself.

The entry keeps its place, its digest and who did what when; its details and its salt go. A new entry says which one was
redacted, why, its digest (`was`) and the digest of what it is now (`now`), so that the chain still proves every link.
The database's triggers let through nothing but what such an entry announces.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction

from palermo.audit.actions import AuditEntry, record_all
from palermo.audit.chain import MARK, REDACTED, VERSION_REDACTED, digest_of, lock_head, redacted_copy
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.refusals import Refused


@transaction.atomic
def redact_entries(sequences: Iterable[int], *, reason: str, by: object) -> list[AuditEvent]:
    """Remove the details of entries; gives the entries as they were.

    Refused if there is no reason, or an entry is not there, is redacted already, or is itself about a redaction.
    """
    if not reason.strip():
        raise Refused("State the reason for the redaction.")
    wanted, head = sorted(set(sequences)), lock_head()
    events = list(AuditEvent.objects.select_for_update().filter(sequence__in=wanted).order_by("sequence"))
    _check_can_redact(wanted, events)
    copies = [redacted_copy(event, place) for place, event in enumerate(events, head.sequence + 1)]
    record_all(
        [
            AuditEntry(REDACTED, event, {"was": event.digest, "now": digest_of(copy), "reason": reason.strip()})
            for event, copy in zip(events, copies, strict=True)
        ],
        by=by,
    )
    for copy in copies:
        AuditEvent.objects.filter(sequence=copy.sequence).update(details=copy.details, salt="")
    return events


def _check_can_redact(wanted: Sequence[int], events: Sequence[AuditEvent]) -> None:
    if missing := sorted(set(wanted) - {event.sequence for event in events}):
        raise Refused(f"There is no entry {missing[0]} in the audit log. Nothing was redacted.")
    for event in events:
        if event.verb in {REDACTED, VERSION_REDACTED}:
            raise Refused(f"Entry {event.sequence} records a redaction and stays. Nothing was redacted.")
        if set(event.details) == {MARK}:
            raise Refused(f"Entry {event.sequence} is already redacted. Nothing was redacted.")


@transaction.atomic
def redact_versions(versions: Iterable[RecordVersion], *, column: str, reason: str, by: object) -> int:
    """Remove one column from versions of records that have it; gives how many."""
    having = [version for version in versions if column in version.data]
    record_all(
        [AuditEntry(VERSION_REDACTED, version, {"column": column, "reason": reason.strip()}) for version in having],
        by=by,
    )
    for version in having:
        data = {name: value for name, value in version.data.items() if name != column}
        RecordVersion.objects.filter(pk=version.pk).update(data=data)
    return len(having)
