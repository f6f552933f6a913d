"""A note in the data folder of the last backup that was verified by restoring it; it is not part of a backup."""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings

from palermo.config.backup.archive import Manifest

NOTE = "verified-backup.json"


def note_verified(manifest: Manifest, archive: Path) -> None:
    """Note of which moment the backup is, and what the last log entry of it was."""
    place = Path(settings.DATA) / NOTE
    aside = place.with_name(f".{NOTE}.new")
    fields = {
        "made_at": manifest.made_at,
        "archive": str(archive.resolve()),
        "log_sequence": manifest.log_sequence,
        "log_digest": manifest.log_digest,
    }
    aside.write_text(json.dumps(fields, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    aside.replace(place)


def last_made_at() -> datetime | None:
    """When the last verified backup was made; None where none is noted."""
    try:
        fields = json.loads((Path(settings.DATA) / NOTE).read_text(encoding="utf-8"))
        return datetime.fromisoformat(fields["made_at"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
