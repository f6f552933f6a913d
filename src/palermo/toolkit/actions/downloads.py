"""Downloads are counted without anything that says whose they were."""

from django.db import transaction
from django.db.models import F

from palermo.core import clock
from palermo.toolkit.models import DownloadCount, ToolVersion


@transaction.atomic
def count_download(version: ToolVersion, language: str, form: str) -> None:
    """Count one more download of a version in a language and a form of `DownloadForm`, in the month of today."""
    month = clock.today().replace(day=1)
    row, _made = DownloadCount.objects.get_or_create(version=version, language=language, form=form, month=month)
    DownloadCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
