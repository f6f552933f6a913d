"""An error at a field that a form does not ask of this reader is shown at the form, never an error of the site."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from palermo.accounts.viewer import VISITOR
from palermo.site.forms.fields import ActForm


class Asked(ActForm):
    """Two fields, of which a reader is asked one."""

    here, elsewhere = forms.CharField(), forms.CharField()

    def prepare(self) -> None:
        del self.fields["elsewhere"]


@pytest.mark.parametrize(
    ("field", "error"),
    [("elsewhere", "Not both."), (None, ValidationError({"elsewhere": "Not both."})), (None, "Not both.")],
)
def test_it_stands_above_the_fields(field, error):
    form = Asked({"here": "x"}, viewer=VISITOR)
    form.add_error(field, error)
    assert form.errors == {"__all__": ["Not both."]}


def test_at_a_field_that_is_asked_it_stands_there():
    form = Asked({"here": "x"}, viewer=VISITOR)
    form.add_error(None, ValidationError({"here": "Too short.", "elsewhere": "Not both."}))
    assert form.errors == {"here": ["Too short."], "__all__": ["Not both."]}
