"""Which row of the working copy each row of a file is."""

from collections.abc import Iterable, Iterator

from palermo.core.text import MultilingualText
from palermo.programme.exchange.incoming import InItem, InRow
from palermo.programme.models import ProgrammeItem, ProgrammePerson, Room

type StoredRow = Room | ProgrammePerson | ProgrammeItem


def match_rows[Entry: InRow, Row: StoredRow](
    entries: Iterable[Entry], rows: Iterable[Row], *, is_ours: bool, by_name: bool
) -> Iterator[tuple[Entry, Row | None]]:
    """Each row of the file with the stored row that it describes, or none.

    By the id that it has in the other system; where the file was written here of the same event, by the id that it has
    here; rooms and people also by a name that one row alone has.
    """
    entries, rows = list(entries), list(rows)
    by_foreign_id = {row.foreign_id: row for row in rows if row.foreign_id}
    by_slug = {row.slug: row for row in rows} if is_ours else {}
    by_id = {id(each): by_slug.get(each.slug) or by_foreign_id.get(each.foreign_id) for each in entries}
    claimed = {row.pk for row in by_id.values() if row}
    named = _rows_by_name(row for row in rows if row.pk not in claimed) if by_name else {}
    for each in entries:
        row = by_id[id(each)] or (_single_match(each, named, claimed) if by_name else None)
        if row:
            claimed.add(row.pk)
        yield each, row


def name_of(row: InRow | StoredRow) -> MultilingualText:
    """The name of a room or a person, the title of an item."""
    return row.title if isinstance(row, InItem | ProgrammeItem) else row.name


def _rows_by_name[Row: StoredRow](rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The rows by language and name."""
    named: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for name in name_of(row).items():
            named.setdefault(name, []).append(row)
    return named


def _single_match[Row: StoredRow](
    entry: InRow, named: dict[tuple[str, str], list[Row]], claimed: set[int]
) -> Row | None:
    """The one row of that name that no other row of the file is of."""
    for name in name_of(entry).items():
        rows = [row for row in named.get(name, ()) if row.pk not in claimed]
        if len(rows) == 1:
            return rows[0]
    return None
