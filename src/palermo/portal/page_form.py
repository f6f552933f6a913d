"""The form of editorial pages: their date is typed as every date of the site."""

from typing import Any

from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminPageForm

from palermo.core.forms import DayFormField


class EditorialPageForm(WagtailAdminPageForm):
    """A date in digits or in words; news must have one."""

    published_on = DayFormField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, day = self.fields["published_on"], self.instance._meta.get_field("published_on")
        field.label, field.required = capfirst(day.verbose_name), not day.null
