"""The text and the files of a report as they are issued, kept with their digests."""

import hashlib

from django.core.files.base import ContentFile

from palermo.reporting import spoken
from palermo.reporting.frozen import freeze
from palermo.reporting.models import IssuedFile, IssuedText, Report
from palermo.reporting.states import Format


def keep_issued(report: Report, told: spoken.Report, made: dict[Format, bytes]) -> None:
    """Keep the text of a report in one language and its files, as they are issued."""
    IssuedText.objects.create(report=report, language=told.language.code, content=freeze(told))
    for form, content in made.items():
        _keep(IssuedFile(report=report, language=told.language.code, format=form), content)


def _keep(issued: IssuedFile, content: bytes) -> None:
    issued.sha256, issued.size = hashlib.sha256(content).hexdigest(), len(content)
    issued.file.save(issued.sha256, ContentFile(content), save=False)
    issued.save()
