"""Pictures of editorial pages go past the same program as the library's files."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm

from palermo.core.refusals import Refused
from palermo.library.scanning import check_scanned


class CheckedImageForm(BaseImageForm):
    """Wagtail's form, which knows a picture by its content, with one question more."""

    def clean_file(self) -> Any:
        """The picture, if it is not harmful."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            try:
                check_scanned(file.read(), file.name)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from None
            file.seek(0)
        return file
