"""A form field for one of many records that have an id and a title."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.library.web.fields import OFFERED


class RecordInput(forms.TextInput):
    """The title or the id of a record: typed, or chosen from the latest by their titles."""

    template_name = "library/widgets/document.html"

    def __init__(self) -> None:
        self.records: QuerySet[Any] | None = None
        super().__init__({"dir": "auto", "autocomplete": "off"})

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        list_id = f"{(attrs or {}).get('id', name)}_records"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        latest = [] if self.records is None else _titles(self.records).order_by("-pk")[:OFFERED]
        context["documents"] = [(each.slug, plain(each.title)) for each in latest]
        return context


class RecordField(forms.CharField):
    """One record by its title in any language, or by its id: there are too many for a list of choices.

    The form sets `queryset`: the records of which its reader may name one; of a `model`, those shown to the reader.
    """

    widget: RecordInput

    def __init__(self, model: type[Model] | None = None, **kwargs: Any) -> None:
        # A form offers records of this model to its reader by itself.
        self.model = model
        super().__init__(required=False, widget=RecordInput(), **kwargs)

    @property
    def queryset(self) -> QuerySet[Any]:
        """The records of which one can be named."""
        assert self.widget.records is not None
        return self.widget.records

    @queryset.setter
    def queryset(self, records: QuerySet[Any]) -> None:
        self.widget.records = records

    def prepare_value(self, value: Any) -> object:
        return value.slug if isinstance(value, Model) else value  # type: ignore[attr-defined]  # all of them have one

    def clean(self, value: str | None) -> Any:
        written = super().clean(value)
        if not written:
            return None
        if record := self.queryset.filter(slug=written).first():
            return record
        titled = [each for each in _titles(self.queryset) if _is_title(each, written)]
        if len(titled) > 1:
            slugs = format_list(sorted(each.slug for each in titled), active_language().code)
            raise ValidationError(
                _("Several records have this title. Enter one of the identifiers %(identifiers)s."),
                params={"identifiers": slugs},
            )
        if not titled:
            raise ValidationError(
                _("No record has the title or identifier “%(written)s”."), params={"written": written}
            )
        return titled[0]


def _titles(records: QuerySet[Any]) -> QuerySet[Any]:
    """The records with no more than is shown of them here."""
    return records.select_related(None).prefetch_related(None).only("slug", "title")


def _is_title(record: Any, written: str) -> bool:
    return written.casefold() in {words.casefold() for words in (*record.title.values(), plain(record.title))}
