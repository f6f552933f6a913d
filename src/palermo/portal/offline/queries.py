"""Who sees which bundle, and whether all that lies in one is still for its audience."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.portal.offline.kinds import VISIBLE
from palermo.portal.offline.models import BundledRecord, OfflineBundle
from palermo.portal.offline.readers import reader_of
from palermo.portal.offline.states import BundleState


def bundles_visible_to(viewer: Viewer) -> QuerySet[OfflineBundle]:
    """Built ones for the viewer's audiences; the secretariat also sees those being built, not built and withdrawn."""
    if viewer.is_secretariat:
        return OfflineBundle.objects.all()
    return OfflineBundle.objects.filter(audience__in=sorted(viewer.audiences), state=BundleState.BUILT)


def no_longer_for_its_audience(bundle: OfflineBundle) -> list[BundledRecord]:
    """What lies in a bundle and was withdrawn or restricted since: as long as there is any, nobody is given the file.

    One query for each kind of record in it.
    """
    held: dict[str, dict[int, list[BundledRecord]]] = defaultdict(lambda: defaultdict(list))
    for row in bundle.records.all():
        held[row.kind][row.record].append(row)
    return [row for kind, rows in held.items() for row in _not_visible(kind, rows, bundle.audience)]


def _not_visible(kind: str, rows: dict[int, list[BundledRecord]], audience: str) -> Iterable[BundledRecord]:
    """Of the records of a kind, those that the bundle's audience no longer sees."""
    visible = set(VISIBLE[kind](reader_of(audience)).order_by().values_list("pk", flat=True))
    return [row for pk in rows if pk not in visible for row in rows[pk]]
