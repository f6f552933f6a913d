"""Names the state of the installed source tree and packages, without loading them."""

import hashlib
import sys
from pathlib import Path

from palermo.config.environment import SOURCE

# Made from the others, or only read when a page is asked for.
PASSED_OVER = {".mo", ".pyc"}


def digest() -> str:
    """One value for all our files by name, size and time, and for the installed packages by name and version."""
    files = sorted(path for path in SOURCE.rglob("*") if path.suffix not in PASSED_OVER and path.is_file())
    lines = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    packages = {path.name for folder in _package_folders() for path in folder.glob("*.dist-info")}
    return hashlib.sha256("\n".join(lines + sorted(packages)).encode()).hexdigest()


def _package_folders() -> set[Path]:
    """The folders in which packages that are imported here lie."""
    return {Path(entry) for entry in sys.path if Path(entry).is_dir()}
