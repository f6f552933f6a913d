"""The migrations that databases in use have applied, with the SHA-256 of each.

`python -m tests.architecture.landed_migrations` adds those that are new; lines that are there stay as they are.
"""

import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_suffix(".txt")


def migrations_here() -> dict[str, str]:
    """Each migration of this tree by its path, with its digest."""
    paths = sorted(ROOT.glob("src/palermo/**/migrations/[0-9]*.py"))
    return {path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def landed_migrations() -> dict[str, str]:
    """Each migration of the list, with its digest."""
    lines = LIST.read_text().splitlines() if LIST.exists() else []
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def add_new_ones() -> None:
    """Add to the list what it lacks."""
    listed = migrations_here() | landed_migrations()
    LIST.write_text("".join(f"{digest}  {path}\n" for path, digest in sorted(listed.items())))


if __name__ == "__main__":
    add_new_ones()
