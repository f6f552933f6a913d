"""The figures of a return: read with their questionnaire, compared with those of earlier years, digested."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Max

from palermo.core.text import plain
from palermo.returns.cells import Place, cells_of, codes_of, rows_of
from palermo.returns.checks import EMPTY, Fault, Names, check_figures
from palermo.returns.code_lists import names_in
from palermo.returns.entries import Entry
from palermo.returns.models import QuestionnaireEdition, Return, ReturnBlock, ReturnFigure
from palermo.returns.read_structure import read_structure
from palermo.returns.states.returns import ReturnStatus
from palermo.returns.structure import Structure, Table

# What is known of a figure beside the entry itself.
ORIGIN = ("article_id", "agency", "unit")


def structure_of(edition: QuestionnaireEdition) -> Structure:
    """A questionnaire as it is filled in."""
    return read_structure(edition.content)


def entry_of(figure: ReturnFigure) -> Entry:
    """What a cell holds."""
    return Entry(figure.kind, figure.value, figure.low, figure.high, figure.note)


def figures_of(national_return: Return, tables: Collection[str] | None = None) -> dict[Place, ReturnFigure]:
    """The figures of a return by table and cell; those of certain tables."""
    rows = national_return.figures.all()
    if tables is not None:
        rows = rows.filter(table__in=sorted(tables))
    return {(row.table, row.cell): row for row in rows}


def entries_of(figures: Mapping[Place, ReturnFigure]) -> dict[Place, Entry]:
    """What cells hold."""
    return {place: entry_of(figure) for place, figure in figures.items()}


def last_change(national_return: Return) -> int:
    """The last change of a return's figures, by which `save_figures` knows what somebody saw; 0 before the first."""
    return national_return.changes.aggregate(last=Max("pk"))["last"] or 0


def accepted_returns(national_return: Return) -> list[Return]:
    """The accepted returns of the State for earlier years, of each year the last, the latest year first."""
    rows = Return.objects.filter(
        state=national_return.state_id,
        round__year__lt=national_return.round.year,
        round__is_invented=national_return.round.is_invented,
        status=ReturnStatus.ACCEPTED,
    )
    by_year: dict[int, Return] = {}
    for each in rows.select_related("round__edition").order_by("-round__year", "-number", "-pk"):
        by_year.setdefault(each.round.year, each)
    return list(by_year.values())


def previous_return(national_return: Return) -> Return | None:
    """The accepted return of the State for the year before, from which jumps are measured."""
    earlier = accepted_returns(national_return)
    return earlier[0] if earlier and earlier[0].round.year == national_return.round.year - 1 else None


@dataclass(frozen=True)
class Faults:
    """What is wrong with a return: cells that are empty, what breaks a rule, and what a note explains already."""

    empty: list[Fault]
    errors: list[Fault]
    warnings: list[Fault]
    explained: list[Fault]
    # Tables with figures whose agency, counting unit or article is asked for and missing, with what is missing.
    unsourced: list[tuple[str, str]]

    @property
    def prevents_completion(self) -> bool:
        """Whether something has to be done before the return can be completed."""
        return bool(self.empty or self.errors or self.unsourced)


def find_faults(
    structure: Structure,
    figures: Mapping[Place, Entry],
    previous: Mapping[Place, Entry],
    blocks: Iterable[ReturnBlock] = (),
) -> Faults:
    """Everything that is wrong with the figures of a return."""
    empty, explained = list[Fault](), list[Fault]()
    errors, warnings = list[Fault](), list[Fault]()
    for fault in check_figures(structure, figures, previous):
        if fault.check == EMPTY:
            empty.append(fault)
        elif _is_explained(fault, figures):
            explained.append(fault)
        else:
            (errors if fault.severity == "error" else warnings).append(fault)
    return Faults(empty, errors, warnings, explained, list(_unsourced(structure, figures, blocks)))


def _is_explained(fault: Fault, figures: Mapping[Place, Entry]) -> bool:
    places = [(fault.table, fault.cell), *fault.others]
    return any(place in figures and figures[place].note for place in places)


def _unsourced(
    structure: Structure, figures: Mapping[Place, Entry], blocks: Iterable[ReturnBlock]
) -> Iterable[tuple[str, str]]:
    with_numbers = {table for (table, _cell), entry in figures.items() if entry.value}
    for block in blocks:
        table = structure.tables.get(block.table)
        if table is None or block.table not in with_numbers:
            continue
        given = {"article": block.article_id or block.article_text, "agency": block.agency, "unit": block.unit}
        yield from ((block.table, name) for name in table.asks if not given.get(name))


def origin_of(figure: ReturnFigure | None, block: ReturnBlock) -> dict[str, object]:
    """The article, agency and counting unit of a figure: its own, or those of its table."""
    own = {name: getattr(figure, name) for name in ORIGIN} if figure else dict.fromkeys(ORIGIN)
    return {name: own[name] or getattr(block, name) for name in ORIGIN}


def is_cell(table: Table, cell: str, codes: Mapping[str, Collection[str]]) -> bool:
    """Whether a key is that of a cell of a table; `codes` are those of the lists from which rows are added."""
    row, dot, column = cell.rpartition(".")
    if not dot or column not in table.column_keys:
        return False
    if not table.has_open_rows:
        return row in table.row_keys
    found = codes_of(table.rows, row)
    sides = zip(table.rows, found or (), strict=False)
    return found is not None and all(
        not side.dimension.is_open or code in side.dimension.codes or code in codes.get(side.dimension.key, ())
        for side, code in sides
    )


def list_names(structure: Structure, tables: Collection[str] | None = None) -> Names:
    """The names of the codes that rows of open tables can have, by dimension and code, in order of their list."""
    open_ones = {
        side.dimension.key: side.dimension.list
        for key, table in structure.tables.items()
        if tables is None or key in tables
        for side in table.rows
        if side.dimension.is_open
    }
    names: dict[tuple[str, str], str] = {}
    for dimension, listed in sorted(open_ones.items()):
        names |= {(dimension, code): plain(texts) for code, texts in names_in(listed).items()}
    return names


def digest_of_figures(national_return: Return) -> tuple[str, int]:
    """The SHA-256 of a return as it is written by `canonical_file`, and the number of its figures."""
    content, count = canonical_file(national_return)
    return sha256(content).hexdigest(), count


def canonical_file(national_return: Return) -> tuple[bytes, int]:
    """A return as a file that is always the same for the same content, and the number of its figures."""
    # Sorted here: databases have different orders of letters.
    figures = sorted(national_return.figures.select_related("article"), key=lambda row: (row.table, row.cell))
    blocks = sorted(national_return.blocks.select_related("article", "ministry"), key=lambda row: row.table)
    attachments = national_return.attachments.order_by("number")
    rows = [_origin(figure, "table", "cell", "kind", "value", "low", "high", "note") for figure in figures]
    written = {
        "state": national_return.state.slug,
        "round": national_return.round.slug,
        "number": national_return.number,
        "questionnaire": national_return.round.edition.digest,
        "note": national_return.note,
        "tables": [_table_origin(block) for block in blocks],
        "figures": rows,
        "attachments": [{"name": each.name, "digest": each.digest} for each in attachments],
    }
    text = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode(), len(rows)


def _table_origin(block: ReturnBlock) -> dict[str, object]:
    ministry = block.ministry.slug if block.ministry else block.ministry_text
    named = {"ministry": ministry} if ministry else {}
    return _origin(block, "table", "article_text", "note") | named


def _origin(row: ReturnBlock | ReturnFigure, *names: str) -> dict[str, object]:
    values = {name: getattr(row, name) for name in (*names, "agency", "unit")}
    values["article"] = row.article.slug if row.article else ""
    return {name: value for name, value in values.items() if value not in ("", None)}


def expected_cells(structure: Structure, places: Iterable[Place]) -> list[Place]:
    """Every cell that has to be filled: those of the questionnaire, and those of rows that were added."""
    given = list(places)
    return [(key, cell) for key, table in structure.tables.items() for cell in cells_of(table, rows_of(table, given))]
