"""The README of each folder of an export: what its files are and what each key says."""

from collections.abc import Iterator

from palermo.record.kinds.pages import ABOUT_PAGES, PAGE_KEYS
from palermo.record.kinds.tool_texts import ABOUT_TOOL_TEXTS, PASSAGE_KEYS, TEXT_KEYS
from palermo.record.schema import Attachment, Children, Field, Kind, Links, Part, Table

ABOUT = """\
This folder is the whole record of an initiative, as plain text: one folder a kind, one file a record.

Each file is UTF-8 YAML. Its name is the record's id. A line that begins with # is a comment.
The README.txt of each folder says what its files are and what each key means.
Keys with nothing to say are left out. Texts are given by language: ar, zh, en, fr, ru, es.
Dates are days (2007-06-18) or less exact: 2007-03, 2008, late 2007-09, mid 2008.
Accounts are in no file, and neither is what participants of an event need.
Records name one another by id; what lies inside a record is named
with it: an operative paragraph is decision/number, an agenda item session/number, a room programme/room.

    palermo record import FOLDER --check    shows what an import would change
    palermo record import FOLDER            imports: creates and updates, never deletes
    palermo record export FOLDER            writes this folder anew
"""
ABOUT_WORDINGS = (
    "Earlier wordings, their authors and removed passages are in no file.",
    "An import keeps every wording that the database has: other words are a further one. It removes the passages",
    "that the file lacks, which can be restored, and leaves languages alone in which the file has no words.",
)
ID = "id: the id, which is the file's name without .yaml; required"


def readme_of(kind: Kind) -> str:
    """What the files of one folder are."""
    lines = [kind.description, "", ID]
    return "\n".join([*lines, *_lines(kind.table, "")]) + "\n"


def readme_of_pages() -> str:
    """What the files of editorial pages are."""
    lines = [ABOUT_PAGES, "", ID]
    for part in PAGE_KEYS:
        required = "; required" if part.is_required else ""
        lines.append(f"{part.key}: {part.description}; {part.codec.describe(part.on)}{required}")
    return "\n".join(lines) + "\n"


def readme_of_tool_texts() -> str:
    """What the files of the texts of tools are."""
    lines = [ABOUT_TOOL_TEXTS, *ABOUT_WORDINGS, ""]
    lines += [f"{key}: {description}" for key, description in TEXT_KEYS.items()]
    return "\n".join([*lines, *(f"    {key}: {description}" for key, description in PASSAGE_KEYS.items())]) + "\n"


def _lines(table: Table, indent: str) -> Iterator[str]:
    for part in table.parts:
        yield f"{indent}{part.key}: {part.description}{_type(part, table)}"
        if isinstance(part, Children):
            yield from _lines(part.table, f"{indent}    ")
    if table.extension:
        yield from _lines(table.extension, indent)


def _type(part: Part, table: Table) -> str:
    if isinstance(part, Links):
        return "; a list of ids"
    if isinstance(part, Children):
        return f"; by {part.by}, each with" if part.by else "; a list, each with"
    if isinstance(part, Attachment):
        return f"; a file's name{'; required' if part.is_required else ''}"
    return f"; {_value(part, table)}{'; required' if part.is_required(table.model) else ''}"


def _value(part: Field, table: Table) -> str:
    return "an id" if part.to else part.codec.describe(part.on(table.model))
