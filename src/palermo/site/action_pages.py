"""Actions on the site: to what, by which form, under which rule, by which action of its slice.

A slice registers its actions in its `web/pages`; their addresses, their pages and their buttons come from here.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.kinds import whole_and_part
from palermo.core.rules import can
from palermo.site.forms.fields import ActForm


def not_delicate(form: ActForm) -> bool:
    """Most acts ask for no password."""
    return False


def no_extra_context(record: Any, viewer: Viewer) -> dict[str, object]:
    """The page of most acts shows the record's name and the form."""
    return {}


@dataclass(frozen=True, kw_only=True)
class ActionPage:
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
    template: str = "site/actions/act.html"
    extra_context: Callable[[Any, Viewer], dict[str, object]] = no_extra_context
    is_offered: bool = True
    is_delicate: Callable[[Any], bool] = not_delicate


def act_address(act: ActionPage, record: Any = None) -> str:
    """The page of an act."""
    return reverse("act", args=[act.name, key_of(act, record)] if record else [act.name])


def key_of(act: ActionPage, record: Any) -> str:
    """What the address of an act calls a record."""
    return str(attrgetter(act.key.replace("__", "."))(record))


ACTIONS: dict[str, ActionPage] = {}


def register_actions(*actions: ActionPage) -> None:
    """Give these actions their pages, and their buttons on the pages of their records.

    Raises
    ------
    ValueError
        For a second action of the same name.
    """
    for action in actions:
        if action.name in ACTIONS:
            raise ValueError(f"expected one action called {action.name}, found a second")
        ACTIONS[action.name] = action


class Way(NamedTuple):
    """A button: what it says and where it leads."""

    label: Promise
    address: str


def acts_for(record: Model, viewer: Viewer, person: User | None = None) -> list[Way]:
    """What this reader may do to a record now; nothing for a visitor. A page that has the `person` gives them."""
    return acts_for_each([record], viewer, person)[0]


def acts_for_each(records: Sequence[Model], viewer: Viewer, person: User | None = None) -> list[list[Way]]:
    """What this reader may do to each of several records now, with the reader looked up once."""
    if not viewer.roles or not records:
        return [[] for _record in records]
    offered = [_offered_acts(record) for record in records]
    user = _user_with_viewer(viewer, person) if any(offered) else None
    return [[Way(act.label, act_address(act, on)) for act, on in each if can(act.check, user, on)] for each in offered]


def _offered_acts(record: Model) -> list[tuple[ActionPage, Model]]:
    """The acts on a record; on an event, a tool or a study also those on the activity it is."""
    return [(act, each) for each in whole_and_part(record) for act in ACTIONS.values() if _is_offered(act, each)]


def _user_with_viewer(viewer: Viewer, person: User | None = None) -> User:
    """The reader as a person, with the rights that this page has asked for already: not once more for every act.

    A copy, since whoever acts later in the same request is asked anew.
    """
    user = copy(person) if person else User.objects.get(pk=viewer.user_id)
    user.known_viewer = viewer
    return user


def _is_offered(act: ActionPage, record: Model) -> bool:
    return bool(act.records) and act.is_offered and act.model is type(record)


def ways_among(names: Iterable[str], record: Model, viewer: Viewer, person: User | None = None) -> list[Way]:
    """Those of the acts named that this reader may do to a record now, whether or not its own page offers them."""
    if not viewer.roles:
        return []
    user = _user_with_viewer(viewer, person)
    offered = [ACTIONS[name] for name in names]
    return [Way(act.label, act_address(act, record)) for act in offered if can(act.check, user, record)]


def way_to(name: str, viewer: Viewer, person: User | None = None) -> Way | None:
    """The way to an act that makes something new, for those who may do it."""
    if not viewer.roles:
        return None
    act = ACTIONS[name]
    return Way(act.label, act_address(act)) if can(act.check, _user_with_viewer(viewer, person), None) else None
