"""Append-only events, chained by hash, and every record as each act left it.

No foreign keys: neither holds the record back, nor the record them.
"""

from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from palermo.audit.states import Change
from palermo.core import clock
from palermo.core.constraints import ON_RECORD


class AuditEvent(models.Model):
    """One act. `digest` covers every other field and the digest before it.

    `salt` keeps the digest of an entry whose details were redacted from confirming a guess at them: it is random, and
    goes with the details. Entries written before there were salts have none.
    """

    sequence = models.BigIntegerField(primary_key=True, error_messages={"unique": ON_RECORD})
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    target_kind = models.CharField(max_length=80)
    target_id = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor_name} {self.verb} {self.target_kind} {self.target_id}"


class ChainHead(models.Model):
    """The last entry of the chain: locked while an entry is added, and used to detect that the end was removed."""

    id = models.SmallIntegerField(primary_key=True, default=1, error_messages={"unique": ON_RECORD})
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_chain_head", violation_error_message=ON_RECORD)
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.digest[:12]}"


class RecordVersion(models.Model):
    """A record as an act left it: `data` has its fields by column, many-to-many ones as lists, without empty ones.
    `entry` is the position of the act in the log; it is set once, by the act that made the change.

    `kind` and `record` are the row's own; `root_kind` and `root` those of the record whose page shows it: for a
    paragraph, its decision.
    """

    kind = models.CharField(max_length=80)
    record = models.BigIntegerField()
    root_kind = models.CharField(max_length=80)
    root = models.BigIntegerField()
    change = models.CharField(max_length=1, choices=Change.choices)
    at = models.DateTimeField()
    entry = models.BigIntegerField(null=True, blank=True)
    data = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "record", "id"], name="versions_by_record"),
            models.Index(fields=["root_kind", "root", "id"], name="versions_by_root"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} as left by {self.entry}"


class FileRefusal(models.Model):
    """Why a file was refused, in words that may quote it, for those who handed it in: no part of the log.

    `kind` and `record` are the row that the file was handed in for. The words are deleted with the file that they are
    about, or at `delete_at`.
    """

    kind = models.CharField(max_length=80)
    record = models.BigIntegerField()
    sentences = models.JSONField(default=dict)
    technical = models.TextField(blank=True)
    delete_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"], name="one_refusal_of_a_file_a_record", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"

    @property
    def delete_on(self) -> date:
        """The day on which it is deleted, for the record."""
        return timezone.localdate(clock.to_story_time(self.delete_at))
