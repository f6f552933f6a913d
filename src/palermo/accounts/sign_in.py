"""The forms of signing in, labelled as the other forms are."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _


def _label_address_field(form: Form, address: str) -> None:
    """Label the address as other forms do, and remove placeholders, which would only repeat the label."""
    form.fields[address].label = _("E-mail address")
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """An address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_address_field(self, "login")


class NewPasswordForm(ResetPasswordForm):
    """The address to which a link to a new password is mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_address_field(self, "email")
