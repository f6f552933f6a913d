"""Files that a form takes, checked as the library does."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from palermo.core.refusals import Refused
from palermo.library.actions.versions import NewFile
from palermo.library.intake import check_file
from palermo.library.media import check_size


def read_upload(upload: UploadedFile | None) -> NewFile | None:
    """Read an uploaded file and check it as the library does.

    Raises
    ------
    ValidationError
        Saying why it would not.
    """
    if upload is None:
        return None
    try:
        check_size(upload.size or 0, settings.PALERMO_MAX_UPLOAD_MB)
        content, name = upload.read(), PurePath(upload.name or "").name
        return NewFile(content, name, check_file(content, name))
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None
