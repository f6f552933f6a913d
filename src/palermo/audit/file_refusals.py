"""Why files were refused, in words that may quote them: kept for those who handed them in, and deleted again."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import models

from palermo.audit.models import FileRefusal
from palermo.core import clock
from palermo.core.kinds import slug_of

# Long enough to correct a file and hand it in again.
KEPT_FOR = timedelta(days=30)


def keep_refusal(record: models.Model, sentences: Mapping[str, str], *, technical: str = "") -> None:
    """Keep why a file that was handed in for a record was refused, for a month."""
    FileRefusal.objects.update_or_create(
        kind=slug_of(type(record)),
        record=record.pk,
        defaults={
            "sentences": dict(sentences),
            "technical": technical,
            "delete_at": clock.machine_now() + KEPT_FOR,
        },
    )


def refusal_of(record: models.Model) -> FileRefusal | None:
    """Why the file was refused, while the words are kept."""
    return FileRefusal.objects.filter(kind=slug_of(type(record)), record=record.pk).first()


def delete_refusals_of(records: Iterable[models.Model]) -> int:
    """Delete why the files of these records were refused; gives how many there were."""
    condition = models.Q(pk__in=[])
    for record in records:
        condition |= models.Q(kind=slug_of(type(record)), record=record.pk)
    return FileRefusal.objects.filter(condition).delete()[0]


def delete_due_refusals(*, is_all: bool = False) -> int:
    """Delete those whose day has come, or all; gives how many."""
    due = FileRefusal.objects.all() if is_all else FileRefusal.objects.filter(delete_at__lte=clock.machine_now())
    return due.delete()[0]
