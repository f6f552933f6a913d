"""A questionnaire as it is filled in: sections, tables with empty cells, guidance and checks."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.speech.signs import comma
from palermo.core.text import MultilingualText, plain
from palermo.returns.structure import Section, Structure, Table
from palermo.returns.wording import ASKED, describe_rule, name_side, named_keys


class ShownTable(NamedTuple):
    """A table: the names of its columns and rows, what is asked for all its figures, and its checks in sentences.

    `open_row` says what a row that is added stands for, where rows are added.
    """

    table: Table
    head: str
    columns: list[str]
    rows: list[str]
    open_row: str
    asks: str
    units: str
    checks: list[str]


class ShownSection(NamedTuple):
    """A section with its tables."""

    section: Section
    tables: list[ShownTable]

    @property
    def guidance(self) -> MultilingualText:
        """What those who fill it in are to know."""
        return self.section.guidance


def shown_sections(structure: Structure) -> list[ShownSection]:
    """Every section of a questionnaire, as it is shown."""
    return [
        ShownSection(section, [_shown_table(table, structure) for table in section.tables])
        for section in structure.sections
    ]


def _shown_table(table: Table, structure: Structure) -> ShownTable:
    names = [name_side(side) for side in table.rows]
    return ShownTable(
        table=table,
        head=" — ".join(names),
        columns=[words for _key, words in named_keys(table.columns)],
        rows=[] if table.has_open_rows else [words for _key, words in named_keys(table.rows)],
        open_row=_("Added: %(dimension)s") % {"dimension": names[0]} if table.has_open_rows else "",
        asks=comma().join(str(ASKED[each]) for each in table.asks),
        units=comma().join(plain(structure.units[each]) for each in table.units),
        checks=[describe_rule(rule, structure) for rule in structure.rules if rule.table == table.key],
    )


def figure_count(structure: Structure) -> int:
    """How many cells there are, without those of rows that are added."""
    return sum(1 for _cell in structure.cells())
