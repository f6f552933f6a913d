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
    """No reauthentication: the default of `ActionPage.is_delicate`."""
    return False


def no_extra_context(record: object, viewer: Viewer) -> dict[str, object]:
    """Nothing beside the record's name and the form: the default of `ActionPage.extra_context`."""
    return {}


@dataclass(frozen=True, kw_only=True)
class ActionPage[Record: Model]:
    """`check` is the rule without what the form asks; `perform` the action, which asks its whole rule again.

    `records` is the one visibility query of the model acted on, or None where the act makes something new out of
    nothing. `key` is the field that the address names a record by. `success_message` is shown after the act;
    `extra_context` gives the template of the page what it shows beside the form. `is_delicate` says of a filled-in
    form whether whoever acts must reauthenticate. With `is_offered` false no button leads there: another page does.
    With `is_primary` it is the button of its record (or of those records of which the function says so), before those
    that were registered earlier. With `is_change` it changes what was done: where it is offered nothing more is asked,
    and no act of the record is its button. Where several are usually entered in a row, `keeps` names the fields whose
    values stand in the next form: the page then offers to save and add another.
    """

    name: str
    label: Promise
    success_message: Promise
    model: type[Record]
    records: Callable[[Viewer], QuerySet[Record]] | None
    form: type[ActForm]
    check: Callable[[User, Record], None]
    perform: Callable[..., Model]
    key: str = "slug"
    template: str = "site/actions/act.html"
    extra_context: Callable[[Record, Viewer], dict[str, object]] = no_extra_context
    is_offered: bool = True
    is_primary: bool | Callable[[Any], bool] = False
    is_change: bool = False
    is_delicate: Callable[[Any], bool] = not_delicate
    keeps: tuple[str, ...] = ()


def action_address(act: ActionPage, record: Model | None = None) -> str:
    """The page of an act."""
    return reverse("act", args=[act.name, key_of(act, record)] if record else [act.name])


def key_of(act: ActionPage, record: Model) -> str:
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


class ActionLink(NamedTuple):
    """A button: what it says and where it leads; whether it changes what was done."""

    label: Promise
    address: str
    is_change: bool = False


def action_links(record: Model, viewer: Viewer, person: User | None = None) -> list[ActionLink]:
    """Links to what this reader may do to a record now; none for a visitor. A page that has the `person` gives them."""
    return action_links_for_each([record], viewer, person)[0]


def action_links_for_each(
    records: Sequence[Model], viewer: Viewer, person: User | None = None
) -> list[list[ActionLink]]:
    """The same for each of several records, with the reader looked up once."""
    if not viewer.roles or not records:
        return [[] for _record in records]
    offered = [_offered_actions(record) for record in records]
    user = _user_with_viewer(viewer, person) if any(offered) else None
    return [
        [ActionLink(act.label, action_address(act, on), act.is_change) for act, on in each if can(act.check, user, on)]
        for each in offered
    ]


def _offered_actions(record: Model) -> list[tuple[ActionPage, Model]]:
    """The acts on a record; on an event, a tool or a study also those on the activity it is."""
    offered = [(act, each) for each in whole_and_part(record) for act in ACTIONS.values() if _is_offered(act, each)]
    return sorted(offered, key=lambda pair: not _is_primary(*pair))


def _is_primary(act: ActionPage, record: Model) -> bool:
    return act.is_primary(record) if callable(act.is_primary) else act.is_primary


def _user_with_viewer(viewer: Viewer, person: User | None = None) -> User:
    """The reader as a person, with the rights that this page has asked for already: not once more for every act.

    A copy, since whoever acts later in the same request is asked anew.
    """
    user = copy(person) if person else User.objects.get(pk=viewer.user_id or 0)
    user.known_viewer = viewer
    return user


def _is_offered(act: ActionPage, record: Model) -> bool:
    return bool(act.records) and act.is_offered and act.model is type(record)


def named_action_links(
    names: Iterable[str], record: Model, viewer: Viewer, person: User | None = None
) -> list[ActionLink]:
    """Links to the actions named that this reader may do to a record now, whether or not its page offers them."""
    if not viewer.roles:
        return []
    user = _user_with_viewer(viewer, person)
    offered = [ACTIONS[name] for name in names]
    return [ActionLink(act.label, action_address(act, record)) for act in offered if can(act.check, user, record)]


def creation_links(names: Iterable[str], viewer: Viewer, person: User | None = None) -> list[ActionLink]:
    """Links to those of these actions, which make something new, that this reader may do."""
    if not viewer.roles:
        return []
    user = _user_with_viewer(viewer, person)
    offered = [ACTIONS[name] for name in names]
    return [ActionLink(act.label, action_address(act)) for act in offered if can(act.check, user, None)]
