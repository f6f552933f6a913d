"""The form of a language version: a text, a file, or both."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from palermo.accounts.actions import save_record
from palermo.accounts.backoffice import RecordForm
from palermo.core.refusals import Refused
from palermo.library.actions import set_file
from palermo.library.media import check_size, media_type_of
from palermo.library.models import LanguageVersion


class LanguageVersionForm(RecordForm):
    """Takes a file and tells from its content what it is."""

    upload = forms.FileField(required=False, allow_empty_file=True)

    def clean_upload(self) -> UploadedFile | None:
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        try:
            check_size(upload.size, settings.PALERMO_MAX_UPLOAD_MB)
            self.media_type = media_type_of(upload.read(), upload.name)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        upload.seek(0)
        return upload

    def _post_clean(self) -> None:
        # Before the instance is checked: a version without a text stands when it has a file.
        if upload := self.cleaned_data.get("upload"):
            name = PurePath(upload.name).name
            set_file(self.instance, upload.read(), name=name, media_type=self.media_type)
        super()._post_clean()


def save_version(form: LanguageVersionForm, *, by: Any) -> LanguageVersion:
    """Save a version; the digests before and after tell in the log that a file was replaced."""
    return save_record(form.instance, by=by, seen=form.seen)
