"""The form of a record: what an editor may write, checked, with nothing in it that changes by an act."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q
from django.forms.models import modelform_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import registry

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.models import State
from palermo.accounts.state_choices import InReadersOrder, StateChoiceField, offer_states
from palermo.core.fields import PartialDateOf
from palermo.core.forms import DayFormField, PartialDateFormField
from palermo.core.languages import CODES
from palermo.site.administration.words import title_of

# An id after a title, as a list of records is written.
_ID = re.compile(r"\[([^\[\]]+)\]$")


class RecordListField(forms.CharField):
    """Records of one model, one a line, by title, symbol or id; for lists too long to be chosen from."""

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(widget=forms.Textarea({"rows": 4, "dir": "auto"}), **kwargs)
        self.help_text = self.help_text or gettext_lazy("One per line: title, symbol or id.")

    def prepare_value(self, value: Any) -> str | None:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{title_of(record)} [{record.slug}]" for record in value)

    def clean(self, value: str | None) -> list[models.Model]:
        lines = [line.strip() for line in super().clean(value).split("\n") if line.strip()]
        return [self._find(line) for line in lines]

    def _find(self, written: str) -> models.Model:
        in_brackets = _ID.search(written)
        for words in (in_brackets[1], written) if in_brackets else (written,):
            for name in self._own_fields("slug", "symbol"):
                if record := self.model._default_manager.filter(**{name: words}).first():
                    return record
        titled = Q(pk__in=[])
        for name in self._own_fields("title"):
            for code in CODES:
                titled |= Q(**{f"{name}__{code}__iexact": written})
        match list(self.model._default_manager.filter(titled)[:2]):
            case [record]:
                return record
            case []:
                raise ValidationError(
                    _("No record found for “%(words)s”. Enter its title, symbol or id."), params={"words": written}
                )
        raise ValidationError(
            _("Several records are called “%(words)s”. Enter the symbol or id."), params={"words": written}
        )

    def _own_fields(self, *names: str) -> list[str]:
        """Those of these fields that the model has."""
        return [name for name in names if name in {field.name for field in self.model._meta.fields}]


class _RecordChoiceField(forms.ModelChoiceField):
    """A record by its name, in the order in which a reader looks for it."""

    iterator = InReadersOrder

    def label_from_instance(self, obj: models.Model) -> str:
        return title_of(obj)


class RecordForm(forms.ModelForm):
    """Adds to Django's form: dates known more or less exactly, lists of ids, and the version the editor was shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, StateChoiceField):
                offer_states(field, also=[getattr(self.instance, f"{name}_id", None)])
        for name in self._partial_dates():
            self.initial.setdefault(name, getattr(self.instance, name))
        if not self.instance._state.adding:
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial["seen"] = fingerprint(self.instance)

    @property
    def seen(self) -> str:
        """The fingerprint of the record as the editor was shown it."""
        return self.cleaned_data.get("seen", "")

    def linked_records(self) -> dict[str, Iterable[models.Model]]:
        """The records named for each many-to-many field."""
        names = {field.name for field in self._meta.model._meta.many_to_many}
        return {name: self.cleaned_data[name] for name in names & self.cleaned_data.keys()}

    def _partial_dates(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, PartialDateFormField)]

    def _post_clean(self) -> None:
        for name in self._partial_dates():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, which its stubs leave out

    def refuse(self, error: ValidationError) -> None:
        """Show an error that came of saving, at its field where that is on the form."""
        for field, messages in messages_of(error).items():
            self.add_error(field if field in self.fields else None, messages)


def messages_of(error: ValidationError) -> dict[str, list[str]]:
    """What is wrong, by field; what is wrong with the whole stands by itself."""
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}


def form_of(model: type[models.Model], fields: Sequence[str], base: type[RecordForm] = RecordForm) -> type[RecordForm]:
    """The form class for these fields of a model; a partial date is one field, a many-to-many field a list of ids."""
    declared = {name: field for name in fields if (field := _special(model, name)) is not None}
    # A field that the base declares itself stays as it is.
    declared = {name: field for name, field in declared.items() if name not in base.base_fields}
    form = type(f"{model.__name__}Form", (base,), declared)
    # A subclass of `form`.
    return cast(
        type[RecordForm], modelform_factory(model, form=form, fields=list(fields), formfield_callback=_formfield)
    )


def _special(model: type[models.Model], name: str) -> forms.Field | None:
    if isinstance(model.__dict__.get(name), PartialDateOf):
        day = next(field for field in model._meta.fields if field.name == f"{name}_on")
        return PartialDateFormField(label=capfirst(day.verbose_name), help_text=day.help_text, required=not day.null)
    many = {field.name: field for field in model._meta.many_to_many}
    if name not in many:
        return None
    label, help_text = capfirst(many[name].verbose_name), many[name].help_text
    return RecordListField(many[name].related_model, label=label, help_text=help_text, required=False)


def _formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        return field.formfield(form_class=DayFormField, **kwargs)
    if isinstance(field, models.ForeignKey) and field.related_model is State:
        return field.formfield(form_class=StateChoiceField, **kwargs)
    if isinstance(field, models.ForeignKey):
        # One of many is chosen in a dialogue.
        return field.formfield(form_class=_RecordChoiceField, **(registry.get(field) or {}), **kwargs)
    return field.formfield(**kwargs)
