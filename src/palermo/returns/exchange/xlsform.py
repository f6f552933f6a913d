"""Questionnaires as XLSForm, for KoboToolbox and ODK: written with everything that reading needs, and read again.

The sheets `survey`, `choices` and `settings` are what XLSForm defines. A figure is a short text, since a cell may hold
“n” (not recorded), “x” (not applicable) or a withheld figure such as “<5”. What XLSForm has no place for stands in
three sheets of our own, which its programs pass over: `palermo_tables`, `palermo_rules` and `palermo_compared`. Texts
are read from the first two, so a questionnaire can be reworded or translated in the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import product
from math import isfinite

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.returns.read_structure import check_structure
from palermo.returns.structure import Comparison, Dimension, Rule, Section, Side, Structure, Table
from palermo.returns.write_structure import write_structure
from palermo.site.sheets import CONTROL
from palermo.site.tables.sheet_reader import read_sheets
from palermo.site.tables.sheets import Line, Sheet, TableRefused

# XLSForm names a language so, with its code in brackets. In English: programs know it by that.
_NAMES = {"ar": "Arabic", "zh": "Chinese", "en": "English", "fr": "French", "ru": "Russian", "es": "Spanish"}
COLUMNS = {code: f"{_NAMES[code]} ({code})" for code in CODES}
FIGURE = "regex(., '^([0-9]{1,10}|[nxw]|[<>][0-9]{1,10}|[0-9]{1,10}-[0-9]{1,10})$')"
FIGURE_HINT = MultilingualText(
    {
        "en": "A number, n (not recorded), x (not applicable), or <5 (withheld).",
        "ar": "رقم، أو n (غير مسجل)، أو x (غير منطبق)، أو \u200e<5 (محجوب).",
        "es": "Un número, n (no registrado), x (no procede) o <5 (reservado).",
        "fr": "Un nombre, n (non enregistré), x (sans objet) ou <5 (non communiqué).",
        "ru": "Число, n (не регистрируется), x (не применимо) или <5 (не разглашается).",
        "zh": "数字、n（未记录）、x（不适用）或 <5（不公开）。",
    }
)
ASKED = {
    "article": MultilingualText(
        {
            "en": "Article of law",
            "ar": "المادة القانونية",
            "es": "Artículo de la ley",
            "fr": "Article de loi",
            "ru": "Статья закона",
            "zh": "法律条款",
        }
    ),
    "agency": MultilingualText(
        {
            "en": "Authority that recorded the data",
            "ar": "السلطة التي سجلت البيانات",
            "es": "Autoridad que registró los datos",
            "fr": "Autorité qui a enregistré les données",
            "ru": "Орган, зарегистрировавший данные",
            "zh": "记录数据的主管机关",
        }
    ),
    "unit": MultilingualText(
        {
            "en": "Counting unit",
            "ar": "وحدة العد",
            "es": "Unidad de recuento",
            "fr": "Unité de compte",
            "ru": "Единица учета",
            "zh": "计数单位",
        }
    ),
}
TABLES, RULES, COMPARED = "palermo_tables", "palermo_rules", "palermo_compared"
SURVEY_HEAD = (
    "type",
    "name",
    *(f"label::{each}" for each in COLUMNS.values()),
    *(f"hint::{each}" for each in COLUMNS.values()),
)
BIND_HEAD = ("constraint", "appearance")
CHOICES_HEAD = ("list_name", "name", *(f"label::{each}" for each in COLUMNS.values()))
SETTINGS_HEAD = ("form_title", "form_id", "version", "default_language")
TABLES_HEAD = ("section", "table", "rows", "row_totals", "columns", "column_totals", "units", "asks", "indicator")
RULES_HEAD = (
    "id", "kind", "table", "severity", "side", "code", "of", "other_table", "low", "high", "factor",
    *(f"sentence::{each}" for each in COLUMNS.values()),
)  # fmt: skip
COMPARED_HEAD = (
    "table", "number", "layout", "unit", "dimension", "code", "column", "label",
    *(f"note::{each}" for each in COLUMNS.values()),
)  # fmt: skip
# Where a code stands for every code of its dimension.
EVERY = "*"
DIMENSION_MARK, UNITS = "dimension", "units"
# A name in XLSForm begins with a letter and has letters, figures, hyphens, underscores and full stops.
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")

type Row = list[object]
type CodesIn = Mapping[str, Mapping[str, MultilingualText]]


def write_xlsform(structure: Structure, *, title: str, form_id: str, version: str, codes_in: CodesIn) -> bytes:
    """The questionnaire as a workbook; `codes_in` gives the codes of the lists from which rows are added, by list."""
    book = Workbook(write_only=True)
    sheets: Mapping[str, Iterable[Row]] = {
        "survey": _survey(structure),
        "choices": _choices(structure, codes_in),
        "settings": [list(SETTINGS_HEAD), [title, form_id, version, COLUMNS["en"]]],
        TABLES: _tables(structure),
        RULES: _rules(structure),
        COMPARED: _compared(structure),
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, value, is_bold=number == 0) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: object, value: object, is_bold: bool) -> WriteOnlyCell | None:
    """Everything is text, so that no code becomes a number or a formula."""
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet, CONTROL.sub("", str(value)))
    cell.data_type = "s"
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def _texts(text: MultilingualText) -> Row:
    return [text.get(code, "") for code in CODES]


def _line(kind: str, name: str, label: MultilingualText, hint: MultilingualText | None = None, *bind: str) -> Row:
    return [kind, name, *_texts(label), *_texts(hint or MultilingualText()), *bind]


def _survey(structure: Structure) -> Iterator[Row]:
    yield [*SURVEY_HEAD, *BIND_HEAD]
    for section in structure.sections:
        yield _line("begin_group", f"s_{section.key}", section.title, section.guidance)
        for table in section.tables:
            yield from _survey_table(table)
        yield ["end_group"]


def _survey_table(table: Table) -> Iterator[Row]:
    yield _line("begin_group", f"t_{table.key}", table.title, table.guidance)
    for asked in table.asks:
        kind = f"select_one {UNITS}" if asked == "unit" else "text"
        yield _line(kind, f"{table.key}_{asked}", ASKED[asked])
    if table.has_open_rows:
        [side] = table.rows
        yield _line("begin_repeat", f"r_{table.key}", side.dimension.title)
        name = f"{table.key}_row"
        yield _line(f"select_one {side.dimension.key}", name, side.dimension.title, None, "", "autocomplete")
        yield from (_figure(f"{table.key}_{code}", words) for code, words in _named_keys(table.columns))
        yield ["end_repeat"]
    else:
        for (row, row_words), (column, words) in product(_named_keys(table.rows), _named_keys(table.columns)):
            yield _figure(f"{table.key}_{row}.{column}", _join(row_words, words))
    yield ["end_group"]


def _figure(name: str, label: MultilingualText) -> Row:
    return _line("text", name.replace("+", "_plus"), label, FIGURE_HINT, FIGURE)


def _named_keys(sides: tuple[Side, ...]) -> Iterator[tuple[str, MultilingualText]]:
    for chosen in product(*(side.dimension.codes.items() for side in sides)):
        words = chosen[0][1]
        for _code, more in chosen[1:]:
            words = _join(words, more)
        yield "-".join(code for code, _words in chosen), words


def _join(first: MultilingualText, second: MultilingualText) -> MultilingualText:
    return MultilingualText({code: f"{first[code]} — {second[code]}" for code in first if code in second})


def _choices(structure: Structure, codes_in: CodesIn) -> Iterator[Row]:
    yield list(CHOICES_HEAD)
    for key, dimension in structure.dimensions.items():
        codes = codes_in.get(dimension.list, {}) if dimension.is_open else dimension.codes
        # The title and the list of the dimension itself, under a name that no code has.
        yield [f"{DIMENSION_MARK}_{key}", dimension.list or "-", *_texts(dimension.title)]
        yield from ([key, code, *_texts(names)] for code, names in codes.items())
    yield from ([UNITS, key, *_texts(names)] for key, names in structure.units.items())


def _tables(structure: Structure) -> Iterator[Row]:
    yield list(TABLES_HEAD)
    for section in structure.sections:
        for table in section.tables:
            yield [
                section.key,
                table.key,
                *_sides(table.rows),
                *_sides(table.columns),
                " ".join(table.units),
                " ".join(table.asks),
                table.indicator,
            ]


def _sides(sides: tuple[Side, ...]) -> tuple[str, str]:
    return " ".join(side.dimension.key for side in sides), " ".join(side.total or "-" for side in sides)


def _rules(structure: Structure) -> Iterator[Row]:
    yield list(RULES_HEAD)
    for rule in structure.rules:
        plain = [rule.id, rule.kind, rule.table, rule.severity, rule.side, rule.code, " ".join(rule.of)]
        numbers = ["" if each is None else str(each) for each in (rule.low, rule.high, rule.factor)]
        yield [*plain, rule.other_table, *numbers, *_texts(rule.sentence)]


def _compared(structure: Structure) -> Iterator[Row]:
    """A line for each comparison, followed by one for each label, or for a code that has none."""
    yield list(COMPARED_HEAD)
    for table in structure.tables.values():
        for number, each in enumerate(table.compared_with, 1):
            key = [table.key, str(number)]
            yield [*key, each.layout, each.unit, "", "", "", "", *_texts(each.note)]
            for column, label in each.where.items():
                yield [*key, "", "", "", "", column, label]
            for dimension, known in each.codes.items():
                if isinstance(known, str):
                    yield [*key, "", "", dimension, EVERY, known]
                    continue
                for code, labels in known.items():
                    for column, label in labels.items() or [("", "")]:
                        yield [*key, "", "", dimension, code, column, label]


def read_xlsform(content: bytes, name: str) -> str:
    """The YAML of a questionnaire that was written by `write_xlsform`, with the texts that the workbook has now.

    Raises
    ------
    TableRefused
        With a sentence for everything that is missing or cannot be read.
    """
    sheets = {sheet.name.casefold(): sheet for sheet in read_sheets(content, name)}
    missing = [each for each in ("survey", "choices", TABLES) if each not in sheets]
    if missing:
        raise TableRefused(
            [
                _("There is no sheet “%(sheet)s”. Expected a workbook that was downloaded here as XLSForm.")
                % {"sheet": each}
                for each in missing
            ]
        )
    faults = [fault for sheet in sheets.values() for fault in sheet.faults]
    heads = {
        "survey": SURVEY_HEAD,
        "choices": CHOICES_HEAD,
        TABLES: TABLES_HEAD,
        RULES: RULES_HEAD,
        COMPARED: COMPARED_HEAD,
    }
    for key, head in heads.items():
        if key in sheets:
            faults += [
                _("%(sheet)s: the column “%(column)s” is missing.") % {"sheet": key, "column": column}
                for column in head
                if column not in sheets[key].head
            ]
    if faults:
        raise TableRefused(faults)
    reader = _Reader(sheets)
    structure = reader.read()
    if reader.faults:
        raise TableRefused(reader.faults)
    written = write_structure(structure)
    if found := check_structure(written).faults:
        raise TableRefused(list(found))
    return written


class _Reader:
    """Reads the sheets of a workbook; `faults` are what does not hold together."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self.sheets = sheets
        self.faults: list[str] = []
        self.labels: dict[str, tuple[MultilingualText, MultilingualText]] = {}
        self.compared: dict[str, tuple[Comparison, ...]] = {}

    def read(self) -> Structure:
        for line, row in self._rows("survey"):
            key = row["name"]
            if row["type"].replace(" ", "_") in ("begin_group", "begin_repeat") and key:
                if key in self.labels:
                    self._fault("survey", line, _("the group “%(name)s” occurs twice.") % {"name": key})
                self.labels[key] = (self._text(row, "label"), self._text(row, "hint"))
        dimensions, units = self._dimensions()
        self.compared = self._comparisons()
        sections = self._sections(dimensions)
        return Structure(sections, dimensions, units, tuple(self._rules()))

    def _fault(self, sheet: str, line: Line, sentence: str) -> None:
        named = {"sheet": sheet, "row": line.number, "fault": sentence}
        self.faults.append(_("%(sheet)s, row %(row)d: %(fault)s") % named)

    def _rows(self, sheet: str) -> Iterator[tuple[Line, dict[str, str]]]:
        found = self.sheets.get(sheet)
        for line in found.lines if found else ():
            cells = [*line.cells, *[""] * len(found.head if found else ())]
            yield line, {column: cells[at].strip() for at, column in enumerate(found.head if found else ())}

    def _text(self, row: Mapping[str, str], what: str) -> MultilingualText:
        return MultilingualText({code: row[f"{what}::{column}"] for code, column in COLUMNS.items()})

    def _dimensions(self) -> tuple[dict[str, Dimension], dict[str, MultilingualText]]:
        found: dict[str, Dimension] = {}
        units: dict[str, MultilingualText] = {}
        codes: dict[str, dict[str, MultilingualText]] = {}
        for line, row in self._rows("choices"):
            key, code, names = row["list_name"], row["name"], self._text(row, "label")
            mark, _sign, dimension = key.partition("_")
            if mark == DIMENSION_MARK and dimension:
                found[dimension] = Dimension(dimension, names, {}, "" if code == "-" else code)
            elif key == UNITS:
                units[code] = names
            elif code in codes.setdefault(key, {}):
                self._fault("choices", line, _("the code “%(code)s” occurs twice.") % {"code": code})
            else:
                codes[key][code] = names
        opened = self._open_dimensions(found)
        for key, each in found.items():
            of_own = {} if key in opened else codes.get(key, {})
            found[key] = Dimension(key, each.title, of_own, each.list, key in opened)
        return found, units

    def _open_dimensions(self, found: Collection[str]) -> set[str]:
        """Those of which the reporter chooses a code: the question for it stands in a group that repeats."""
        opened: set[str] = set()
        is_repeated = False
        for _at, row in self._rows("survey"):
            kind = row["type"].replace(" ", "_", 1)
            is_repeated = kind == "begin_repeat" or (is_repeated and kind != "end_repeat")
            if is_repeated and kind.startswith("select_one_"):
                opened |= {kind.removeprefix("select_one_")} & set(found)
        return opened

    def _sections(self, dimensions: Mapping[str, Dimension]) -> tuple[Section, ...]:
        tables: dict[str, list[Table]] = {}
        for line, row in self._rows(TABLES):
            tables.setdefault(row["section"], []).append(self._table(line, row, dimensions))
        sections = []
        for key, of_section in tables.items():
            title, guidance = self._labels_of(f"s_{key}")
            sections.append(Section(key, title, tuple(of_section), guidance))
        return tuple(sections)

    def _labels_of(self, name: str) -> tuple[MultilingualText, MultilingualText]:
        if name not in self.labels:
            self.faults.append(_("survey: there is no group “%(name)s”.") % {"name": name})
        return self.labels.get(name, (MultilingualText(), MultilingualText()))

    def _table(self, line: Line, row: Mapping[str, str], dimensions: Mapping[str, Dimension]) -> Table:
        title, guidance = self._labels_of(f"t_{row['table']}")
        return Table(
            key=row["table"],
            title=title,
            guidance=guidance,
            rows=self._read_sides(line, row["rows"], row["row_totals"], dimensions),
            columns=self._read_sides(line, row["columns"], row["column_totals"], dimensions),
            units=tuple(row["units"].split()),
            asks=tuple(row["asks"].split()),
            indicator=row["indicator"],
            compared_with=self.compared.get(row["table"], ()),
        )

    def _comparisons(self) -> dict[str, tuple[Comparison, ...]]:
        """With what each table is compared."""
        found: dict[tuple[str, str], Comparison] = {}
        for line, row in self._rows(COMPARED):
            key, column = (row["table"], row["number"]), row["column"]
            if row["layout"]:
                found[key] = Comparison(row["layout"], {}, {}, row["unit"], self._text(row, "note"))
            elif key not in found:
                self._fault(COMPARED, line, _("there is no layout for “%(table)s”.") % {"table": row["table"]})
            else:
                found[key] = _with_label(found[key], row["dimension"], row["code"], column, row["label"])
        by_table: dict[str, tuple[Comparison, ...]] = {}
        for (table, _number), each in found.items():
            by_table[table] = (*by_table.get(table, ()), each)
        return by_table

    def _read_sides(self, line: Line, keys: str, totals: str, dimensions: Mapping[str, Dimension]) -> tuple[Side, ...]:
        sides = []
        chosen = totals.split()
        for at, key in enumerate(keys.split()):
            if key not in dimensions:
                self._fault(TABLES, line, _("there is no dimension “%(found)s”.") % {"found": key})
                continue
            total = chosen[at] if at < len(chosen) and chosen[at] != "-" else ""
            sides.append(Side(dimensions[key], total))
        return tuple(sides)

    def _rules(self) -> Iterator[Rule]:
        for line, row in self._rows(RULES):
            numbers: dict[str, float | None] = {}
            for name in ("low", "high", "factor"):
                try:
                    numbers[name] = _number(row[name], is_whole=name != "factor")
                except ValueError:
                    numbers[name] = None
                    self._fault(RULES, line, _("expected a number, found “%(found)s”.") % {"found": row[name][:80]})
            low, high = numbers["low"], numbers["high"]
            yield Rule(
                id=row["id"],
                kind=row["kind"],
                table=row["table"],
                severity=row["severity"] or "error",
                side=row["side"] or "rows",
                code=row["code"],
                of=tuple(row["of"].split()),
                other_table=row["other_table"],
                low=None if low is None else int(low),
                high=None if high is None else int(high),
                factor=numbers["factor"],
                sentence=self._text(row, "sentence"),
            )


def _number(written: str, *, is_whole: bool) -> float | None:
    """A number of a rule; none where nothing stands.

    Raises
    ------
    ValueError
        For what is none: “inf” and “nan” are not, nor is a limit with a fraction.
    """
    if not written:
        return None
    number = float(written)
    if not isfinite(number) or (is_whole and not number.is_integer()):
        raise ValueError(written)
    return number


def _with_label(comparison: Comparison, dimension: str, code: str, column: str, label: str) -> Comparison:
    """The comparison with one label more; a column that has the codes of a dimension has no label."""
    if not dimension:
        return replace(comparison, where={**comparison.where, column: label})
    if code == EVERY:
        return replace(comparison, codes={**comparison.codes, dimension: column})
    known = comparison.codes.get(dimension, {})
    codes = {} if isinstance(known, str) else dict(known)
    codes[code] = {**codes.get(code, {}), **({column: label} if column else {})}
    return replace(comparison, codes={**comparison.codes, dimension: codes})
