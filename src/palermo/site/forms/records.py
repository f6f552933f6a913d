"""Form fields for records of which there are too many for a list of choices: typed, or found by their words."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.text import plain

# A browser shows those that match what is typed: so many are sent to it.
OFFERED = 200


class RecordInput(forms.TextInput):
    """The identifier of a record: typed, or chosen from those offered by their words."""

    template_name = "site/widgets/record.html"

    def __init__(self) -> None:
        self.offered: Callable[[], list[tuple[str, str]]] = list
        super().__init__({"dir": "auto", "autocomplete": "off"})

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        list_id = f"{(attrs or {}).get('id', name)}_records"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        return {**context, "records": self.offered()}


class RecordField[Record: Model](forms.CharField):
    """One record by its identifier, the address of its page or its title in any language: of many, for a list of all.

    The form sets `queryset`, the records of which its reader may name one; of a `model`, those shown to the reader.
    `key` is the field with the identifier, `title` what gives the title in six languages.
    """

    widget: RecordInput

    def __init__(
        self,
        model: type[Model] | None = None,
        *,
        key: str = "slug",
        title: str = "title",
        required: bool = False,
        **kwargs: Any,
    ) -> None:
        # A form offers records of this model to its reader by itself.
        self.model = model
        self.key, self.title = key, title
        self.queryset: QuerySet[Record] | None = None
        super().__init__(required=required, widget=RecordInput(), **kwargs)
        self.widget.offered = self._offered

    def __deepcopy__(self, memo: dict[int, object]) -> "RecordField[Record]":
        copied: RecordField[Record] = super().__deepcopy__(memo)
        copied.widget.offered = copied._offered
        return copied

    def _offered(self) -> list[tuple[str, str]]:
        rows = [] if self.queryset is None else self.queryset[:OFFERED]
        return [(str(getattr(each, self.key)), plain(getattr(each, self.title))) for each in rows]

    def prepare_value(self, value: object) -> object:
        return getattr(value, self.key) if isinstance(value, Model) else value

    def clean(self, value: str | None) -> Record | None:
        written = super().clean(value)
        if not written or self.queryset is None:
            return None
        identifiers = {written, written.partition("#")[0].rstrip("/").rpartition("/")[2]}
        if found := self.queryset.filter(**{f"{self.key}__in": sorted(identifiers)}).first():
            return found
        titled = [each for each in self.queryset if self._is_title(each, written)]
        if len(titled) > 1:
            keys = format_list(sorted(str(getattr(each, self.key)) for each in titled), active_language().code)
            raise ValidationError(
                _("Several records have this title. Enter one of the identifiers %(identifiers)s."),
                params={"identifiers": keys},
            )
        if not titled:
            raise ValidationError(
                _("No record has the title or identifier “%(written)s”."), params={"written": written}
            )
        return titled[0]

    def _is_title(self, record: Record, written: str) -> bool:
        text = getattr(record, self.title)
        return written.casefold() in {words.casefold() for words in (*text.values(), plain(text))}


class RecordsField[Record: Model](forms.CharField):
    """Several records, one a line, each as in `RecordField`. The form sets `queryset`."""

    def __init__(self, *, key: str = "slug", title: str = "title", required: bool = False, **kwargs: Any) -> None:
        self.one = RecordField[Record](key=key, title=title)
        self.queryset: QuerySet[Record] | None = None
        super().__init__(widget=forms.Textarea({"rows": 3, "dir": "auto"}), required=required, **kwargs)

    def __deepcopy__(self, memo: dict[int, object]) -> "RecordsField[Record]":
        copied: RecordsField[Record] = super().__deepcopy__(memo)
        copied.one = deepcopy(self.one, memo)
        return copied

    def prepare_value(self, value: object) -> object:
        is_typed = isinstance(value, str) or value is None
        return value if is_typed else "\n".join(str(getattr(each, self.one.key)) for each in value)  # type: ignore[attr-defined]  # a list of records

    def clean(self, value: object) -> list[Record]:
        self.one.queryset = self.queryset
        found = map(self.one.clean, super().clean(value).splitlines())
        return list({each.pk: each for each in found if each is not None}.values())
