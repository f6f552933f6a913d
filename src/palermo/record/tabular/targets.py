"""What a table can hold: the records of a kind, or the rows of one list inside them; and the keys a column may fill."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from palermo.core.languages import CODES
from palermo.record.codecs import BY_LANGUAGE, TEXT6
from palermo.record.kinds.registry import KINDS
from palermo.record.schema import Attachment, Children, Field, Kind, Links, Table

ID = "id"
# Their lists hold files or what was frozen: a table has neither.
WITHOUT_TABLES = frozenset({"reports", "tool_versions"})


class Key(NamedTuple):
    """One thing that a column may fill: `path` is "title.fr", "adopted", "id"; `part` is how the kind describes it."""

    path: str
    part: Field | Links | None
    table: Table

    @property
    def name(self) -> str:
        """The key without its language."""
        return self.path.partition(".")[0]

    @property
    def attribute(self) -> str:
        """The field of the record that it fills."""
        if self.part:
            return self.part.attribute.removesuffix("_id")
        return self.table.ident_attribute if self.path == ID else self.path

    @property
    def language(self) -> str:
        """The language, where it has one."""
        return self.path.partition(".")[2]


@dataclass(frozen=True)
class Target:
    """The records of `kind`, or the rows of `part` inside them; those inside rows of `above`, where there is one."""

    name: str
    kind: Kind
    part: Children | None = None
    above: Children | None = None

    @property
    def table(self) -> Table:
        return self.part.table if self.part else self.kind.table

    @property
    def label(self) -> str:
        """What its records are called."""
        described = self.table.extension or self.table
        return str(described.model._meta.verbose_name_plural)

    @cached_property
    def keys(self) -> list[Key]:
        """Every key that a column may fill; the first is the id, or the id of the record a row belongs to."""
        first = Key(self.table.parent if self.part else ID, None, self.table)
        return [first, *_keys(self.table)]

    @property
    def first(self) -> str:
        """The key that says which record a row is, or belongs to."""
        return self.keys[0].path

    def sheet_for(self, part: Children) -> "Target":
        """The rows of a list of these records, in a sheet of their own."""
        return Target(part.key, self.kind, part)

    @property
    def lists(self) -> list[Children]:
        """The lists of these records that may stand in a sheet of their own."""
        return [] if self.part else [part for part in self.kind.table.children if _is_listed(part)]


def _keys(table: Table) -> list[Key]:
    keys = []
    for part in table.parts:
        if isinstance(part, Field) and part.codec in {TEXT6, BY_LANGUAGE}:
            keys += [Key(f"{part.key}.{code}", part, table) for code in CODES]
        elif isinstance(part, (Field, Links)):
            keys.append(Key(part.key, part, table))
    return keys + (_keys(table.extension) if table.extension else [])


def _is_listed(part: Children) -> bool:
    return not part.by and not any(isinstance(each, Attachment) for each in part.table.parts)


# Rows of lists that have a table of their own, without the records that they belong to.
APART = frozenset({"action_points", "amendments", "attendance", "dispositions", "paragraphs", "people", "progress"})
APART |= {"recommendations", "actions", "effect_rules", "elements"}
# What such a table is called where the key of the list says too little.
NAMES = {"actions": "treaty_actions", "effect_rules": "treaty_effect_rules", "elements": "law_elements"}


def _inside(folder: str, outer: str, inner: str) -> Target:
    """Rows inside rows: who does what in the items of a programme, the measures in the editions of a plan."""
    kind = next(kind for kind in KINDS if kind.folder == folder)
    above = next(part for part in kind.table.children if part.key == outer)
    return Target(inner, kind, next(part for part in above.table.children if part.key == inner), above)


TARGETS: dict[str, Target] = {
    **{kind.folder: Target(kind.folder, kind) for kind in KINDS if kind.folder not in WITHOUT_TABLES},
    **{
        NAMES.get(name, name): Target(
            NAMES.get(name, name), next(kind for kind in KINDS if kind.folder == folder), part
        )
        for name, folder, part in [
            (part.key, kind.folder, part)
            for kind in KINDS
            if kind.folder not in WITHOUT_TABLES
            for part in kind.table.children
            if _is_listed(part)
        ]
        if name in APART
    },
    "parts": _inside("programmes", "items", "parts"),
    "measures": _inside("action_plans", "editions", "measures"),
}
