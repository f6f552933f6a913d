"""Entries of the log and versions, which acts on the log itself are about."""

from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.kinds import RecordKind, register

register(
    RecordKind(model=AuditEvent, slug="log-entries", is_versioned=False),
    RecordKind(model=RecordVersion, slug="record-versions", is_versioned=False),
)
