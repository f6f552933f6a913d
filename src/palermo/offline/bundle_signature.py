"""What proves a bundle whole: the digest of every file, what it is, and the signature under both."""

import json
from datetime import UTC, datetime

from palermo.core.languages import CODES
from palermo.core.signatures import pem_of
from palermo.offline.models import OfflineBundle
from palermo.offline.packing import Packer
from palermo.site.signing import own_key

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
SIGNED, SIGNATURE, KEY = "SIGNED", "SIGNED.sig", "key.pem"
# Not among the sums: the sums themselves and the statement about them.
UNSUMMED = frozenset({SUMS, SIGNED, SIGNATURE})
FORMAT = "palermo-bundle-1"


def seal(packer: Packer, bundle: OfflineBundle, *, at: datetime) -> None:
    """Write the manifest, the sums and the signature; only the last two files differ when the same is built again."""
    key = own_key()
    packer.write(KEY, pem_of(key.public_key()))
    packer.write(MANIFEST, manifest_of(bundle, packer.count + 1, packer.day.isoformat()))
    statement = statement_of(packer.write_sums(SUMS), at)
    packer.write(SIGNED, statement)
    packer.write(SIGNATURE, key.sign(statement))


def manifest_of(bundle: OfflineBundle, files: int, as_at: str) -> str:
    """What the bundle is, for programs."""
    manifest = {
        "format": FORMAT,
        "bundle": bundle.slug,
        "title": {code: bundle.title[code] for code in CODES if bundle.title.get(code)},
        "audience": bundle.audience,
        "languages": bundle.language_codes,
        "parts": [part.value for part in bundle.chosen_parts],
        "event": bundle.event.activity.slug if bundle.event else None,
        "as_at": as_at,
        "files": files,
    }
    return f"{json.dumps(manifest, ensure_ascii=False, indent=2)}\n"


def statement_of(sums: str, at: datetime) -> bytes:
    """What is signed: three lines that a person can read, in the last of them the digest of the sums."""
    written = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{FORMAT}\nsigned-at {written}\nsha256 {sums}\n".encode()
