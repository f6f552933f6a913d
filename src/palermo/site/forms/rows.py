"""Forms for rows that belong to a record."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Manager, Model

from palermo.accounts.actions.records import fingerprint
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import PartialDateFormField
from palermo.core.rows import set_values
from palermo.site.forms.fields import ActForm


def stored_date(name: str, day: PartialDate | None) -> dict[str, object]:
    """A date known more or less exactly as the values of the two fields that keep it."""
    precision = day.precision if day else DatePrecision.DAY
    return {f"{name}_on": day.value if day else None, f"{name}_precision": precision}


class ValuesForm(ActForm):
    """A form of the fields of a model: those of the row on record stand in it, and the act is given them as `values`.

    Where the act makes a new row, the record acted on is of another model, and nothing stands in the form. What
    `beside_values` names is an argument of its own; what `of_this_act` names, such as a reason, is asked for anew.
    """

    model: ClassVar[type[Model]]
    beside_values: ClassVar[tuple[str, ...]] = ("reason",)
    of_this_act: ClassVar[tuple[str, ...]] = ("reason",)

    def row_on_record(self) -> Any:
        """The row whose values stand in the form, or None."""
        return self.record if isinstance(self.record, self.model) else None

    def prepare(self) -> None:
        super().prepare()
        row = self.row_on_record()
        for name in self.fields if row is not None else ():
            if hasattr(type(row), name) and name not in (*self.initial, *self.of_this_act):
                value = getattr(row, name)
                self.initial[name] = list(value.all()) if isinstance(value, Manager) else value

    def action_kwargs(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        beside = {name: values.pop(name) for name in self.beside_values if name in values}
        for name, field in self.fields.items():
            if isinstance(field, PartialDateFormField) and name in values:
                values |= stored_date(name, values.pop(name))
        return {"values": values, **beside}


class RowForm(ActForm):
    """A form for a row of a record: a new one where the record is what it is added to."""

    model: ClassVar[type[Model]]
    # The relation of a new row to the record that it is added to.
    parent: ClassVar[str] = "programme"
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        super().prepare()
        is_there = isinstance(self.record, self.model)
        self.row = self.record if is_there else self.new()
        for name in [name for name in self.fields if is_there and hasattr(self.row, name)]:
            self.initial.setdefault(name, getattr(self.row, name))
        if is_there:
            self.initial.setdefault("seen", self.fingerprint())

    def new(self) -> Any:
        """A row to be added to the record."""
        return self.model(**{self.parent: self.record})

    def fingerprint(self) -> str:
        """What the row holds, as a digest."""
        return fingerprint(self.row)

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        seen = values.pop("seen")
        set_values(self.row, values)
        self.name_row()
        return {"row": self.row, "seen": seen}

    def name_row(self) -> None:
        """Give a new row its id."""
