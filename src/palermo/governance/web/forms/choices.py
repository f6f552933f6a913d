"""What the fields of a form offer, where that depends on the record and the reader."""

from collections.abc import Callable, Iterable

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise


def offer_records[Record: Model](form: forms.Form, name: str, records: QuerySet[Record]) -> None:
    """Let the field of this name take one of these records, or several where it is a field for several."""
    form.fields[name].queryset = records  # type: ignore[attr-defined]  # no field of another kind is set up like this


def label_records[Record: Model](form: forms.Form, name: str, label: Callable[[Record], str]) -> None:
    """Let the field of this name show its records under these labels."""
    form.fields[name].label_from_instance = label  # type: ignore[attr-defined]  # as above


def offer_choices(form: forms.Form, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    """Let the field of this name offer these values, each with its label."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # as above
