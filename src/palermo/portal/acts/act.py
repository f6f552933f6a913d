"""What an act on the site is made of, and the small things several of them need."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from palermo.accounts.viewer import Viewer
from palermo.portal.forms.fields import ActForm


def not_delicate(form: ActForm) -> bool:
    """Most acts ask for no password."""
    return False


def no_extra_context(record: Any, viewer: Viewer) -> dict[str, Any]:
    """The page of most acts shows the record's name and the form."""
    return {}


@dataclass(frozen=True)
class Act:
    """`check` is the rule without what the form asks; `perform` the action, which asks its whole rule again.

    `records` is the one visibility query of the model acted on, or None where the act makes something new out of
    nothing. `key` is the field that the address names a record by. `success_message` is shown after the act;
    `extra_context` gives the template of the page what it shows beside the form. `is_delicate` says of a filled-in
    form whether whoever acts must reauthenticate. With `is_offered` false no button leads there: another page does.
    """

    name: str
    label: Promise
    success_message: Promise
    model: type[Model]
    records: Callable[[Viewer], QuerySet] | None
    form: type[ActForm]
    check: Callable[[Any, Any], None]
    perform: Callable[..., Model]
    key: str = "slug"
    template: str = "portal/acts/act.html"
    extra_context: Callable[[Any, Viewer], dict[str, Any]] = no_extra_context
    is_offered: bool = True
    is_delicate: Callable[[Any], bool] = not_delicate


def act_address(act: Act, record: Any = None) -> str:
    """The page of an act."""
    return reverse("act", args=[act.name, key_of(act, record)] if record else [act.name])


def key_of(act: Act, record: Any) -> str:
    """What the address of an act calls a record."""
    return str(attrgetter(act.key.replace("__", "."))(record))
