"""The file in which the programme of another system comes."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from palermo.core.languages import LANGUAGES, active_language
from palermo.programme.exchange.file_reader import LARGEST_FILE


class ScheduleForm(forms.Form):
    """One file, and the language of its texts where it does not say."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Schedule JSON or XML (frab, pretalx), or JSON of the Indico API."),
        widget=forms.FileInput(attrs={"accept": ".json,.xml"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the texts, if not stated in the file"),
        choices=[(language.code, language.name) for language in LANGUAGES],
    )

    def __init__(self, data: QueryDict | None = None, files: MultiValueDict[str, UploadedFile] | None = None) -> None:
        super().__init__(data, files, initial={"language": active_language().code})

    def clean_file(self) -> UploadedFile:
        """A file that is not too large."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("Expected at most %(most)d bytes, found %(size)d."),
                params={"most": LARGEST_FILE, "size": upload.size},
            )
        return upload
