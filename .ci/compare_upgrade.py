"""Compares an installation before and after its upgrade: `compare_upgrade.py counts DATA` and `… same BEFORE AFTER …`.

Every record that was exported before is exported after, with all that it said; it may say more. Every table has as many
rows as before, but for those in which an upgrade itself writes, which do not get fewer.
"""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

# Migrations, kinds of records, permissions: an upgrade adds to them.
MAY_GROW = {"django_migrations", "django_content_type", "auth_permission", "auth_group_permissions"}
NOTES = "README.txt"
# SQLite's own numbers, and parts of full-text indexes, which have another number of rows whenever they are written.
NOT_COMPARED = ("sqlite_", "_fts_")


def counts(data: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(f"{(data / 'palermo.sqlite3').as_uri()}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- names of tables
            for name in sorted(names)
            if not any(part in name for part in NOT_COMPARED)
        }


def differences_of_counts(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """Tables that lost rows, or got some that nobody wrote."""
    return [
        f"{name}: {number} rows before, {after.get(name, 'no table')} after"
        for name, number in before.items()
        if name not in after or (after[name] < number if name in MAY_GROW else after[name] != number)
    ]


def differences_of_records(before: Path, after: Path) -> list[str]:
    """Records that are missing after the upgrade, or no longer say what they said."""
    found = []
    # The notes in each folder describe the columns that this version knows.
    for path in sorted(path for path in before.rglob("*") if path.is_file() and path.name != NOTES):
        name = path.relative_to(before)
        other = after / name
        if not other.is_file():
            found.append(f"{name}: missing after the upgrade")
        elif path.suffix == ".yaml":
            found += [f"{name}: {each}" for each in _lost(_read(path), _read(other), "")]
        elif path.read_bytes() != other.read_bytes():
            found.append(f"{name}: another content after the upgrade")
    return found


def _read(path: Path) -> Any:
    # As text throughout: a date is what is written.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only


def _lost(before: Any, after: Any, where: str) -> list[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            lost
            for key, value in before.items()
            for lost in (_lost(value, after[key], f"{where}/{key}") if key in after else [f"{where}/{key} is missing"])
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [lost for number, (one, other) in enumerate(pairs) for lost in _lost(one, other, f"{where}/{number}")]
    return [] if before == after else [f"{where}: {before!r} before, {after!r} after"]


def main(act: str, *paths: str) -> int:
    """Print the counts of a data folder, or the differences; status 1 if there are some."""
    if act == "counts":
        print(json.dumps(counts(Path(paths[0]).resolve())))
        return 0
    counted_before, counted_after, before, after = map(Path, paths)
    differences = differences_of_counts(json.loads(counted_before.read_text()), json.loads(counted_after.read_text()))
    differences += differences_of_records(before, after)
    print("\n".join([*differences[:50], f"{len(differences)} differences."]))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
