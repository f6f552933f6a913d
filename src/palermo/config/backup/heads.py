"""Which backups were made, and the last log entry of each: noted in the data folder, beside the database.

So entries that are missing at the end are found though the head went with them, and what was removed from the log is
named where it still is.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from palermo.audit.chain import KnownHead
from palermo.config.backup.archive import Manifest

FILE = "backups.jsonl"
MOST = 100


@dataclass(frozen=True)
class NotedBackup:
    """A backup: where it was written, when, and the last entry of the log in it."""

    place: str
    made_at: str
    log_sequence: int
    log_digest: str
    is_verified: bool = False

    @property
    def head(self) -> KnownHead:
        """What the log must still contain."""
        return KnownHead(self.log_sequence, self.log_digest, f"the backup of {self.made_at}")


def head_of(manifest: Manifest) -> KnownHead:
    """The last entry of the log in a backup."""
    return _noted(manifest, Path()).head


def note_backup(folder: Path, manifest: Manifest, place: Path, *, is_verified: bool = False) -> None:
    """Note a backup of the installation in this data folder, and whether it was restored to verify it.

    Of many, the last are kept.
    """
    noted = [*noted_backups(folder), _noted(manifest, place, is_verified=is_verified)]
    lines = [json.dumps(asdict(each)) for each in noted]
    aside = folder / f".{FILE}"
    aside.write_text("\n".join(lines[-MOST:]) + "\n")
    aside.replace(folder / FILE)


def noted_backups(folder: Path) -> list[NotedBackup]:
    """The backups that are noted in a data folder, the oldest first."""
    file = folder / FILE
    return [NotedBackup(**json.loads(line)) for line in file.read_text().splitlines()] if file.is_file() else []


def last_verified_at(folder: Path) -> datetime | None:
    """When the last backup that was verified was made; None where none is noted."""
    verified = [datetime.fromisoformat(each.made_at) for each in noted_backups(folder) if each.is_verified]
    return max(verified, default=None)


def _noted(manifest: Manifest, place: Path, *, is_verified: bool = False) -> NotedBackup:
    return NotedBackup(str(place.resolve()), manifest.made_at, manifest.log_sequence, manifest.log_digest, is_verified)
