"""Bundles are built in the background."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import override

from palermo.accounts.models import User
from palermo.core.refusals import Refused
from palermo.core.work import background
from palermo.offline.actions import fail_bundle, finish_bundle
from palermo.offline.building import build
from palermo.offline.models import OfflineBundle
from palermo.offline.states import BundleState

# The actor in the log when a package could not be built: the person who requested it may be gone.
BY_ITSELF = "the building of bundles"


@background
def build_bundle(bundle_id: int, ordered_by: int) -> str:
    """Build a bundle that was ordered; gives the result. What is refused is no reason to try again."""
    bundle = OfflineBundle.objects.select_related("event__activity").get(pk=bundle_id)
    if bundle.state != BundleState.ORDERED:
        return "nothing to build"
    user = User.objects.get(pk=ordered_by)
    files = Path(settings.MEDIA_ROOT)
    files.mkdir(parents=True, exist_ok=True)
    try:
        # On the disk where it will lie: what the system has for passing files may be memory.
        with TemporaryDirectory(dir=files, prefix="bundle-") as folder, override(user.language):
            finish_bundle(bundle, build(bundle, Path(folder)), by=user)
    except Refused as refusal:
        bundle.refresh_from_db(fields=["state"])
        if bundle.state == BundleState.ORDERED:
            fail_bundle(bundle, failure=str(refusal), by=BY_ITSELF)
        return "refused"
    return "built"
