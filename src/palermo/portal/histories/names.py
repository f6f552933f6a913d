"""Names of the records that versions point at: only of those the reader may see, by one query a model."""

from collections import defaultdict
from typing import Any

from django.db.models import Model, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import find_kind
from palermo.core.text import MultilingualText, plain


class Names:
    """Asked twice: first which records will be named (`want`), then for the names."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._wanted: dict[type[Model], set[Any]] = defaultdict(set)
        self._found: dict[type[Model], dict[Any, Model]] = {}

    def want(self, model: type[Model], data: dict[str, object]) -> None:
        """Note every record that a version of `model` points at."""
        for field in relations(model):
            if pks := pointed_at(field, data):
                self._wanted[field.related_model].update(pks)

    def name(self, model: type[Model], pk: Any) -> str | None:
        """What a record is called; None where the reader may not know of it."""
        record = self._of(model).get(pk)
        return None if record is None else _record_name(record)

    def may_know(self, model: type[Model], data: dict[str, object], but: tuple[str, ...] = ()) -> bool:
        """Whether everything that a version points at is known to the reader, the relations named `but` aside.

        The secretariat is told also of what pointed at a row that was removed since.
        """
        return self.viewer.is_secretariat or all(
            pk in self._of(field.related_model)
            for field in relations(model)
            if field.name not in but and not _is_named_to_all(field.related_model)
            for pk in pointed_at(field, data)
        )

    def _of(self, model: type[Model]) -> dict[Any, Model]:
        if model not in self._found:
            wanted = self._wanted[model]
            self._found[model] = _known_records(model, self.viewer).in_bulk(wanted) if wanted else {}
        return self._found[model]


def relations(model: type[Model]) -> list[Any]:
    """The fields by which a model points at others."""
    return [field for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many) if field.is_relation]


def pointed_at(field: Any, data: dict[str, object]) -> list[Any]:
    """The primary keys that a version has in a relation."""
    if field.many_to_many:
        return list(data.get(field.name, []))
    return [data[field.attname]] if data.get(field.attname) else []


def _known_records(model: type[Model], viewer: Viewer) -> QuerySet[Any]:
    """The records of a model whose names the reader may know."""
    kind, records = find_kind(model), model._base_manager.order_by()
    if kind and (kind.is_named_to_all or (viewer.is_secretariat and kind.is_versioned)):
        return _join_parents(records, model)
    if kind is None or not (kind.past_visible_to or kind.part_of):
        return records.none()
    if kind.past_visible_to:
        return _join_parents(kind.past_visible_to(viewer).order_by(), model)
    parents = [(name, model._meta.get_field(name).related_model) for name in kind.part_of]
    known = Q(pk__in=[])
    for name, parent in parents:
        known |= Q(**{f"{name}__in": _known_records(parent, viewer).select_related(None).values("pk")})  # type: ignore[arg-type]
    return _join_parents(records.filter(known), model)


def _is_named_to_all(model: type[Model]) -> bool:
    kind = find_kind(model)
    return kind is not None and kind.is_named_to_all


def _join_parents(records: QuerySet[Any], model: type[Model]) -> QuerySet[Any]:
    """Join what the name of a row is made of: the record it belongs to, or what its name is read from."""
    kind = find_kind(model)
    return kind.with_names(records) if kind else records


def _record_name(record: Any) -> str:
    if hasattr(record, "display_name"):
        return str(record.display_name())
    for attribute in ("name", "title", "subject"):
        words = getattr(record, attribute, None)
        if isinstance(words, MultilingualText) and words:
            return plain(words)
    return str(record)
