"""Names of the records that versions point at: only of those the reader may see, by one query a model."""

from collections import defaultdict

from django.db.models import Field, Model, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import find_kind
from palermo.core.text import MultilingualText, plain


class Names:
    """Asked twice: first which records will be named (`want`), then for the names."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._wanted: dict[type[Model], set[object]] = defaultdict(set)
        self._records: dict[type[Model], dict[object, Model]] = {}

    def want(self, model: type[Model], data: dict[str, object]) -> None:
        """Note every record that a version of `model` points at."""
        for field in relations(model):
            if pks := pointed_at(field, data):
                self._wanted[related_model(field)].update(pks)

    def name(self, model: type[Model], pk: object) -> str | None:
        """The name of a record; None where the reader may not know of it."""
        record = self._records_of(model).get(pk)
        return None if record is None else _record_name(record)

    def may_know(self, model: type[Model], data: dict[str, object], but: tuple[str, ...] = ()) -> bool:
        """Whether everything that a version points at is known to the reader, the relations named `but` aside.

        To the secretariat, what pointed at a row that was removed since is known, too.
        """
        return self.viewer.is_secretariat or all(
            pk in self._records_of(related_model(field))
            for field in relations(model)
            if field.name not in but and not _is_named_to_all(related_model(field))
            for pk in pointed_at(field, data)
        )

    def _records_of(self, model: type[Model]) -> dict[object, Model]:
        if model not in self._records:
            wanted = self._wanted[model]
            self._records[model] = _known_records(model, self.viewer).in_bulk(wanted) if wanted else {}
        return self._records[model]


def relations(model: type[Model]) -> list[Field]:
    """The fields by which a model points at others."""
    return [field for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many) if field.is_relation]


def related_model(field: Field) -> type[Model]:
    """The model at which a relation points."""
    model = field.related_model
    assert isinstance(model, type)  # no relation of the record is to a model by its name or to one of any kind
    return model


def pointed_at(field: Field, data: dict[str, object]) -> list[object]:
    """The primary keys that a version has in a relation."""
    if field.many_to_many:
        pks = data.get(field.name)
        return pks if isinstance(pks, list) else []
    return [data[field.attname]] if data.get(field.attname) else []


def _known_records(model: type[Model], viewer: Viewer) -> QuerySet[Model]:
    """The records of a model whose names the reader may know."""
    kind, records = find_kind(model), model._base_manager.order_by()
    if kind and (kind.is_named_to_all or (viewer.is_secretariat and kind.is_versioned)):
        return _join_parents(records, model)
    if kind is None or not (kind.past_visible_to or kind.part_of):
        return records.none()
    if kind.past_visible_to:
        return _join_parents(kind.past_visible_to(viewer).order_by(), model)
    condition = Q(pk__in=[])
    for field in (field for field in model._meta.fields if field.name in kind.part_of):
        parents = _known_records(related_model(field), viewer)
        condition |= Q(**{f"{field.name}__in": parents.select_related(None).values("pk")})
    return _join_parents(records.filter(condition), model)


def _is_named_to_all(model: type[Model]) -> bool:
    kind = find_kind(model)
    return kind is not None and kind.is_named_to_all


def _join_parents(records: QuerySet[Model], model: type[Model]) -> QuerySet[Model]:
    """Join what the name of a row is made of: the record it belongs to, or what its name is read from."""
    kind = find_kind(model)
    return kind.with_names(records) if kind else records


def _record_name(record: Model) -> str:
    if hasattr(record, "display_name"):
        return str(record.display_name())
    for attribute in ("name", "title", "subject"):
        words = getattr(record, attribute, None)
        if isinstance(words, MultilingualText) and words:
            return plain(words)
    return str(record)
