"""Append-only events, chained by hash. No foreign keys: the log never holds the record back, nor the record the log."""

from django.db import models


class AuditEvent(models.Model):
    """One act. `digest` covers every other field and the digest before it."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    target_kind = models.CharField(max_length=80)
    target_id = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor_name} {self.verb} {self.target_kind} {self.target_id}"


class ChainHead(models.Model):
    """The last link: locked while a link is added, so that links follow one another; shows when the tail is cut off."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_chain_head")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.digest[:12]}"
