"""Which columns of a file identify persons. Knows nothing of Django: `identifiers` starts it with limits."""

import io
from pathlib import Path

from harmonise import find_identifiers, parse_layout, read_layout
from harmonise.errors import UnreadableFile
from harmonise.identifiers.read_columns import identifying_values
from harmonise.layouts.layout import Layout

from palermo.core.limited_process.reader import run


def look_through(
    content: bytes, ending: str, file: str, layout: str, own_layout: str, *, with_values: bool
) -> dict[str, object]:
    """The columns found; with their values, if these are asked for. Empty for what is no table."""
    known = _layout(layout, own_layout)
    try:
        found = find_identifiers(Path(file) if file else io.BytesIO(content), known, f"file{ending}")
    except UnreadableFile:
        # Whoever keeps the file reads it as a table as well, and refuses it then.
        return {"found": [], "values": []}
    values = identifying_values(Path(file), found, known, f"file{ending}") if with_values else set()
    fields = [[each.number, each.heading, each.identity.value, each.sign.value, each.sheet] for each in found]
    return {"found": fields, "values": sorted(values)}


def _layout(name: str, own: str) -> Layout | None:
    if own:
        return parse_layout(own)
    return read_layout(name) if name else None


if __name__ == "__main__":
    run(look_through)
