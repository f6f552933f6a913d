"""The action pages of rows below a record, whose acts are described by `RowActs`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.row_acts import RowActs
from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import EDIT, ActionPage, row_creator
from palermo.site.forms.fields import ActForm, ReasonOnlyForm

REMOVE = _("Remove")


def row_adder(acts: RowActs[Any]) -> Callable[..., Model]:
    """The `perform` of an act that adds a row with the values of its form below the record acted on."""
    return row_creator(acts.add, acts.model, acts.above)


def row_pages[Row: Model](
    acts: RowActs[Row],
    noun: str,
    *,
    records: Callable[[Viewer], QuerySet[Row]],
    form: type[ActForm],
    removed: Promise,
    labels: tuple[Promise, Promise] = (EDIT, REMOVE),
    key: str = "pk",
    is_offered: bool = True,
) -> tuple[ActionPage[Row], ActionPage[Row]]:
    """The pages that change and remove a row: “change-” and “remove-” with `noun`.

    `removed` is shown after a removal, which asks for a reason where the act needs one. `records`, `form`, `key` and
    `is_offered` are those of `ActionPage`; `labels` are what the two acts are called.
    """
    page = partial(ActionPage[Row], model=acts.model, records=records, key=key, is_offered=is_offered)
    return (
        page(
            name=f"change-{noun}",
            label=labels[0],
            form=form,
            check=acts.may_change,
            perform=acts.change,
            is_edit=True,
        ),
        page(
            name=f"remove-{noun}",
            label=labels[1],
            success_message=removed,
            form=ReasonOnlyForm if acts.removal_needs_reason else ActForm,
            check=acts.may_remove or acts.may_change,
            perform=acts.remove,
        ),
    )
