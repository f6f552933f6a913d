"""Offline packages as a kind of record."""

from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.offline.models import OfflineBundle
from palermo.offline.queries import bundle_records_of, bundles_visible_to

register(
    RecordKind(
        model=OfflineBundle,
        slug="bundles",
        visible_to=bundles_visible_to,
        versions_visible_to=bundle_records_of,
        version_condition=for_secretariat,
        pages=("bundle",),
    ),
)
