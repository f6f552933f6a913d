"""Form fields for records of which there are too many for a list of choices."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.records import name_of

# A browser shows those that match what is typed: so many are sent to it.
OFFERED = 200


class RecordInput(forms.TextInput):
    """The identifier or the address of a record: typed, or chosen from the first by their names."""

    template_name = "library/widgets/document.html"

    def __init__(self) -> None:
        self.records: QuerySet[Any] | None = None
        super().__init__({"dir": "auto", "autocomplete": "off"})

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        list_id = f"{(attrs or {}).get('id', name)}_records"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        first = self.records[:OFFERED] if self.records is not None else ()
        context["documents"] = [(each.slug, name_of(each)) for each in first]
        return context


class RecordField(forms.CharField):
    """One record, by its identifier or the address of its page."""

    widget: RecordInput

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            required=False,
            max_length=500,
            widget=RecordInput(),
            label=label,
            help_text=gettext_lazy("Choose one, or enter the address of its page."),
        )

    @property
    def queryset(self) -> QuerySet[Any] | None:
        """The records of which one can be named."""
        return self.widget.records

    @queryset.setter
    def queryset(self, records: QuerySet[Any]) -> None:
        self.widget.records = records

    def prepare_value(self, value: object) -> object:
        return getattr(value, "slug", value) if isinstance(value, Model) else value

    def clean(self, value: str | None) -> Model | None:
        written = super().clean(value).strip()
        if not written or self.queryset is None:
            return None
        slug = written.partition("#")[0].rstrip("/").rpartition("/")[2]
        found: Model | None = self.queryset.filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(
                _("No record has the identifier “%(written)s”. Choose one, or enter the address of its page."),
                params={"written": written},
            )
        return found
