"""Reading the log, and the record as it stood on a past day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from palermo.audit.chain import FIRST
from palermo.audit.models import ChainHead, RecordVersion
from palermo.audit.states import Change
from palermo.audit.versioned_models import Model, for_secretariat, plain
from palermo.core.kinds import kind_of, slug_of


def head_digest() -> str:
    """The digest of the last entry: it names the state of the whole record."""
    return ChainHead.objects.values_list("digest", flat=True).first() or FIRST


def end_of(day: date) -> datetime:
    """The instant at which a day is over, where this installation is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def as_recorded(model: Model, *, on: date) -> QuerySet[RecordVersion]:
    """The version of each row of a model that stood when a day was over; rows that were taken away are not among them.

    `instance_of` makes a version the record it was, and `version_condition` puts a condition on its fields.
    """
    until = RecordVersion.objects.filter(at__lt=end_of(on))
    later = until.filter(kind=OuterRef("kind"), record=OuterRef("record"), pk__gt=OuterRef("pk"))
    return until.filter(~Exists(later), kind=slug_of(model)).exclude(change=Change.REMOVED)


def versions_visible_to(viewer: Any, model: Model) -> QuerySet[RecordVersion]:
    """The versions of a model that a viewer may read.

    The record is one that the viewer may see now, and the version itself is one that they might have seen: what was
    for fewer readers when it was written stays so, and to restrict a record restricts its past. Of rows told on
    another record's page, that record is asked the same as it stood then.
    """
    kept, versions = kind_of(model), RecordVersion.objects.filter(kind=slug_of(model))
    if kept.past_visible_to:
        versions = versions.filter(record__in=kept.past_visible_to(viewer).order_by().values("pk"))
    if kept.version_condition:
        versions = versions.filter(version_condition(model, kept.version_condition(viewer)))
    if kept.part_of:
        return _of_seen_roots(versions, viewer, model)
    return versions if kept.past_visible_to else versions.filter(for_secretariat(viewer))


def _of_seen_roots(versions: QuerySet[RecordVersion], viewer: Any, model: Model) -> QuerySet[RecordVersion]:
    """Those of records that the viewer may see, also as they stood at the time."""
    then = RecordVersion.objects.filter(
        kind=OuterRef("root_kind"), record=OuterRef("root"), at__lte=OuterRef("at")
    ).order_by("-pk")
    seen = Q(pk__in=[])
    for root in roots_of(model):
        root_versions = versions_visible_to(viewer, root).order_by().values("pk")
        seen |= Q(root_kind=slug_of(root), root_version__in=root_versions)
    return versions.annotate(root_version=Subquery(then.values("pk")[:1])).filter(seen)


def roots_of(model: Model) -> set[Model]:
    """The models on whose pages the versions of a model are told."""
    kept = kind_of(model)
    if not kept.part_of:
        return {model}
    parents: list[Any] = [model._meta.get_field(name).related_model for name in kept.part_of]
    return set().union(*(roots_of(parent) for parent in parents))


def version_condition(model: Model, condition: Q) -> Q:
    """A condition on the versions of a model, made from one on its fields."""
    translated = Q(_connector=condition.connector, _negated=condition.negated)
    translated.children = [_version_lookup(model, each) for each in condition.children]
    return translated


def _version_lookup(model: Model, condition: Any) -> Any:
    if isinstance(condition, Q):
        return version_condition(model, condition)
    if condition[0] in {"pk", "pk__in"}:
        return condition[0].replace("pk", "record"), condition[1]
    name, _, lookup = condition[0].partition("__")
    field: Any = model._meta.get_field(name)
    if field.many_to_many:
        return f"data__{field.name}__contains", [condition[1]]
    if condition[1] is None or lookup == "isnull":
        return f"data__{field.attname}__isnull", bool(condition[1]) if lookup else True
    values = [plain(field, each) for each in condition[1]] if lookup == "in" else plain(field, condition[1])
    return "__".join(["data", field.attname, *([lookup] if lookup else [])]), values
