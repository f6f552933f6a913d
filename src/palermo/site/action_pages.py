"""Actions on the site: to what, by which form, under which rule, by which action of its slice.

A slice registers its actions in its `web/pages`; their addresses, their pages and their buttons come from here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.forms import MultilingualFormField
from palermo.core.kinds import whole_and_part
from palermo.core.rules import can
from palermo.site.forms.fields import ActForm

# A form with no more fields than these is typed again in a moment.
FEW_FIELDS = 5
# What an edit is called, and what is shown after it, unless its act says otherwise.
EDIT, SAVED = _("Edit"), _("Saved.")


def not_delicate(form: ActForm) -> bool:
    """No reauthentication: the default of `ActionPage.is_delicate`."""
    return False


def no_extra_context(record: object, viewer: Viewer) -> dict[str, object]:
    """Nothing beside the record's name and the form: the default of `ActionPage.extra_context`."""
    return {}


@dataclass(frozen=True, kw_only=True)
class ActionPage[Record: Model]:
    """`check` is the rule without the form's input; `perform` the action, which checks its whole rule again.

    `records` is the one visibility query of the model acted on, or None where the act makes something new out of
    nothing. `key` is the field that the address names a record by. `success_message` is shown after the act: words, or
    a function of the record and the form that was sent. An edit is called “Edit” and says “Saved.” unless it gives
    others. `extra_context` gives the template of the page what it shows beside the form. `is_delicate` says of a
    filled-in form whether whoever acts must reauthenticate. With `is_offered` false no button leads there: another page
    does. With `is_primary` it is the button of its record (or of those records of which the function says so), before
    those that were registered earlier. The form of an edit (`is_edit`) is sent by “Save”, of another act by its own
    label. What makes something new out of nothing names the page of the menu (`list_page`) to which that will belong.
    With `is_change` it changes what was done: where it is offered nothing more is asked, and no act of the record is
    its button. Where several are usually entered in a row, `keeps` names the fields whose values stand in the next
    form: the page then offers to save and add another.
    """

    name: str
    label: Promise = EDIT
    success_message: Promise | Callable[[Any, Any], str] = SAVED
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
    is_edit: bool = False
    list_page: str = ""
    is_delicate: Callable[[Any], bool] = not_delicate
    keeps: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.is_edit and (self.label is EDIT or self.success_message is SAVED):
            raise TypeError(f"{self.name}: expected a label and a success message of its own, as it is no edit.")

    def said_after(self, record: Record | None, form: ActForm) -> str:
        """What is shown after the act was done to a record with a form."""
        message = self.success_message
        return message(record, form) if callable(message) else str(message)

    @property
    def button(self) -> str | Promise:
        """What the button of the form says."""
        return _("Save") if self.is_edit else self.label

    @property
    def has_drafts(self) -> bool:
        """Whether what is typed can be saved as a draft: a text in several languages, or more than a few fields."""
        fields = [field for field in self.form.base_fields.values() if not field.widget.is_hidden]
        is_long = len(fields) > FEW_FIELDS or any(isinstance(field, MultilingualFormField) for field in fields)
        return is_long and self.form.draft_days > 0


class ActionMaker:
    """Makes pages of actions on records of one model; `options` are what all of them have besides (`ActionPage`)."""

    def __init__(self, model: type[Model], records: Callable[[Viewer], QuerySet[Any]], **options: Any) -> None:
        self.of_all = {"model": model, "records": records, **options}

    def __call__(
        self,
        name: str,
        label: Promise,
        success_message: Promise,
        form: type[ActForm],
        check: Callable[..., None],
        perform: Callable[..., Model],
        **options: Any,
    ) -> ActionPage:
        """The page of one action; its `options` take precedence over those of all."""
        own = {"name": name, "label": label, "success_message": success_message, "form": form, "check": check}
        return ActionPage(**{**self.of_all, **own, "perform": perform, **options})


def row_creator[Done: Model](action: Callable[..., Done], model: type[Model], above: str = "") -> Callable[..., Done]:
    """The `perform` of an act that gives `action` a new row of a model, with the values of its form.

    `above` is the relation of the row to the record acted on; without it the row belongs to none.
    """

    def perform(record: Model | None, *, values: Mapping[str, object], **kwargs: object) -> Done:
        relation = {above: record} if above else {}
        return action(model(**relation, **values), **kwargs)

    return perform


def row_saver[Done: Model](action: Callable[..., Done], name: str = "row") -> Callable[..., Done]:
    """The `perform` of an act that gives `action` the row that its form makes, which the form passes on as `name`."""

    def perform(record: Model | None, **kwargs: Any) -> Done:
        return action(kwargs.pop(name), **kwargs)

    return perform


def action_address(act: ActionPage, record: Model | None = None) -> str:
    """The page of an act."""
    return reverse("act", args=[act.name, key_of(act, record)] if record else [act.name])


def key_of(act: ActionPage, record: Model) -> str:
    """What the address of an act calls a record."""
    return str(attrgetter(act.key.replace("__", "."))(record))


def as_edit(action: ActionPage) -> ActionPage:
    """An act that edits what its form shows."""
    return replace(action, is_edit=True)


ACTIONS: dict[str, ActionPage] = {}
# The same by what they act on: a page of fifty records asks for them a hundred times.
_ON_MODEL: dict[type[Model], list[ActionPage]] = defaultdict(list)


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
        if action.records:
            _ON_MODEL[action.model].append(action)


# The names of acts that can be undone for some minutes (docs/reference/undo.md).
UNDOABLE: set[str] = set()


def allow_undo(*names: str) -> None:
    """Let whoever does one of these acts undo it for some minutes.

    Everything that such an act writes has versions, and it sends, issues and publishes nothing.

    Raises
    ------
    ValueError
        For an act that is not registered.
    """
    for name in names:
        if name not in ACTIONS:
            raise ValueError(f"expected an action called {name}, found none")
    UNDOABLE.update(names)


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
    """Links to what this reader may do to each of several records now, with the reader looked up once."""
    if not viewer.roles or not records:
        return [[] for _record in records]
    offered = [_offered_actions(record) for record in records]
    user = _user_with_viewer(viewer, person) if any(offered) else None
    return [
        [ActionLink(act.label, action_address(act, on), act.is_change) for act, on in each if can(act.check, user, on)]
        for each in offered
    ]


def _offered_actions(record: Model) -> list[tuple[ActionPage, Model]]:
    """The acts on a record, edits last; on an event, a tool or a study also those on the activity it is."""
    offered = [(act, each) for each in whole_and_part(record) for act in _ON_MODEL[type(each)] if act.is_offered]
    return sorted(offered, key=lambda pair: (not _is_primary(*pair), pair[0].is_edit))


def _is_primary(act: ActionPage, record: Model) -> bool:
    return act.is_primary(record) if callable(act.is_primary) else act.is_primary


def _user_with_viewer(viewer: Viewer, person: User | None = None) -> User:
    """The reader as a person, with the rights that this page has already looked up, so that each act need not look them
    up. A copy, since acts later in the same request look them up again.
    """
    user = copy(person) if person else User.objects.get(pk=viewer.user_id or 0)
    user.known_viewer = viewer
    return user


def named_action_links(
    names: Iterable[str], record: Model, viewer: Viewer, person: User | None = None
) -> list[ActionLink]:
    """Links to the actions named that this reader may do to a record now, whether or not its page offers them."""
    return named_action_links_for_each(names, [record], viewer, person)[0]


def named_action_links_for_each(
    names: Iterable[str], records: Sequence[Model], viewer: Viewer, person: User | None = None
) -> list[list[ActionLink]]:
    """Links to the actions named for each of several records, with the reader looked up once."""
    if not viewer.roles or not records:
        return [[] for _record in records]
    user, acts = _user_with_viewer(viewer, person), [ACTIONS[name] for name in names]
    return [
        [ActionLink(act.label, action_address(act, each)) for act in acts if can(act.check, user, each)]
        for each in records
    ]


def creation_links(names: Iterable[str], viewer: Viewer, person: User | None = None) -> list[ActionLink]:
    """Links to those of these actions, which make something new, that this reader may do."""
    if not viewer.roles:
        return []
    user = _user_with_viewer(viewer, person)
    offered = [ACTIONS[name] for name in names]
    return [ActionLink(act.label, action_address(act)) for act in offered if can(act.check, user, None)]
