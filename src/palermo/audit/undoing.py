"""Taking back what an act did: each row as it was before, from the versions that the act left.

An act is taken back whole or not at all, and only while nothing rests on it: no row that it wrote was written again,
and nothing else points at one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import ForeignObjectRel, Model
from django.utils.translation import gettext as _

from palermo.audit.models import AuditEvent, RecordVersion
from palermo.audit.states import Change
from palermo.audit.verbs import GIVING_OUT
from palermo.audit.versioned_models import columns_not_kept, data_of, instance_of
from palermo.core.kinds import find_kind, kind_with_slug, model_of
from palermo.core.refusals import Refused

# The slug of a kind and a primary key: one row.
type Row = tuple[str, int]


class WrittenRow(NamedTuple):
    """A row that an act wrote: its versions by this act, and the one before, where there was one."""

    versions: list[RecordVersion]
    before: RecordVersion | None

    @property
    def row(self) -> Row:
        """Which row it is."""
        return self.versions[0].kind, self.versions[0].record

    @property
    def was_there(self) -> bool:
        """Whether the row existed before the act."""
        return self.versions[0].change != Change.NEW

    @property
    def is_before_on_record(self) -> bool:
        """Whether the version before the act is known, with all columns of the row."""
        return self.before is not None and not columns_not_kept(instance_of(self.before))

    @property
    def is_there(self) -> bool:
        """Whether the act left it existing."""
        return self.versions[-1].change != Change.REMOVED

    @property
    def last_data(self) -> RecordVersion:
        """The last version of it that was not its removal, where there is one."""
        known = [*([self.before] if self.before else []), *self.versions]
        return next((each for each in reversed(known) if each.change != Change.REMOVED), known[-1])


def rows_written_by(first: int, last: int) -> list[WrittenRow]:
    """The rows that the acts between two places of the log wrote, in the order in which they were first written."""
    versions: dict[Row, list[RecordVersion]] = defaultdict(list)
    for version in RecordVersion.objects.filter(entry__gte=first, entry__lte=last).order_by("pk"):
        versions[version.kind, version.record].append(version)
    return [
        WrittenRow(each, _version_before(each[0]) if each[0].change != Change.NEW else None)
        for each in versions.values()
    ]


def _version_before(version: RecordVersion) -> RecordVersion | None:
    earlier = RecordVersion.objects.filter(kind=version.kind, record=version.record, pk__lt=version.pk)
    return earlier.order_by("-pk").first()


def lock_rows(rows: Sequence[WrittenRow]) -> None:
    """Let nobody else write these rows, or point at them, until this transaction is over."""
    for row in rows:
        kind, pk = row.row
        list(model_of(kind)._base_manager.select_for_update().filter(pk=pk).order_by("pk"))


def check_can_take_back(rows: Sequence[WrittenRow], last: int) -> None:
    """Refuse to take back what something rests on; `last` is the place of the act's last entry in the log.

    Refused if a row was written since, something points at one, what the record says was given out since, or the
    state before is not on record.
    """
    if not rows or any(row.was_there and not row.is_before_on_record for row in rows):
        raise Refused(_("What was there before is not on record, so this cannot be undone. Correct it instead."))
    written = {row.row for row in rows}
    newest = max(row.versions[-1].pk for row in rows)
    later = AuditEvent.objects.filter(sequence__gt=last)
    if later.filter(verb__in=sorted(GIVING_OUT)).exists():
        raise Refused(
            _(
                "A report, a note verbale, a programme or an offline package has been issued since and may include "
                "this, so it can no longer be undone. Correct it instead."
            )
        )
    if any(_is_written_again(row) for row in rows):
        raise Refused(_("The record has been changed since, so this can no longer be undone. Correct it instead."))
    if (
        any(_is_pointed_at(row, written) for row in rows if row.is_there and not row.was_there)
        or any(_points_at(version, written) for version in RecordVersion.objects.filter(pk__gt=newest).iterator())
        or any(_is_about(event, written) for event in later)
    ):
        raise Refused(_("Other records depend on this by now, so it can no longer be undone. Correct it instead."))


def _is_written_again(row: WrittenRow) -> bool:
    kind, pk = row.row
    return RecordVersion.objects.filter(kind=kind, record=pk, pk__gt=row.versions[-1].pk).exists()


def _is_pointed_at(row: WrittenRow, written: set[Row]) -> bool:
    """Whether a row that the act made is pointed at by one that it did not make."""
    kind, pk = row.row
    return any(
        (slug, other) not in written for relation in _relations_to(kind) for slug, other in _pointing(relation, pk)
    )


def _relations_to(kind: str) -> Iterator[ForeignObjectRel]:
    """The relations by which rows point at a row of this kind; not those of its own links."""
    model = model_of(kind)
    for relation in model._meta.get_fields(include_hidden=True):
        is_link = isinstance(relation, ForeignObjectRel) and relation.many_to_many
        if isinstance(relation, ForeignObjectRel) and not is_link and _owner_of(relation) is not model:
            yield relation


def _pointing(relation: ForeignObjectRel, pk: int) -> Iterator[Row]:
    """The rows that point at a row by this relation; a link of many to many stands for the row whose link it is."""
    model, field, owner = relation.related_model, relation.field, _owner_of(relation)
    rows = model._base_manager.filter(**{field.name: pk})
    if owner:
        name = next(each.attname for each in model._meta.fields if each.related_model is owner)
        for other in rows.values_list(name, flat=True):
            yield _slug(owner), other
        return
    for other in rows.values_list("pk", flat=True):
        yield _slug(model), other


def _owner_of(relation: ForeignObjectRel) -> type[Model] | None:
    """The model whose links of many to many the rows are that point at something; None where they are records."""
    owner: object = relation.related_model._meta.auto_created
    return owner if isinstance(owner, type) else None


def _slug(model: type[Model]) -> str:
    kind = find_kind(model)
    return kind.slug if kind else model._meta.label_lower


def _points_at(version: RecordVersion, written: set[Row]) -> bool:
    """Whether a version points at one of these rows."""
    return _has_relation(model_of(version.kind), version.data, written)


def _has_relation(model: type[Model], data: dict[str, object], written: set[Row]) -> bool:
    for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many):
        if not field.is_relation or field.primary_key:
            continue
        kind = find_kind(field.related_model) if isinstance(field.related_model, type) else None
        value = data.get(field.name if field.many_to_many else field.attname)
        pks = value if isinstance(value, list) else [value]
        if kind and any((kind.slug, pk) in written for pk in pks):
            return True
    return False


def _is_about(event: AuditEvent, written: set[Row]) -> bool:
    """Whether an act was on a row that has no versions, and that points at one of these."""
    kind = find_kind(event.target_kind)
    if kind is None or kind.is_versioned or not event.target_id.isdecimal():
        return False
    row = kind.model._base_manager.filter(pk=event.target_id).values().first()
    return row is not None and _has_relation(kind.model, row, written)


def take_back(rows: Sequence[WrittenRow]) -> None:
    """Write every row back, version by version, the last one first: so nothing ever points at what is not there."""
    steps = [step for row in rows for step in zip(row.versions, [row.before, *row.versions], strict=False)]
    for version, before in sorted(steps, key=lambda step: step[0].pk, reverse=True):
        stored = model_of(version.kind)._base_manager.filter(pk=version.record).first()
        if before is None or before.change == Change.REMOVED:
            if stored is not None:
                stored.delete()
        else:
            _restore(before, stored)


def _restore(version: RecordVersion, stored: Model | None) -> None:
    """Write a row as a version has it; what it has already is not written again."""
    row: Model = instance_of(version)
    row._state.adding = stored is None
    for name in kind_with_slug(version.kind).left_out_of_versions if stored else ():
        setattr(row, name, getattr(stored, name))
    if stored is None or data_of(stored) != data_of(row):
        row.save(force_insert=stored is None)
    for field in row._meta.local_many_to_many:
        getattr(row, field.name).set(version.data.get(field.name, []))


def targets_of(events: Sequence[AuditEvent], rows: Sequence[WrittenRow]) -> dict[int, Model]:
    """What each of these acts was about, by its place in the log: as the act left it, or as it is now."""
    left = {row.row: instance_of(row.last_data) for row in rows}
    found = {event.sequence: _written_target(event, left) or _stored_target(event) for event in events}
    return {place: target for place, target in found.items() if target is not None}


def _written_target(event: AuditEvent, left: dict[Row, Model]) -> Model | None:
    of_kind = {pk: instance for (kind, pk), instance in left.items() if kind == event.target_kind}
    names = {str(getattr(instance, "slug", None) or pk): instance for pk, instance in of_kind.items()}
    return names.get(event.target_id)


def _stored_target(event: AuditEvent) -> Model | None:
    kind = kind_with_slug(event.target_kind)
    has_slug = any(field.name == "slug" for field in kind.model._meta.concrete_fields)
    name = "slug" if has_slug else "pk" if event.target_id.isdecimal() else kind.key[0]
    return kind.model._base_manager.filter(**{name: event.target_id}).first()
