"""Reading the log, and the record as it was on a past day."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Field, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from palermo.audit.chain import FIRST
from palermo.audit.models import AuditEvent, ChainHead, RecordVersion
from palermo.audit.states import Change
from palermo.audit.verbs import UNDONE
from palermo.audit.versioned_models import Model, for_secretariat, plain
from palermo.core.audiences import ReaderRights
from palermo.core.kinds import kind_of, related_model, slug_of


def head_digest() -> str:
    """The digest of the last entry: it names the state of the whole record."""
    return ChainHead.objects.values_list("digest", flat=True).first() or FIRST


def undone_entries(**about: object) -> set[int]:
    """The places in the log of acts that were taken back; of those taken back by acts that fulfil a condition."""
    undoing = AuditEvent.objects.filter(verb=UNDONE, **about)
    return set(undoing.values_list("details__entry", flat=True))


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


def versions_visible_to(viewer: ReaderRights, model: Model) -> QuerySet[RecordVersion]:
    """The versions of a model that a viewer may read.

    The record is one that the viewer may see now, and the version itself is one that they might have seen: what was
    for fewer readers when it was written stays so, and to restrict a record restricts its past. Of rows shown on
    another record's page, that record is asked the same as it was then.
    """
    kind, versions = kind_of(model), RecordVersion.objects.filter(kind=slug_of(model))
    if kind.past_visible_to:
        versions = versions.filter(record__in=kind.past_visible_to(viewer).order_by().values("pk"))
    if kind.version_condition:
        versions = versions.filter(version_condition(model, kind.version_condition(viewer)))
    if kind.part_of:
        return _of_seen_roots(versions, viewer, model)
    return versions if kind.past_visible_to else versions.filter(for_secretariat(viewer))


def _of_seen_roots(versions: QuerySet[RecordVersion], viewer: ReaderRights, model: Model) -> QuerySet[RecordVersion]:
    """Those of records that the viewer may see, also as they were at the time."""
    then = RecordVersion.objects.filter(
        kind=OuterRef("root_kind"), record=OuterRef("root"), at__lte=OuterRef("at")
    ).order_by("-pk")
    visible = Q(pk__in=[])
    for root in roots_of(model):
        root_versions = versions_visible_to(viewer, root).order_by().values("pk")
        visible |= Q(root_kind=slug_of(root), root_version__in=root_versions)
    return versions.annotate(root_version=Subquery(then.values("pk")[:1])).filter(visible)


def roots_of(model: Model) -> set[Model]:
    """The models on whose pages the versions of a model are shown."""
    kind = kind_of(model)
    if not kind.part_of:
        return {model}
    parents = [related_model(model, name) for name in kind.part_of]
    return set[Model]().union(*(roots_of(parent) for parent in parents))


def version_condition(model: Model, condition: Q) -> Q:
    """A condition on the versions of a model, made from one on its fields."""
    translated = Q(_connector=condition.connector, _negated=condition.negated)
    translated.children = [_version_lookup(model, each) for each in condition.children]
    return translated


def _version_lookup(model: Model, condition: object) -> Q | tuple[str, object]:
    if isinstance(condition, Q):
        return version_condition(model, condition)
    assert isinstance(condition, tuple)
    path, value = condition
    if path in {"pk", "pk__in"}:
        return path.replace("pk", "record"), value
    name, _, lookup = path.partition("__")
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    if field.many_to_many:
        return f"data__{field.name}__contains", [value]
    if value is None or lookup == "isnull":
        return f"data__{field.attname}__isnull", bool(value) if lookup else True
    if isinstance(value, QuerySet):
        # A subquery of one column, whichever way it is selected.
        value = [row[0] for row in value.values_list(*value.query.values_select or ("pk",))]
    values = [plain(field, each) for each in value] if lookup == "in" else plain(field, value)
    return "__".join(["data", field.attname, *([lookup] if lookup else [])]), values
