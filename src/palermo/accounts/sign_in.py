"""The forms of signing in, in the words of the other forms."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _


def _put_in_words(form: Form, address: str) -> None:
    """Call the address what it is called elsewhere, and leave out placeholders, which would only repeat a label."""
    form.fields[address].label = _("E-mail address")
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """An address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_in_words(self, "login")


class NewPasswordForm(ResetPasswordForm):
    """The address to which a link to a new password is mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_in_words(self, "email")
