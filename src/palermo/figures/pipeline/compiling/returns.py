"""Figures of accepted national returns, by what the dimensions of their questionnaire mean."""

from collections.abc import Iterable, Mapping

from palermo.figures.bundles import Key
from palermo.figures.dimensions import KEYS, OWN, TOTAL
from palermo.figures.pipeline.compiling.compiled import SILENT, SUPPRESSED, Compiled, Origin, SourceFigure
from palermo.figures.pipeline.compiling.layouts import questionnaire_layout
from palermo.figures.pipeline.compiling.wanted import Wanted
from palermo.figures.pipeline.policies import NOT_STATED
from palermo.returns.cells import codes_of
from palermo.returns.figures import origin_of, structure_of
from palermo.returns.models import Return, ReturnBlock, ReturnFigure, Round
from palermo.returns.states.returns import ReturnStatus, ValueKind
from palermo.returns.structure import Side, Table

# Why a figure is not taken, in the report.
OUT_OF_SCOPE, NO_CODE, OTHER_UNIT = "dimension out of scope", "label without a code", "other counting unit"
_SEX = 3 + KEYS.index("sex")


def accepted_returns(rounds: Iterable[Round]) -> list[Return]:
    """The accepted returns of rounds that no accepted one corrects, of each State and round one."""
    rows = Return.objects.filter(round__in=list(rounds), status=ReturnStatus.ACCEPTED)
    last = {
        (row.round_id, row.state_id): row
        for row in rows.select_related("round__edition", "state", "agreement").order_by("number", "pk")
    }
    return sorted(last.values(), key=lambda row: (row.round.year, row.round.slug, row.state.slug))


def compile_return(national_return: Return, wanted: Wanted, into: Compiled) -> None:
    """Add the figures of a return that a release wants."""
    _Reading(national_return, wanted, into).read()


class _Reading:
    """One return, read table by table in the order of its questionnaire."""

    def __init__(self, national_return: Return, wanted: Wanted, into: Compiled) -> None:
        self.of, self.wanted, self.into = national_return, wanted, into
        self.state = national_return.state.slug
        self.meanings = questionnaire_layout().dimensions

    def read(self) -> None:
        if not self.wanted.has_year(self.of.round.year):
            return
        tables = structure_of(self.of.round.edition).tables
        blocks = {block.table: block for block in self.of.blocks.select_related("article")}
        by_table: dict[str, list[ReturnFigure]] = {}
        for figure in self.of.figures.select_related("article").order_by("pk"):
            by_table.setdefault(figure.table, []).append(figure)
        for key, table in tables.items():
            if self.wanted.has_indicator(table.indicator):
                for figure in by_table.get(key, []):
                    self._take(table, figure, blocks[key])
        self._leave_out_repeated()

    def _take(self, table: Table, figure: ReturnFigure, block: ReturnBlock) -> None:
        report, origin = self.into.report, self._origin(table, figure, block)
        if origin.unit != self.wanted.unit:
            report.left_out[OTHER_UNIT] += 1
            return
        codes = self._codes(table, figure.cell)
        if codes is None or not self.wanted.has_codes(codes):
            return
        value = _value(figure, is_published=codes["sex"] != NOT_STATED)
        if not value.is_published and value.kind in SILENT:
            return
        key: Key = (self.state, table.indicator, str(self.of.round.year), *(codes[name] for name in KEYS))
        self.into.add(key, value, origin, place=f"{self.of.slug}, {figure.table}.{figure.cell}")

    def _origin(self, table: Table, figure: ReturnFigure, block: ReturnBlock) -> Origin:
        known = origin_of(figure, block)
        article = known["article_id"]
        return Origin(
            unit=str(known["unit"] or (table.units[0] if len(table.units) == 1 else "")),
            source_id=self.of.agreement.source_id,
            of_return_id=self.of.pk,
            table=table.key,
            agency=str(known["agency"] or ""),
            article_id=int(str(article)) if article else None,
            article_text="" if article else block.article_text,
            mappings=self._mappings(table),
        )

    def _mappings(self, table: Table) -> tuple[str, ...]:
        sides = (self.meanings.get(side.dimension.key) for side in (*table.rows, *table.columns))
        return tuple(sorted({each.mapping for each in sides if each and each.mapping}))

    def _codes(self, table: Table, cell: str) -> dict[str, str] | None:
        """The code in each dimension; None of a cell that has no counterpart."""
        row, _dot, column = cell.rpartition(".")
        codes = dict.fromkeys(KEYS, TOTAL)
        for sides, key in ((table.rows, row), (table.columns, column)):
            for side, code in zip(sides, codes_of(sides, key) or (), strict=False):
                found = self._meaning(side, code)
                if found is None:
                    return None
                codes |= found
        return codes

    def _meaning(self, side: Side, code: str) -> Mapping[str, str] | None:
        """What a code of a questionnaire's dimension means in ours: nothing where it is the total."""
        report, meaning = self.into.report, self.meanings.get(side.dimension.key)
        if meaning is None:
            if code == side.total:
                return {}
            report.left_out[OUT_OF_SCOPE] += 1
            return None
        found = meaning.codes_of(code)
        if found is None:
            report.left_out[NO_CODE] += 1
            report.labels[side.dimension.key, code] += 1
            return None
        return {dimension: OWN if each == self.state else each for dimension, each in found.items()}

    def _leave_out_repeated(self) -> None:
        """Persons of whom sex or age is not known are counted twice where a table has both apart: there they go."""
        figures = self.into.figures
        for key in [key for key in figures if key[0] == self.state and key[_SEX] == NOT_STATED]:
            if any((*key[:_SEX], sex, *key[_SEX + 1 :]) in figures for sex in ("female", "male", "unknown")):
                del figures[key], self.into.origins[key]


def _value(figure: ReturnFigure, *, is_published: bool) -> SourceFigure:
    kind = str(figure.kind).replace("_", " ")
    if figure.kind != ValueKind.SUPPRESSED:
        return SourceFigure(kind, figure.value, is_published=is_published)
    return SourceFigure(SUPPRESSED, None, figure.low, figure.high, is_published)
