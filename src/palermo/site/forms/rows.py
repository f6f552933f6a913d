"""Forms for rows that belong to a record."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model

from palermo.accounts.actions.records import fingerprint
from palermo.core.rows import set_values
from palermo.site.forms.fields import ActForm


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
