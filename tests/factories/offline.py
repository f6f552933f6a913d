"""Bundles, ordered and built."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.portal.offline.actions import order_bundle
from palermo.portal.offline.models import OfflineBundle
from palermo.portal.offline.states import Part
from palermo.portal.offline.tasks import build_bundle
from tests.factories.accounts import make_user
from tests.factories.common import number, text

EVERYTHING = " ".join(Part.values)


def make_bundle(audience: str = Audience.PUBLIC, **fields) -> OfflineBundle:
    """A row, past every rule and without a file."""
    return OfflineBundle.objects.create(**_order(audience, ordered_at=datetime(2008, 1, 31, 9, tzinfo=UTC), **fields))


def _order(audience: str, **fields) -> dict:
    return {
        "slug": f"bundle-{number()}",
        "title": text("Bundle"),
        "audience": audience,
        "languages": " ".join(CODES),
        "parts": EVERYTHING,
        "reason": text("Reason"),
        **fields,
    }


def build(audience: str = Audience.PUBLIC, *, by=None, **fields) -> OfflineBundle:
    """Ordered by an officer and built, as far as it can be."""
    by = by or make_user(Role.SECRETARIAT)
    bundle = order_bundle(OfflineBundle(**_order(audience, **fields)), build=build_bundle, by=by)
    return OfflineBundle.objects.get(pk=bundle.pk)


def unpacked(bundle: OfflineBundle) -> dict[str, bytes]:
    """What lies in a bundle, by name."""
    with bundle.file.open() as file, ZipFile(BytesIO(file.read())) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
