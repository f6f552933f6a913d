"""The rows of a mapping as a table: read with every fault at once, and written again."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.knowledge.exchange.cells import name_columns, read_table, texts_by_language, wrong_cell
from palermo.knowledge.models import CodeListEdition, CodeMappingRow
from palermo.knowledge.states.lists import MappingRelation
from palermo.site.csvs import Value
from palermo.site.tables.sheets import TableRefused

LOSSES = dict(name_columns(CODES, "loss_"))
NEEDED = ("source", "target", "relation")
COLUMNS = (*NEEDED, *LOSSES.values())
MOST_NAMED = 10


class MappedCode(NamedTuple):
    """A row: its number in the file, the two codes, the target empty where there is none, and what is lost."""

    number: int
    source: str
    target: str
    relation: str
    loss: MultilingualText


class MappingTable(NamedTuple):
    """A table that was read without a fault; `head` and `cells` are as written."""

    head: list[str]
    cells: list[list[str]]
    rows: list[MappedCode]


def read_mapping(source: CodeListEdition, target: CodeListEdition, content: bytes, name: str) -> MappingTable:
    """The rows of a CSV or XLSX file that maps every code of one edition; of a workbook its first sheet.

    Raises
    ------
    TableRefused
        With a sentence for every cell that is wrong, and for the codes without a row.
    """
    sheet = read_table(content, name, COLUMNS, NEEDED)
    sources, targets = (
        list(each.codes.order_by("position").values_list("code", flat=True)) for each in (source, target)
    )
    rows, faults = [], []
    for line in sheet.lines:
        cells = dict(zip(sheet.head, line.cells, strict=True))
        row = MappedCode(
            line.number,
            cells["source"],
            cells["target"],
            cells["relation"].casefold(),
            MultilingualText(texts_by_language(cells, LOSSES)),
        )
        rows.append(row)
        faults += _faults_of(row, set(sources), set(targets), source, target)
    faults += _faults_among(rows)
    there = {row.source for row in rows}
    if missing := [code for code in sources if code not in there]:
        faults.append(
            _("Expected a row for each code of %(list)s, found none for %(codes)s.")
            % {"list": source.display_name(), "codes": _enumerate(missing)}
        )
    if faults:
        raise TableRefused(faults)
    places = {code: place for place, code in enumerate(sources)}
    ordered = sorted(rows, key=lambda row: places[row.source])
    return MappingTable(sheet.head, [line.cells for line in sheet.lines], ordered)


def _enumerate(codes: list[str]) -> str:
    shown = ", ".join(codes[:MOST_NAMED])
    return f"{shown}, …" if len(codes) > MOST_NAMED else shown


def _faults_of(
    row: MappedCode, sources: set[str], targets: set[str], source: CodeListEdition, target: CodeListEdition
) -> list[str]:
    faults = []
    if row.source not in sources:
        expected = _("a code of %(list)s") % {"list": source.display_name()}
        faults.append(wrong_cell(row.number, "source", expected, row.source))
    if row.relation not in MappingRelation.values:
        return [*faults, wrong_cell(row.number, "relation", ", ".join(MappingRelation.values), row.relation)]
    loses = row.relation == MappingRelation.LOSES
    if row.target not in targets and not (loses and not row.target):
        expected = _("a code of %(list)s") % {"list": target.display_name()}
        faults.append(wrong_cell(row.number, "target", expected, row.target))
    if loses and not row.loss:
        faults.append(
            _("Row %(row)d: expected a description of what is lost in at least one language, found none.")
            % {"row": row.number}
        )
    if row.relation == MappingRelation.EXACT and row.loss:
        expected = _("nothing, since nothing is lost")
        column, found = next((LOSSES[code], words) for code, words in row.loss.items())
        faults.append(wrong_cell(row.number, column, expected, found))
    return faults


def _faults_among(rows: Iterable[MappedCode]) -> list[str]:
    """Rows that contradict earlier ones of the same code: the same target again, or none beside another."""
    faults = []
    earlier: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        others = earlier[row.source]
        if row.target in others or (others and ("" in others or not row.target)):
            expected = _("a code that “%(source)s” does not have yet, or nothing if it has no other row") % {
                "source": row.source
            }
            faults.append(wrong_cell(row.number, "target", expected, row.target))
        others.append(row.target)
    return faults


def mapping_rows(rows: Iterable[CodeMappingRow]) -> list[list[Value]]:
    """The table of a mapping: the names of its columns, then its rows; select `source` and `target` of each."""
    head: list[Value] = [*COLUMNS]
    lines: list[list[Value]] = [
        [
            row.source.code,
            row.target.code if row.target else "",
            row.relation,
            *(row.loss.get(language, "") for language in LOSSES),
        ]
        for row in rows
    ]
    return [head, *lines]
