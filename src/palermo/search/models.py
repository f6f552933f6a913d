"""The index: what is found, in rows that the database may join, beside the tables of words that each database has.

Everything here is derived from the record and may be made again: `palermo search rebuild`.
"""

import zlib

from django.db import models

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import DatePrecisionField
from palermo.core.languages import LANGUAGES


class IndexEntry(models.Model):
    """One record in one language.

    Its number encodes its day: the newest entry has the smallest (`search.places`), so that the newest of many hits
    come first. `reach` encodes its readers (`search.reach`); `digest` shows whether it has changed since it was
    indexed.
    """

    id = models.BigIntegerField(primary_key=True, error_messages={"unique": ON_RECORD})
    kind = models.CharField(max_length=20)
    record = models.BigIntegerField()
    language = models.CharField(max_length=2, choices=[(language.code, language.name) for language in LANGUAGES])
    title = models.TextField(blank=True)
    body = models.CharField(max_length=100, blank=True)
    day = models.DateField(null=True, blank=True)
    precision = DatePrecisionField()
    audience = models.CharField(max_length=20, blank=True)
    reach = models.TextField(blank=True)
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name_plural = "index entries"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record", "language"],
                name="a_record_is_indexed_once_a_language",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} ({self.language})"


class IndexText(models.Model):
    """The compressed text of an entry, from which results show a snippet. The title is in the entry."""

    entry = models.BigIntegerField(primary_key=True, error_messages={"unique": ON_RECORD})
    pressed = models.BinaryField()

    class Meta:
        ordering = ["entry"]

    def __str__(self) -> str:
        return str(self.entry)

    @classmethod
    def of(cls, entry: int, text: str) -> "IndexText":
        """A text to be kept."""
        return cls(entry=entry, pressed=zlib.compress(text.encode()))

    @property
    def text(self) -> str:
        """The text that was kept."""
        return zlib.decompress(self.pressed).decode()


class TitleWord(models.Model):
    """A word from titles, used to correct typing errors. It does not reveal where it occurs."""

    word = models.CharField(max_length=64, primary_key=True, error_messages={"unique": ON_RECORD})

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class WordPart(models.Model):
    """Three neighbouring letters of such a word."""

    part = models.CharField(max_length=3)
    word = models.CharField(max_length=64)

    class Meta:
        ordering = ["part", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "word"], name="a_part_of_a_word_once", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.word}"


class IndexStanding(models.Model):
    """The analyser version that built the index, and the day up to which scheduled openings were indexed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, error_messages={"unique": ON_RECORD})
    analyser = models.PositiveIntegerField(default=0)
    turned_on = models.DateField(null=True, blank=True)
    rebuilt_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="one_standing_of_the_index", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return str(self.rebuilt_at or "")
