"""The file in which translations come back."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from palermo.record.exchange.formats import LARGEST_FILE


class TranslationsForm(forms.Form):
    """One file, of a size that is read at once."""

    file = forms.FileField(
        label=_("File with translations"),
        help_text=_("PO or XLIFF 1.2, as exported from the translation desk."),
        widget=forms.FileInput(attrs={"accept": ".po,.xlf,.xliff"}),
    )

    def clean_file(self) -> UploadedFile:
        """A file that is not too large."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("Expected at most %(most)d bytes, found %(size)d. Import the file in parts."),
                params={"most": LARGEST_FILE, "size": upload.size},
            )
        return upload
