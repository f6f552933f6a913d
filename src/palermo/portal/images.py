"""Pictures of editorial pages: looked at apart from the site, then by the same program as the library's files."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from palermo.core.limited_process.starting import read_apart
from palermo.core.refusals import Refused
from palermo.library.scanning import check_scanned

READER = "palermo.portal.pictures"


class CheckedImageField(WagtailImageField):
    """Wagtail's field, which opens a picture within the site, once it was opened apart from it without harm."""

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        if data and (data.size or 0) <= self.max_upload_size:
            try:
                check_picture(data.read(), str(data.name))
            except Refused as refusal:
                raise ValidationError(str(refusal)) from None
            data.seek(0)
        elif data:
            self.check_image_file_size(data)
        return super().to_python(data)


class CheckedImageForm(BaseImageForm):
    """Wagtail's form, which knows a picture by its content, with two questions more."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        self.fields["file"] = CheckedImageField(label=field.label, required=field.required, widget=field.widget)

    def clean_file(self) -> UploadedFile:
        """The picture, if it is not harmful."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            try:
                check_scanned(file.read(), file.name)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from None
            file.seek(0)
        return file


def check_picture(content: bytes, name: str) -> None:
    """Refuse a picture that cannot be drawn, or would take too much memory."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    pixels = read_apart(READER, content, name=name, most_pixels=most)["pixels"]
    if pixels is not None and pixels > most:
        raise Refused(
            _("“%(name)s” has %(found)d pixels; the maximum is %(most)d. Upload a smaller image.")
            % {"name": name, "found": pixels, "most": most}
        )
