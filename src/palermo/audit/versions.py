"""Writes a version of a record whenever a row of it is saved, and ties it to the entry of the act in the log.

Each slice says in its `kinds.py`, which is read when the site starts, which of its models have versions. Django's
own signals report each save, so that no act can forget; rows written in bulk, which sends none, are handed over by
whoever writes them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import batched

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from palermo.audit.models import AuditEvent, RecordVersion
from palermo.audit.states import Change
from palermo.audit.versioned_models import Model, columns, columns_not_kept, data_of, plain
from palermo.core import clock
from palermo.core.kinds import RecordKind, kind_of, related_model, slug_of

AT_ONCE = 500
# The slug of the kind of a record, and its primary key.
Root = tuple[str, int]
_FOLLOWING: list[Callable[[list[Root]], None]] = []


def keep_versions(model: Model) -> None:
    """Keep every version of the rows of `model` from now on."""
    post_save.connect(_on_save, sender=model)
    post_delete.connect(_on_delete, sender=model)
    for field in model._meta.local_many_to_many:
        m2m_changed.connect(_on_links_changed, sender=field.remote_field.through)


class _PendingAct:
    """What was written in this transaction since the last entry: one instant for all of it.

    It is found among the transaction's `on_commit` functions, and so is gone with it, also when that is undone.
    """

    def __init__(self) -> None:
        self.at: datetime | None = None
        self.waiting: list[RecordVersion] = []
        self.entries: dict[Root, int] = {}
        self.places: list[int] = []
        self.last: int | None = None
        self.touched: dict[Root, None] = {}

    def __call__(self) -> None:
        """What was written after the last entry belongs to it."""
        if self.waiting and self.last is not None:
            _tie(self.waiting, self.entries, self.last)
        self.follow()

    def follow(self) -> None:
        """Call the followers with the records that were written since they were last called."""
        touched, self.touched = list(self.touched), {}
        for follow in _FOLLOWING if touched else ():
            follow(touched)

    def instant(self) -> datetime:
        """When the act is done."""
        self.at = self.at or clock.now()
        return self.at


def _pending_act() -> _PendingAct:
    for _sids, function, *_rest in transaction.get_connection().run_on_commit:
        if isinstance(function, _PendingAct):
            return function
    act = _PendingAct()
    transaction.on_commit(act)
    return act


def on_write(follow: Callable[[list[Root]], None]) -> None:
    """From now on, call this with the records (kind, primary key) that were written, or of which a row was.

    It is called in the act's own transaction when the act's entry is written, and right after the commit with what is
    written after the last entry, or without any.
    """
    if follow not in _FOLLOWING:
        _FOLLOWING.append(follow)


@contextmanager
def without_followers() -> Iterator[None]:
    """Call no follower with what is written inside: for work whose index is rebuilt afterwards, or never used."""
    followers = _FOLLOWING[:]
    _FOLLOWING.clear()
    try:
        yield
    finally:
        _FOLLOWING[:] = followers


def instant() -> datetime:
    """The instant of the act that is being done in this transaction."""
    return _pending_act().instant()


def places_written() -> list[int]:
    """The places in the log of the entries that this transaction has written so far."""
    return list(_pending_act().places)


def go_on(at: datetime) -> None:
    """What follows still belongs to the act done at this instant, whose entry was written before it."""
    _pending_act().at = at


def attach_to_events(events: list[AuditEvent], targets: Iterable[models.Model]) -> None:
    """Attach what was written since the last entry to these events: to the one about the record, else to the first."""
    act = _pending_act()
    act.entries = {
        (event.target_kind, target.pk): event.sequence for event, target in zip(events, targets, strict=True)
    }
    act.places += [event.sequence for event in events]
    act.last, act.at = events[0].sequence if events else act.last, None
    if act.waiting and events:
        _tie(act.waiting, act.entries, events[0].sequence)
        act.waiting = []
    act.follow()


def _tie(versions: list[RecordVersion], entries: Mapping[Root, int], otherwise: int) -> None:
    by_entry = defaultdict(list)
    for version in versions:
        by_entry[_entry(version, entries) or otherwise].append(version.pk)
    for entry, pks in by_entry.items():
        for some in batched(pks, AT_ONCE):
            RecordVersion.objects.filter(pk__in=some, entry=None).update(entry=entry)


def _entry(version: RecordVersion, entries: Mapping[Root, int]) -> int | None:
    return entries.get((version.kind, version.record)) or entries.get((version.root_kind, version.root))


def keep_rows(
    instances: Iterable[models.Model],
    *,
    links: Mapping[models.Model, Mapping[str, list[int]]] | None = None,
    entries: Mapping[Root, int] | None = None,
) -> None:
    """Keep the first version of rows that were created in bulk.

    `links` gives, by row, the primary keys behind each many-to-many field; `entries` the place in the log of the act,
    by label and primary key of the record.
    """
    roots: dict[Root, Root] = {}
    versions = []
    for instance in instances:
        linked: dict[str, list[int]] = {name: [] for name in _many(type(instance))} | dict(
            (links or {}).get(instance, {})
        )
        versions.append(_version(instance, Change.NEW, data_of(instance) | linked, roots))
    _write(versions, entries)


def keep_again(model: Model, pks: Iterable[int], *, entries: Mapping[Root, int] | None = None) -> None:
    """Keep a version of rows that were changed in bulk, as the database has them now."""
    roots: dict[Root, Root] = {}
    versions = [
        _version(row, Change.CHANGED, data_of(row) | _linked_keys(row), roots)
        for some in batched(pks, AT_ONCE)
        for row in model._base_manager.filter(pk__in=some)
    ]
    _write(versions, entries)


def _version(instance: models.Model, change: Change, data: dict[str, object], roots: dict[Root, Root]) -> RecordVersion:
    kind, (root_kind, root) = slug_of(type(instance)), _root_of(instance, roots)
    left_out = columns_not_kept(instance)
    data = {name: value for name, value in data.items() if name not in left_out}
    return RecordVersion(
        kind=kind, record=instance.pk, root_kind=root_kind, root=root, change=change, at=instant(), data=data
    )


def _root_of(instance: models.Model, roots: dict[Root, Root]) -> Root:
    """The record on whose page a row is shown; `roots` are those found so far."""
    here = (slug_of(type(instance)), instance.pk)
    if here not in roots:
        roots[here] = _find_root(instance, kind_of(type(instance)), roots) or here
    return roots[here]


def _find_root(instance: models.Model, kind: RecordKind, roots: dict[Root, Root]) -> Root | None:
    for name in kind.part_of:
        field = kind.model._meta.get_field(name)
        assert isinstance(field, models.Field)
        pk = getattr(instance, field.attname)
        if pk is None:
            continue
        parent = related_model(kind.model, name)
        above = kind_of(parent)
        # A row that shares its key with the record it describes: the key is all there is to know.
        while above.part_of and parent._meta.pk.remote_field:
            parent = related_model(parent, above.part_of[0])
            above = kind_of(parent)
        here = (slug_of(parent), pk)
        if not above.part_of or here in roots:
            return roots.get(here, here)
        return _root_of(getattr(instance, name), roots)
    return None


def _write(versions: list[RecordVersion], entries: Mapping[Root, int] | None = None) -> None:
    for version in versions:
        version.entry = _entry(version, entries) if entries else None
    waiting = RecordVersion.objects.bulk_create(versions, batch_size=AT_ONCE)
    act = _pending_act()
    act.waiting += [version for version in waiting if version.entry is None]
    act.touched.update(dict.fromkeys((version.root_kind, version.root) for version in versions))


def _many(model: Model) -> list[str]:
    return [field.name for field in model._meta.local_many_to_many]


def _linked_keys(instance: models.Model) -> dict[str, list[int]]:
    return {name: sorted(getattr(instance, name).values_list("pk", flat=True)) for name in _many(type(instance))}


def _as_stored(instance: models.Model) -> dict[str, object]:
    """What the database has: an instance may hold what was not saved, or an expression."""
    model = type(instance)
    names = [field.attname for field in columns(model)]
    values = model._base_manager.filter(pk=instance.pk).values_list(*names).get() if names else ()
    data = {field.attname: plain(field, value) for field, value in zip(columns(model), values, strict=True)}
    return {name: value for name, value in data.items() if value is not None}


def _on_save(sender: Model, instance: models.Model, created: bool, **_: object) -> None:
    if created:
        keep_rows([instance])
    else:
        _write([_version(instance, Change.CHANGED, _as_stored(instance) | _linked_keys(instance), {})])


def _on_delete(sender: Model, instance: models.Model, **_: object) -> None:
    _write([_version(instance, Change.REMOVED, data_of(instance), {})])


def _on_links_changed(
    sender: Model,
    instance: models.Model,
    action: str,
    reverse: bool,
    model: Model,
    pk_set: set[int] | None,
    **_: object,
) -> None:
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    if reverse:
        keep_again(model, sorted(pk_set or ()))
    else:
        keep_again(type(instance), [instance.pk])
