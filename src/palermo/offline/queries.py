"""Who sees which bundle, and whether all that lies in one is still for its audience."""

from collections.abc import Iterable

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import kind_with_slug
from palermo.offline.models import BundledRecord, OfflineBundle
from palermo.offline.readers import reader_of
from palermo.offline.record_keys import keys_visible_to
from palermo.offline.states import BundleState


def bundles_visible_to(viewer: Viewer) -> QuerySet[OfflineBundle]:
    """Built ones for the viewer's audiences; the secretariat also sees those being built, not built and withdrawn."""
    if viewer.is_secretariat:
        return OfflineBundle.objects.all()
    return OfflineBundle.objects.filter(audience__in=sorted(viewer.audiences), state=BundleState.BUILT)


def bundle_records_of(viewer: Viewer) -> QuerySet[OfflineBundle]:
    """The bundles whose whole past a reader may see: for the secretariat all, for others none."""
    return bundles_visible_to(viewer) if viewer.is_secretariat else OfflineBundle.objects.none()


def closed_records(bundle: OfflineBundle) -> list[BundledRecord]:
    """What lies in a bundle and was withdrawn or restricted since: as long as there is any, it is given to nobody."""
    return records_closed_to(bundle.audience, bundle.records.all())


def records_closed_to(audience: str, records: Iterable[BundledRecord]) -> list[BundledRecord]:
    """Of what lies in a bundle, what its audience does not see; one query for each kind of record."""
    reader = reader_of(audience)
    seen: dict[str, set[str]] = {}
    return [row for row in records if row.ident not in _visible_idents(row.kind, reader, seen)]


def _visible_idents(kind: str, reader: Viewer, seen: dict[str, set[str]]) -> set[str]:
    if kind not in seen:
        seen[kind] = keys_visible_to(reader, kind_with_slug(kind))
    return seen[kind]
