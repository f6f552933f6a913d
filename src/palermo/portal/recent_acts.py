"""What people did last, for the secretariat: each act with the record it was done to, where the reader may see it."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby, islice
from typing import NamedTuple

from django.db.models import Model
from django.utils import timezone

from palermo.accounts.viewer import Viewer
from palermo.audit.models import AuditEvent
from palermo.core.kinds import RecordKind, find_kind, records_visible_to
from palermo.core.records import address_of, name_of

SHOWN, LOOKED_AT = 12, 200


class RecentAct(NamedTuple):
    """An act, how many times it was done in a row, and the record it was done to where it was done once."""

    act: AuditEvent
    number: int
    name: str = ""
    address: str = ""


def recent_acts(viewer: Viewer) -> list[RecentAct]:
    """The last acts of people; the same act done many times over on one day is one row, with its number."""
    events = AuditEvent.objects.exclude(actor_id="").defer("details").order_by("-sequence")[:LOOKED_AT]
    groups = groupby(events, lambda event: (event.actor_name, event.verb, timezone.localdate(event.at)))
    runs = [list(group) for _key, group in islice(groups, SHOWN)]
    targets = _targets_of([run[0] for run in runs if len(run) == 1], viewer)
    return [_row(run, targets.get(run[0].sequence)) for run in runs]


def _row(run: list[AuditEvent], target: Model | None) -> RecentAct:
    if target is None:
        return RecentAct(run[0], len(run))
    return RecentAct(run[0], len(run), name_of(target), address_of(target))


def _targets_of(events: Iterable[AuditEvent], viewer: Viewer) -> dict[int, Model]:
    """By the place of each act in the log, the record it was done to, by one query for each kind."""
    by_kind: dict[str, list[AuditEvent]] = defaultdict(list)
    for event in events:
        by_kind[event.target_kind].append(event)
    found: dict[int, Model] = {}
    for slug, of_kind in by_kind.items():
        if (kind := find_kind(slug)) is not None:
            records = _records_by_id(kind, [event.target_id for event in of_kind], viewer)
            found |= {event.sequence: records[event.target_id] for event in of_kind if event.target_id in records}
    return found


def _records_by_id(kind: RecordKind, ids: list[str], viewer: Viewer) -> dict[str, Model]:
    """Records of a kind by what the log calls them: their id, or their number where they have none."""
    has_slug = any(field.name == "slug" for field in kind.model._meta.concrete_fields)
    name = "slug" if has_slug else "pk" if all(each.isdecimal() for each in ids) else kind.key[0]
    records = kind.with_names(records_visible_to(viewer, kind.model).filter(**{f"{name}__in": ids}))
    return {str(getattr(each, "slug", None) or each.pk): each for each in records}
