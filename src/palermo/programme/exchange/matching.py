"""Which row of the working copy each row of a file is."""

from collections.abc import Iterable, Iterator
from typing import Any


def match_rows(
    entries: Iterable[Any], rows: Iterable[Any], *, is_ours: bool, by_name: bool
) -> Iterator[tuple[Any, Any | None]]:
    """Each row of the file with the stored row that it describes, or none.

    By the id that it has in the other system; where the file was written here of the same event, by the id that it has
    here; rooms and people also by a name that one row alone has.
    """
    entries, rows = list(entries), list(rows)
    by_foreign_id = {row.foreign_id: row for row in rows if row.foreign_id}
    by_slug = {row.slug: row for row in rows} if is_ours else {}
    found = {id(each): by_slug.get(each.slug) or by_foreign_id.get(each.foreign_id) for each in entries}
    claimed = {row.pk for row in found.values() if row}
    names = _names(row for row in rows if row.pk not in claimed) if by_name else {}
    for each in entries:
        row = found[id(each)] or (_only(each, names, claimed) if by_name else None)
        if row:
            claimed.add(row.pk)
        yield each, row


def _names(rows: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    names: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        for name in row.name.items():
            names.setdefault(name, []).append(row)
    return names


def _only(entry: Any, names: dict[tuple[str, str], list[Any]], claimed: set[Any]) -> Any | None:
    """The one row of that name that no other row of the file is of."""
    for name in entry.name.items():
        rows = [row for row in names.get(name, ()) if row.pk not in claimed]
        if len(rows) == 1:
            return rows[0]
    return None
