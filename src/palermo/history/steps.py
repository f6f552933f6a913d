"""The history of a record by acts: what each act changed on it and on the rows shown with it, for one reader.

One query brings every version; what a reader may not read is left out of it, or, of the record itself, marked: while
it was a draft, or for fewer readers, none of its changes are shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import BooleanField, Case, Model, Q, QuerySet, Value, When

from palermo.accounts.viewer import Viewer
from palermo.audit.models import RecordVersion
from palermo.audit.queries import roots_of, version_condition
from palermo.audit.states import Change
from palermo.core.kinds import all_kinds, kind_of, model_of, slug_of
from palermo.events.models import Outcome
from palermo.events.queries.events import outcomes_on_record_for
from palermo.governance.models import Activity

# More than any page of history is read for; what is older is reached by asking for a day.
MOST_VERSIONS = 3000


@dataclass
class Step:
    """A row as it was before an act and as the act left it; `was_hidden` if the reader may not know what it was."""

    version: RecordVersion
    before: RecordVersion | None
    was_hidden: bool = False

    @property
    def model(self) -> type[Model]:
        return model_of(self.version.kind)

    @property
    def is_new(self) -> bool:
        return self.before is None and not self.was_hidden

    @property
    def is_removed(self) -> bool:
        return self.version.change == Change.REMOVED


@dataclass
class RecordedAct:
    """What was done at one instant: the place of its entry in the log, and the rows it left otherwise than before."""

    at: datetime
    entry: int | None
    steps: list[Step] = field(default_factory=list)


def acts_on(record: Model, viewer: Viewer) -> list[RecordedAct]:
    """Every act on a record that the reader may see now, the latest first."""
    return _acts(list(_versions(record, viewer)))[::-1]


def standing_on(record: Model, viewer: Viewer, until: datetime) -> list[RecordVersion]:
    """The versions that stood at an instant: of the record first, then of the rows shown with it.

    Nothing if it was not on record then, or stood there for other readers.
    """
    latest: dict[tuple[str, int], RecordVersion] = {}
    for version in _versions(record, viewer).filter(at__lt=until):
        latest[(version.kind, version.record)] = version
    own = latest.pop((slug_of(type(record)), record.pk), None)
    if own is None or not _is_seen(own):
        return []
    standing = [version for version in latest.values() if version.change != Change.REMOVED]
    roots = {
        (v.kind, v.record) for v in [own, *standing] if (v.kind, v.record) == (v.root_kind, v.root) and _is_seen(v)
    }
    return [own, *(version for version in standing if (version.root_kind, version.root) in roots)]


def _versions(record: Model, viewer: Viewer) -> QuerySet[RecordVersion]:
    """The versions of a record and of what is shown with it; `is_seen` says whether the reader may read one of a record
    itself, rows below it are left out where they may not."""
    roots: dict[str, tuple[type[Model], Iterable[object]]] = {slug_of(type(record)): (type(record), [record.pk])}
    if isinstance(record, Activity):
        outcomes = outcomes_on_record_for(viewer).filter(event=record.pk).values("pk")
        roots[slug_of(Outcome)] = (Outcome, outcomes)
    where, is_visible = Q(pk__in=[]), Q(pk__in=[])
    for label, (model, pks) in roots.items():
        where |= Q(root_kind=label, root__in=pks) & _readable(model, viewer)
        is_visible |= Q(kind=label) & _visibility_condition(model, viewer)
    rows = ~Q(kind__in=list(roots))
    is_seen = Case(When(is_visible | rows, then=Value(True)), default=Value(False), output_field=BooleanField())
    latest = RecordVersion.objects.filter(where).order_by("-pk").values("pk")[:MOST_VERSIONS]
    return RecordVersion.objects.filter(pk__in=latest).annotate(is_seen=is_seen).order_by("pk")


def _visibility_condition(model: type[Model], viewer: Viewer) -> Q:
    condition = kind_of(model).version_condition
    return version_condition(model, condition(viewer)) if condition else Q()


def _readable(root: type[Model], viewer: Viewer) -> Q:
    """The kinds shown on a record's page, those with readers of their own only as far as this reader is one."""
    plain, readable = [slug_of(root)], Q(pk__in=[])
    for kind in all_kinds():
        model = kind.model
        if not kind.part_of or root not in roots_of(model):
            continue
        if kind.past_visible_to is None:
            plain.append(slug_of(model))
        else:
            visible = kind.past_visible_to(viewer).order_by().values("pk")
            readable |= Q(kind=slug_of(model), record__in=visible) & _visibility_condition(model, viewer)
    return Q(kind__in=plain) | readable


def _is_seen(version: RecordVersion) -> bool:
    return bool(version.is_seen)  # type: ignore[attr-defined]  # `_versions` annotates it


def _is_root(version: RecordVersion) -> bool:
    return (version.kind, version.record) == (version.root_kind, version.root)


def _acts(versions: list[RecordVersion]) -> list[RecordedAct]:
    """Acts in the order done; `versions` are in the order written."""
    last: dict[tuple[str, int], RecordVersion] = {}
    shown: dict[tuple[str, int], bool] = {}
    acts = []
    for group in _group_by_act(versions):
        was_shown = dict(shown)
        shown |= {(v.kind, v.record): _is_seen(v) for v in group if _is_root(v)}
        act = RecordedAct(group[0].at, group[0].entry, list(_steps(group, last, was_shown, shown)))
        last |= {(version.kind, version.record): version for version in group}
        if act.steps:
            acts.append(act)
    return acts


def _group_by_act(versions: Iterable[RecordVersion]) -> list[list[RecordVersion]]:
    """Versions of one act together: those of one entry, or, without an entry, of one instant."""
    groups: dict[int | datetime, list[RecordVersion]] = {}
    for version in versions:
        groups.setdefault(version.entry or version.at, []).append(version)
    return list(groups.values())


def _steps(
    group: list[RecordVersion],
    last: dict[tuple[str, int], RecordVersion],
    was_shown: dict[tuple[str, int], bool],
    shown: dict[tuple[str, int], bool],
) -> Iterator[Step]:
    for key, version in {(version.kind, version.record): version for version in group}.items():
        root = (version.root_kind, version.root)
        if not shown.get(root):
            continue
        before = last.get(key)
        was_hidden = before is not None and not was_shown.get(root, False)
        yield Step(version, None if was_hidden else before, was_hidden)
