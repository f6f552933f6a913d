"""Form fields for documents."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from palermo.library.models import Document


class DocumentField(forms.CharField):
    """One document, by symbol or id: there are too many to be chosen from."""

    def __init__(self, **kwargs: Any) -> None:
        self.queryset = Document.objects.none()
        super().__init__(required=False, **kwargs)

    def clean(self, value: str | None) -> Document | None:
        written = super().clean(value)
        for field in ("symbol", "slug") if written else ():
            if document := self.queryset.filter(**{field: written}).first():
                return document
        if written:
            raise ValidationError(
                _("No document has the symbol or identifier “%(written)s”."), params={"written": written}
            )
        return None
