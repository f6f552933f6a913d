"""What the page of a history shows: the acts of one page of it, in words, by a handful of queries."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise

from palermo.accounts.viewer import Viewer
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.audit.versioned_models import instance_of, row_label
from palermo.core.kinds import kind_of, model_of, slug_of
from palermo.core.text import MultilingualText
from palermo.history.fields import FieldChange, changed_fields, fields_of
from palermo.history.names import Names
from palermo.history.steps import RecordedAct, Step
from palermo.history.words import NOBODY, actors_of

# A row added as part of a new record is counted; more than this many others are counted as well.
MOST_ROWS = 40


class RowChange(NamedTuple):
    """A row shown with the record: what it is, which one, what happened to it."""

    noun: str | Promise
    which: str
    change: str
    fields: list[FieldChange]


class ActDescription(NamedTuple):
    """An act as the page shows it. `event` is None where the log has no entry of it."""

    at: datetime
    day: date
    who: str | Promise
    event: AuditEvent | None
    is_about_it: bool
    is_new: bool
    was_hidden: bool
    why: MultilingualText | None
    fields: list[FieldChange]
    rows: list[RowChange]
    counts: list[tuple[str | Promise, int]]
    more: int


def describe_acts(record: Model, acts: Iterable[RecordedAct], viewer: Viewer) -> list[ActDescription]:
    """Acts on a record, in words."""
    acts, names = list(acts), Names(viewer)
    for act in acts:
        for step in act.steps:
            names.want(step.model, step.version.data)
            names.want(step.model, step.before.data if step.before else {})
    entries = AuditEvent.objects.filter(sequence__in=[act.entry for act in acts if act.entry])
    events = {event.sequence: event for event in entries}
    actors = actors_of(events.values(), viewer)
    return [_describe_act(record, act, events.get(act.entry or 0), actors, names) for act in acts]


def _describe_act(
    record: Model, act: RecordedAct, event: AuditEvent | None, actors: dict[int, str], names: Names
) -> ActDescription:
    own = [step for step in act.steps if _is_own(step, record)]
    rows = [step for step in act.steps if not _is_own(step, record) and _may_show(step, names)]
    is_new = any(step.is_new for step in own)
    added = [step for step in rows if step.is_new] if is_new else []
    others = [row for row in (_row(step, names) for step in rows if step not in added) if row]
    is_about_it = event is not None and _is_about(event, record)
    return ActDescription(
        at=act.at,
        day=timezone.localdate(act.at),
        who=actors[event.sequence] if event else NOBODY,
        event=event,
        is_about_it=is_about_it,
        is_new=is_new,
        was_hidden=any(step.was_hidden for step in own),
        why=_reason(event) if event and is_about_it else None,
        fields=[change for step in own if step.before for change in _changes(step, names)],
        rows=others[:MOST_ROWS],
        counts=_counts(added),
        more=max(0, len(others) - MOST_ROWS),
    )


def _is_own(step: Step, record: Model) -> bool:
    """Whether a step is of the record itself, or of the row that shares its key: an activity's event."""
    return step.version.record == record.pk and (
        step.model is type(record) or (bool(kind_of(step.model).part_of) and step.model._meta.pk.is_relation)
    )


def _may_show(step: Step, names: Names) -> bool:
    parents = kind_of(step.model).part_of
    return names.may_know(step.model, step.version.data, parents)


def _changes(step: Step, names: Names) -> list[FieldChange]:
    before = step.before.data if step.before else {}
    return list(changed_fields(step.model, before, step.version.data, names))


def _row(step: Step, names: Names) -> RowChange | None:
    fields = list(fields_of(step.model, step.version.data, names)) if step.is_removed else _changes(step, names)
    if not fields and not step.is_new and not step.is_removed:
        return None
    change = "-" if step.is_removed else "+" if step.is_new else "~"
    shown_fields = [] if step.was_hidden else fields
    return RowChange(kind_of(step.model).noun, row_label(step.version.data), change, shown_fields)


def _counts(steps: Iterable[Step]) -> list[tuple[str | Promise, int]]:
    numbers = Counter(step.model for step in steps)
    return [(kind_of(model).noun, n) for model, n in numbers.items()]


def _is_about(event: AuditEvent, record: Model) -> bool:
    return (event.target_kind, event.target_id) == (slug_of(type(record)), str(getattr(record, "slug", record.pk)))


def _reason(event: AuditEvent) -> MultilingualText | None:
    reason = event.details.get("reason")
    try:
        return MultilingualText(reason) or None if isinstance(reason, dict) else None
    except ValueError:
        return None


class RowDescription(NamedTuple):
    """A row as it was: what it is, which one, its fields."""

    noun: str | Promise
    which: str
    fields: list[FieldChange]


def describe_versions(
    versions: list[RecordVersion], viewer: Viewer
) -> tuple[Model, list[FieldChange], list[RowDescription]]:
    """The record as it was, its fields, and the rows shown with it."""
    names = Names(viewer)
    for version in versions:
        names.want(model_of(version.kind), version.data)
    own, described, rows = versions[0], [], []
    for version in versions[1:]:
        model = model_of(version.kind)
        if not names.may_know(model, version.data, kind_of(model).part_of):
            continue
        fields = list(fields_of(model, version.data, names))
        if version.record == own.record and kind_of(model).part_of and model._meta.pk.is_relation:
            described += fields
        else:
            rows.append(RowDescription(kind_of(model).noun, row_label(version.data), fields))
    return instance_of(own), [*fields_of(model_of(own.kind), own.data, names), *described], rows
