"""Model fields for texts in six languages and for dates known more or less exactly."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Self, overload

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ID_TAKEN
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import MultilingualFormField
from palermo.core.text import MultilingualText


class DigestField(models.CharField):
    """A digest of other fields of the row, made whenever the row is written: long words are compared by it.

    Read together with other columns by a constraint, it prevents duplicates.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 64, "default": "", "editable": False, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        values = [_plain(getattr(model_instance, name)) for name in self.of]
        digest = hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        setattr(model_instance, self.attname, digest)
        return digest


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, MultilingualText) else value


class MultilingualField(models.JSONField):
    """A MultilingualText in one JSON column. `long=True` only chooses the widget."""

    def __init__(self, *args: Any, long: bool = False, **kwargs: Any) -> None:
        self.long = long
        kwargs.setdefault("default", MultilingualText)
        super().__init__(*args, **kwargs)

    def from_db_value(
        self, value: str | None, expression: models.Expression, connection: BaseDatabaseWrapper
    ) -> MultilingualText | str | None:
        # A key transform (`title__en`) comes through here too and is plain text.
        decoded = super().from_db_value(value, expression, connection)
        return MultilingualText(decoded) if isinstance(decoded, dict) else decoded

    def get_prep_value(self, value: object) -> object:
        return dict(value) if isinstance(value, MultilingualText) else value

    def get_db_prep_value(self, value: object, connection: BaseDatabaseWrapper, prepared: bool = False) -> object:
        if isinstance(value, MultilingualText):
            value = dict(value)
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value: Mapping[str, str] | None) -> MultilingualText:
        if isinstance(value, MultilingualText):
            return value
        try:
            return MultilingualText(value or {})
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError(str(error)) from None

    def pre_save(self, model_instance: models.Model, add: bool) -> MultilingualText:
        # A plain mapping given to the constructor becomes the value everyone else reads.
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def validate(self, value: MultilingualText | None, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(_("Enter the text in at least one language."), code="required")

    def value_to_string(self, obj: models.Model) -> dict[str, str]:  # type: ignore[override]  # as that of JSONField
        return dict(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> MultilingualFormField:
        return MultilingualFormField(
            long=self.long,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=self.help_text,
        )


class RecordIdField(models.SlugField):
    """The id that a person gives a record: it stands in addresses, files and the log, and never changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults = {
            "verbose_name": gettext_lazy("Identifier"),
            "help_text": gettext_lazy(
                "Lower-case Latin letters, digits and hyphens. It becomes part of the page address and never changes."
            ),
            "max_length": 100,
            "unique": True,
            "error_messages": {"unique": ID_TAKEN},
        }
        super().__init__(*args, **{**defaults, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        # Django leaves out what is its own default, and our default is the other one.
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"unique": self.unique}


class ArrangedField(models.JSONField):
    """Names of fields whose content the record arranged for itself: no source gives it, and no report prints it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults = {
            "verbose_name": gettext_lazy("Details supplied by this installation"),
            "help_text": gettext_lazy("Fields whose content is not in the source. Reports do not use them."),
            "default": list,
            "blank": True,
        }
        super().__init__(*args, **{**defaults, **kwargs})

    def validate(self, value: object, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        names = {field.name for field in model_instance._meta.fields} if model_instance else set()
        names |= {name.removesuffix("_on") for name in names}
        unknown = [name for name in value if name not in names] if isinstance(value, list) else [value]
        if unknown:
            raise ValidationError(_("There is no field “%(name)s”."), params={"name": unknown[0]})


class DatePrecisionField(models.CharField):
    """How exactly the date beside it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault("choices", DatePrecision.choices)
        kwargs.setdefault("default", DatePrecision.DAY)
        super().__init__(*args, **kwargs)


class PartialDateOf:
    """Reads `<name>_on` and `<name>_precision` as one PartialDate, or None; assigning sets both."""

    def __init__(self, name: str) -> None:
        self.day, self.precision = f"{name}_on", f"{name}_precision"

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: models.Model, owner: type) -> Any: ...  # Never None where `<name>_on` is not null.

    def __get__(self, instance: models.Model | None, owner: type) -> Self | PartialDate | None:
        if instance is None:
            return self
        day = getattr(instance, self.day)
        return PartialDate(day, getattr(instance, self.precision)) if day else None

    def __set__(self, instance: models.Model, value: PartialDate | None) -> None:
        setattr(instance, self.day, value and value.value)
        setattr(instance, self.precision, value.precision if value else DatePrecision.DAY)
