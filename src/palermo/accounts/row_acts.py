"""Adding, changing and removing rows below a record, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.rules import check_has_reason
from palermo.core.text import MultilingualText


def leave_as_it_is(row: Model, reason: MultilingualText | None = None) -> None:
    """Prepare nothing and refuse nothing: the default of `RowActs.prepare` and `RowActs.check`."""


def no_details(row: Model) -> dict[str, object]:
    """Nothing beside the row itself: the default of `RowActs.details`."""
    return {}


@dataclass(frozen=True, kw_only=True)
class RowActs[Row: Model]:
    """The three acts on rows of a model, each in one transaction: lock, ask the rules, write, log.

    Parameters
    ----------
    model
        The model of the rows.
    noun
        What the log calls a row. The verb of an entry is this and one of `verbs`: “payment.removed”.
    above
        The relation to the record below which a row stands, and which is locked with it; "" where there is none.
    related
        What is read with a row, as for `select_related`; where it leads through `above`, with the record above too.
    may_add
        The rule who may add a row below a record, which is None where there is none above.
    may_change, may_remove
        The rules who may change and remove a row; the second is the first unless it is given.
    can_keep
        A rule on a row as it would be, for whoever adds or changes it.
    can_remove
        A rule that refuses a removal only once it is asked for, with the reason why.
    prepare
        Gives a new row, once it is checked, the values that no form asks for.
    check
        Checks a row as it would be; it is given the reason too, where the act has one.
    number
        The field by which the rows below one record are numbered; "" for none.
    details
        What the log says of a row.
    logged_on
        In whose history the entries stand. By default in that of the row, the removal in that of the record above.
    logs_former
        Whether the entry of a change says what the details were before.
    removal_needs_reason
        Whether a row is removed with a reason only.
    """

    model: type[Row]
    noun: str
    verbs: tuple[str, str, str] = ("added", "changed", "removed")
    above: str = ""
    related: tuple[str, ...] = ()
    may_add: Callable[[Actor, Any], None]
    may_change: Callable[[Actor, Row], None]
    may_remove: Callable[[Actor, Row], None] | None = None
    can_keep: Callable[[Actor, Row], None] | None = None
    can_remove: Callable[[Actor, Row], None] | None = None
    prepare: Callable[[Row], None] = leave_as_it_is
    check: Callable[..., None] = leave_as_it_is
    number: str = ""
    details: Callable[[Row], dict[str, object]] = no_details
    logged_on: Callable[[Row], Model] | None = None
    logs_former: bool = False
    removal_needs_reason: bool = False

    @transaction.atomic
    def add(self, row: Row, *, by: Actor, reason: MultilingualText | None = None) -> Row:
        """Add a row that is not yet saved.

        Raises
        ------
        Refused
            By one of the rules.
        ValidationError
            If the fields of the row do not hold together.
        """
        above = self._lock_above(row)
        self.may_add(by, above)
        self._check(row, by, reason)
        self.prepare(row)
        if self.number:
            others = self.model._default_manager.filter(**{self.above: above})
            setattr(row, self.number, next_number(others, self.number))
        insert_row(row)
        self._log(0, row, self.details(row), by, reason)
        return row

    @transaction.atomic
    def change(
        self, row: Row, *, values: Mapping[str, object], by: Actor, reason: MultilingualText | None = None
    ) -> Row:
        """Give a row other values of its fields; raises as `add`."""
        row = self._lock(row)
        self.may_change(by, row)
        former = {"before": self.details(row)} if self.logs_former else {}
        set_values(row, values)
        self._check(row, by, reason)
        save_row(row)
        self._log(1, row, {**former, **self.details(row)}, by, reason)
        return row

    @transaction.atomic
    def remove(self, row: Row, *, by: Actor, reason: MultilingualText | None = None) -> Model:
        """Remove a row; the log and its history keep it. Returns the record above, or the row where there is none.

        Raises
        ------
        Refused
            By a rule, and without a reason that is needed.
        """
        row = self._lock(row)
        (self.can_remove or self.may_remove or self.may_change)(by, row)
        if self.removal_needs_reason:
            check_has_reason(reason)
        details, pk = self.details(row), row.pk
        row.delete()
        # What is left in memory still says which row it was, for the log.
        row.pk = pk
        above: Model = getattr(row, self.above) if self.above else row
        self._log(2, row, details, by, reason, default=above)
        return above

    def _lock_above(self, row: Row) -> Model | None:
        if not self.above:
            return None
        prefix = f"{self.above}__"
        above = lock_row(
            getattr(row, self.above), *(name.removeprefix(prefix) for name in self.related if name.startswith(prefix))
        )
        setattr(row, self.above, above)
        return above

    def _lock(self, row: Row) -> Row:
        above = self._lock_above(row)
        row = lock_row(row, *self.related)
        if self.above:
            setattr(row, self.above, above)
        return row

    def _check(self, row: Row, by: Actor, reason: MultilingualText | None) -> None:
        if self.can_keep:
            self.can_keep(by, row)
        if reason is None:
            self.check(row)
        else:
            self.check(row, reason)

    def _log(
        self,
        act: int,
        row: Row,
        details: Mapping[str, object],
        by: Actor,
        reason: MultilingualText | None,
        default: Model | None = None,
    ) -> None:
        target = self.logged_on(row) if self.logged_on else default or row
        reasons = {} if reason is None else {"reason": dict(reason)}
        record(f"{self.noun}.{self.verbs[act]}", target, by=by, **reasons, **details)
