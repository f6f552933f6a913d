"""Bundles, ordered and built."""

from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.offline.actions import BuiltBundle, order_bundle
from palermo.offline.models import OfflineBundle
from palermo.offline.states import Part
from palermo.offline.tasks import build_bundle
from tests.factories.accounts import make_user
from tests.factories.common import number, text

EVERYTHING = " ".join(Part.values)


def make_bundle(audience: str = Audience.PUBLIC, **fields) -> OfflineBundle:
    """A row, past every rule and without a file."""
    return OfflineBundle.objects.create(**_order(audience, ordered_at=datetime(2008, 1, 31, 9, tzinfo=UTC), **fields))


def built_as(state: str, content: bytes = b"") -> dict:
    """The fields that a row in this state must have: a ZIP file that says `content` where it is built."""
    if state != "built":
        return {}
    packed = BytesIO()
    with ZipFile(packed, "w") as made:
        made.writestr("index.html", content)
    content = packed.getvalue()
    digest = sha256(content).hexdigest()
    name = f"bundles/{digest}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    instant = datetime(2008, 1, 31, 10, tzinfo=UTC)
    return {"built_at": instant, "as_at_on": instant.date(), "file": name, "sha256": digest, "size": len(content)}


def an_empty_zip() -> BuiltBundle:
    """What building gives, of a bundle in which nothing is."""
    path = Path(mkdtemp()) / "bundle.zip"
    with ZipFile(path, "w"):
        pass
    return BuiltBundle(path, path.stat().st_size, sha256(path.read_bytes()).hexdigest(), date(2008, 1, 31), [])


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
