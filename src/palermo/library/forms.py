"""The form of a language version: a text, a file, or both."""

from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.library.actions.versions import set_file
from palermo.library.extracting import extract_later
from palermo.library.intake import check_file
from palermo.library.media import check_size
from palermo.library.models import LANGUAGE_CHOICES, LanguageVersion
from palermo.library.rules.versions import check_is_not_issued
from palermo.site.administration.forms import RecordForm


class DocumentForm(RecordForm):
    """The languages a document is meant for are ticked; none stands for all six."""

    languages_meant = forms.MultipleChoiceField(
        label=_("Intended languages"),
        help_text=_("Leave empty for all six. Languages that are not intended are not reported as missing."),
        choices=LANGUAGE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_languages_meant(self) -> list[str]:
        ticked = self.cleaned_data["languages_meant"]
        return [code for code in CODES if code in ticked] if len(ticked) < len(CODES) else []


class LanguageVersionForm(RecordForm):
    """Takes a file and detects its type from its content."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word (.docx), Excel (.xlsx), plain text or HTML."),
        required=False,
        allow_empty_file=True,
    )

    def clean_upload(self) -> UploadedFile | None:
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        try:
            check_size(upload.size, settings.PALERMO_MAX_UPLOAD_MB)
            self.media_type = check_file(upload.read(), upload.name)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        upload.seek(0)
        return upload

    def _post_clean(self) -> None:
        # Before the instance is checked: a version without a text stands when it has a file.
        if upload := self.cleaned_data.get("upload"):
            name = PurePath(upload.name).name
            set_file(self.instance, upload.read(), name=name, media_type=self.media_type)
        super()._post_clean()  # as in RecordForm


@transaction.atomic
def save_version(form: LanguageVersionForm, *, by: Actor) -> LanguageVersion:
    """Save a version of a draft, or one in a language more; what was issued is replaced by an act, with its reason."""
    if not form.instance._state.adding:
        check_is_not_issued(form.instance)
    version = save_record(form.instance, by=by, seen=form.seen)
    if form.cleaned_data.get("upload"):
        extract_later(version)
    return version
