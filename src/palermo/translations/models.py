"""Texts that lack languages, and translations that were confirmed to hold."""

from django.db import models

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import DatePrecisionField, PartialDateOf


class TextGap(models.Model):
    """A text of the record with missing or outdated translations; an index that follows the history, not a record.

    `missing` and `stale` hold languages as one number (`translations.texts.BIT`). `root_kind` and `root` are those of
    the record whose page shows the text; `version` is the latest version in the history. An editorial page is listed
    with all its parts, and `record` is the page in the original language.
    """

    kind = models.CharField(max_length=80)
    record = models.BigIntegerField()
    root_kind = models.CharField(max_length=80)
    root = models.BigIntegerField()
    field = models.CharField(max_length=60)
    original = models.CharField(max_length=2)
    missing = models.PositiveSmallIntegerField()
    stale = models.PositiveSmallIntegerField()
    version = models.BigIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record", "field"], name="one_gap_a_text", violation_error_message=ON_RECORD
            )
        ]
        indexes = [models.Index(fields=["root_kind", "root"], name="gaps_by_root")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.field}"


class TextGapMark(models.Model):
    """The position in the history, the day and the state of the pages for which the index of gaps was built."""

    id = models.SmallIntegerField(primary_key=True, default=1, error_messages={"unique": ON_RECORD})
    version = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)
    day = models.DateField(null=True, blank=True)
    pages = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="one_mark_of_text_gaps", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"up to version {self.version}"


class TextConfirmed(models.Model):
    """The confirmation of a translation although its original has changed, for the wording with this `digest`."""

    kind = models.CharField(max_length=80)
    record = models.BigIntegerField()
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record", "field", "language"],
                name="one_confirmation_a_language",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.field} ({self.language})"
