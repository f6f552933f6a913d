"""Versions of tools: whole when they come in, and in what was frozen never changed by a file that comes later."""

from collections.abc import Iterator

from palermo.core.audiences import is_wider
from palermo.governance.models import Activity
from palermo.record.changes import change_of
from palermo.record.faults import Fault, quote_value
from palermo.record.index import Index
from palermo.record.rows import ImportRow
from palermo.toolkit.models import Edition, ToolVersion

FROZEN = "no change, since the version is frozen and stays as it was"
# What a version keeps as it was. Its audience and the day of its publication come later.
_KEPT = frozenset({"tool", "number", "original_language", "frozen_on", "texts"})


def version_faults(rows: list[ImportRow], index: Index) -> Iterator[Fault]:
    """What is wrong with the versions of tools: what they lack, and what a file would change of a frozen one."""
    for row in rows:
        if isinstance(row.instance, ToolVersion) and all(each.is_sound for each in row.below()):
            yield from _own_faults(row, row.instance, index)
            if row.existing:
                yield from _change_faults(row, index)


def _own_faults(row: ImportRow, version: ToolVersion, index: Index) -> Iterator[Fault]:
    codes = {text.instance.language for text in row.children.get("texts", [])}  # type: ignore[attr-defined]
    if version.original_language not in codes:
        expected = f"a text in the original language, {version.original_language}"
        yield row.at("texts").fault(expected, ", ".join(sorted(codes)) or "nothing")
    edition = index.row(Edition, version.edition_id)
    if edition is not None and edition.tool_id != version.tool_id:
        yield row.at("edition").fault("an edition of the tool", "one of another tool")
    activity = index.row(Activity, version.tool_id)
    if version.published_on and activity is not None and is_wider(version.audience, activity.audience):
        expected = f"{activity.audience}, which is the audience of the tool, or a narrower one"
        yield row.at("audience").fault(expected, quote_value(version.audience))


def _change_faults(row: ImportRow, index: Index) -> Iterator[Fault]:
    change = change_of(row, index)
    for each in change.changes if change else ():
        key = each.field.partition("[")[0].partition(".")[0]
        if key in _KEPT:
            words = str(each).removeprefix(f"{each.field}: ") if key != "texts" else "other passages"
            yield row.at(key)._replace(field=each.field).fault(FROZEN, words)
