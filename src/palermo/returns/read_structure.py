"""Reads the structure of a questionnaire from YAML, and refuses a faulty one with the place of each fault."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from math import prod

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.core.languages import CODES, language_in_sentence
from palermo.core.speech.signs import comma
from palermo.core.text import MultilingualText
from palermo.returns.structure import (
    ASKS,
    KINDS,
    SEVERITIES,
    SIDES,
    Comparison,
    Dimension,
    Rule,
    Section,
    Side,
    Structure,
    Table,
)

LARGEST = 2**20
MOST_CELLS = 20_000
MOST_OF_ANY = 2_000
LONGEST_TEXT = 4_000
MOST_SOUGHT = 50
# As long as the columns that keep them.
LONGEST_TABLE, LONGEST_CELL = 60, 120
KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# Codes of lists: 0-17, 18+, _T, 004. A full stop stands between row and column.
CODE = re.compile(r"[A-Za-z0-9_+-]{1,40}")
# The name of a layout, and a label or a column of it: these are words of others.
LAYOUT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LABEL = re.compile(r"[^\s](?:[^\r\n\t]{0,118}[^\s])?")
LIST = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[0-9]{1,4}")
# The code of what contains the others needs not be in the code list: few lists have one.
TOTAL = "total"

# Gives the codes of an edition of a code list, such as `sex/1`; None where there is no such edition.
type CodesOf = Callable[[str], Collection[str] | None]
# Gives the columns by which a layout of datasets tells its series apart; None where there is no such layout.
type ColumnsOf = Callable[[str], Collection[str] | None]


class StructureError(ValueError):
    """A questionnaire that cannot be used: `faults` are sentences, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Reading:
    """What was found in a file: the structure where it can be used, else faults; and what else is to be looked at."""

    structure: Structure | None
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@lru_cache(maxsize=32)
def read_structure(content: str) -> Structure:
    """Read a questionnaire, without looking into its code lists; the same content is read once.

    Raises
    ------
    StructureError
        With every fault that was found.
    """
    reading = check_structure(content)
    if reading.structure is None:
        raise StructureError(list(reading.faults))
    return reading.structure


def check_structure(content: str, codes_of: CodesOf | None = None, columns_of: ColumnsOf | None = None) -> Reading:
    """Read a questionnaire and say everything that is wrong or missing.

    `codes_of` looks up its code lists, `columns_of` the layouts of the datasets with which it is compared.
    """
    reader = _Reader(codes_of, columns_of)
    structure = reader.read(content)
    faults, warnings = tuple(reader.faults), tuple(reader.warnings)
    return Reading(None if faults else structure, faults, warnings)


def _compose(content: str) -> yaml.Node | None:
    """The tree of a file; only the safe types are resolved, and nothing is constructed."""
    loader = yaml.CSafeLoader(content)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


@dataclass
class _Reader:
    """Goes through the tree of a file and notes each fault at its place."""

    codes_of: CodesOf | None
    columns_of: ColumnsOf | None
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _missing: dict[str, list[str]] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def read(self, content: str) -> Structure | None:
        """The structure as far as it can be read; None where nothing of it can."""
        size = len(content.encode())
        if size > LARGEST:
            sentence = _("The file is too large: expected at most %(most)d bytes, found %(size)d.")
            self.faults.append(sentence % {"most": LARGEST, "size": size})
            return None
        try:
            root = _compose(content)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._add_fault(
                mark.line if mark else 0, "", _("this is not valid YAML (%(why)s).") % {"why": error.problem}
            )
            return None
        except (yaml.YAMLError, RecursionError):
            self.faults.append(_("The file is not valid YAML: it has characters or a depth that YAML does not allow."))
            return None
        if root is None:
            self.faults.append(_("The file is empty. Expected a questionnaire with the key “sections”."))
            return None
        self._refuse_aliases(root)
        if self.faults:
            return None
        return self._structure(root)

    def _refuse_aliases(self, node: yaml.Node) -> None:
        """An alias is a node met twice; a few of them can make a small file very large."""
        waiting = [node]
        while waiting:
            each = waiting.pop()
            if id(each) in self._seen:
                self._fault(each, "", _("references (“&” and “*”) are not supported. Write the text out."))
                return
            self._seen.add(id(each))
            if isinstance(each, yaml.MappingNode):
                waiting += [part for pair in each.value for part in pair]
            elif isinstance(each, yaml.SequenceNode):
                waiting += each.value

    # Faults

    def _fault(self, node: yaml.Node, place: str, sentence: str) -> None:
        self._add_fault(node.start_mark.line, place, sentence)

    def _add_fault(self, line: int, place: str, sentence: str) -> None:
        named = {"line": line + 1, "place": place, "fault": sentence}
        text = _("Line %(line)d, %(place)s: %(fault)s") if place else _("Line %(line)d: %(fault)s")
        self.faults.append(text % named)

    def _unknown(self, node: yaml.Node, place: str, sentence: str, found: str, possible: Iterable[str]) -> None:
        """A fault with the names that are possible: the nearest ones, or the first."""
        names = list(possible)
        # What is near is sought for some faults only: it takes long among many names.
        is_sought = 12 < len(names) <= MOST_OF_ANY and len(self.faults) < MOST_SOUGHT
        near = get_close_matches(found, names, n=3, cutoff=0.6) if is_sought else names[:12]
        if names:
            expected = comma().join(f"“{each}”" for each in near or names[:12])
            sentence = f"{sentence} {_('Possible: %(names)s.') % {'names': expected}}"
        self._fault(node, place, sentence)

    # Values

    def _mapping(self, node: yaml.Node, place: str, required: Collection[str], allowed: Collection[str] | None) -> dict:
        """The values of a mapping by their keys; `allowed` is None where any key is."""
        if not isinstance(node, yaml.MappingNode):
            self._fault(node, place, _("expected a mapping (key: value), found %(found)s.") % {"found": _kind(node)})
            return {}
        values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            # The text as it is written: 004 and no are codes, not a number and not false.
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name in values:
                self._fault(key, place, _("the key “%(key)s” occurs twice.") % {"key": name})
            elif allowed is not None and name not in allowed:
                self._unknown(key, place, _("there is no key “%(key)s” here.") % {"key": name}, name, allowed)
            else:
                values[name] = value
        for name in required:
            if name not in values:
                self._fault(node, place, _("the key “%(key)s” is missing.") % {"key": name})
        return values

    def _list(self, node: yaml.Node | None, place: str) -> list[tuple[yaml.Node, str]]:
        """The entries of a list, each with its place."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._fault(node, place, _("expected a list, found %(found)s.") % {"found": _kind(node)})
            return []
        if len(node.value) > MOST_OF_ANY:
            named = {"most": MOST_OF_ANY, "found": len(node.value)}
            self._fault(node, place, _("too many entries: expected at most %(most)d, found %(found)d.") % named)
            return []
        return [(each, f"{place}[{number}]") for number, each in enumerate(node.value)]

    def _word(self, node: yaml.Node | None, place: str, pattern: re.Pattern[str] | None, expected: str = "") -> str:
        """A word of a pattern; empty where there is none, with a fault where there is another."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self._fault(node, place, _("expected a word, found %(found)s.") % {"found": _kind(node)})
            return ""
        word = str(node.value)
        if pattern is not None and not pattern.fullmatch(word):
            sentence = _("“%(found)s” cannot be used. Expected %(expected)s.")
            self._fault(node, place, sentence % {"found": word[:80], "expected": expected})
            return ""
        return word

    def _key(self, node: yaml.Node | None, place: str) -> str:
        return self._word(node, place, KEY, _("small letters, figures and hyphens"))

    def _code(self, node: yaml.Node | None, place: str) -> str:
        return self._word(node, place, CODE, _("up to 40 letters, figures, hyphens, underscores and plus signs"))

    def _choice(self, node: yaml.Node | None, place: str, choices: Collection[str], default: str) -> str:
        word = self._word(node, place, None)
        if not word:
            return default
        if word not in choices:
            assert node is not None
            self._unknown(node, place, _("“%(found)s” cannot be used.") % {"found": word[:80]}, word, choices)
            return default
        return word

    def _number(self, node: yaml.Node | None, place: str) -> float | None:
        word = self._word(node, place, None)
        if not word:
            return None
        try:
            number = float(word)
        except ValueError:
            number = float("nan")
        if not abs(number) < 1e12:
            assert node is not None
            self._fault(node, place, _("expected a number, found “%(found)s”.") % {"found": word[:80]})
            return None
        return number

    def _whole(self, node: yaml.Node | None, place: str) -> int | None:
        number = self._number(node, place)
        if number is None:
            return None
        if number != int(number) or number < 0:
            assert node is not None
            self._fault(node, place, _("expected a whole number from 0, found “%(found)s”.") % {"found": node.value})
            return None
        return int(number)

    def _is_true(self, node: yaml.Node | None, place: str) -> bool:
        return self._choice(node, place, ("true", "false"), "false") == "true"

    def _text(self, node: yaml.Node | None, place: str, is_needed: bool = True) -> MultilingualText:
        """A text by language; languages that are missing are noted."""
        if node is None:
            return MultilingualText()
        parts = {}
        for language, value in self._mapping(node, place, (), CODES).items():
            words = self._word(value, f"{place}.{language}", None).strip()
            if len(words) > LONGEST_TEXT:
                named = {"most": LONGEST_TEXT, "found": len(words)}
                sentence = _("the text is too long: expected at most %(most)d characters, found %(found)d.")
                self._fault(value, f"{place}.{language}", sentence % named)
            parts[language] = words
        text = MultilingualText(parts)
        if not text:
            if is_needed and isinstance(node, yaml.MappingNode):
                self._fault(node, place, _("the text is empty. Enter it in at least one language."))
            return text
        for language in text.missing:
            self._missing.setdefault(language, []).append(place)
        return text

    # The parts of a questionnaire

    def _structure(self, root: yaml.Node) -> Structure:
        values = self._mapping(root, "", ("sections", "dimensions"), ("sections", "dimensions", "units", "rules"))
        dimensions = self._dimensions(values.get("dimensions"))
        units = self._units(values.get("units"))
        sections = self._sections(values.get("sections"), dimensions, units)
        tables = {table.key: table for section in sections for table in section.tables}
        rules = self._rules(values.get("rules"), tables)
        cells = sum(table.cell_count for table in tables.values())
        if cells > MOST_CELLS:
            named = {"most": MOST_CELLS, "found": cells}
            self.faults.append(_("The questionnaire has too many cells: at most %(most)d, found %(found)d.") % named)
        self._warn_of_languages()
        self._warn_of_unused(dimensions, tables.values())
        return Structure(sections, dimensions, units, rules)

    def _warn_of_languages(self) -> None:
        for code in CODES:
            places = self._missing.get(code, [])
            if places:
                named = {"number": len(places), "language": language_in_sentence(code)}
                named["places"] = comma().join([*places[:5], "…"] if len(places) > 5 else places)
                sentence = ngettext(
                    "%(number)d text is missing in %(language)s: %(places)s",
                    "%(number)d texts are missing in %(language)s: %(places)s",
                    len(places),
                )
                self.warnings.append(sentence % named)

    def _warn_of_unused(self, dimensions: Mapping[str, Dimension], tables: Iterable[Table]) -> None:
        used = {side.dimension.key for table in tables for side in (*table.rows, *table.columns)}
        for key in dimensions:
            if key not in used:
                self.warnings.append(_("No table uses the dimension “%(key)s”.") % {"key": key})

    def _dimensions(self, node: yaml.Node | None) -> dict[str, Dimension]:
        found: dict[str, Dimension] = {}
        if node is None:
            return found
        for key, part in self._mapping(node, "dimensions", (), None).items():
            place = f"dimensions.{key}"
            if not KEY.fullmatch(key):
                self._fault(part, place, _("“%(key)s” cannot be a key: use small letters and figures.") % {"key": key})
            values = self._mapping(part, place, ("title",), ("title", "list", "codes", "open"))
            is_open = self._is_true(values.get("open"), f"{place}.open")
            title = self._text(values.get("title"), f"{place}.title")
            listed = self._word(
                values.get("list"), f"{place}.list", LIST, _("the name of a code list and its edition, such as sex/1")
            )
            codes = self._codes(values.get("codes"), f"{place}.codes")
            if is_open and codes:
                self._fault(part, place, _("a dimension that is open has no codes of its own. Remove “codes”."))
            if is_open and not listed:
                self._fault(part, place, _("a dimension that is open needs a code list. Add “list”."))
            if not codes and not values.keys() & {"codes", "open"}:
                self._fault(part, place, _("the key “%(key)s” is missing.") % {"key": "codes"})
            if listed:
                self._check_list(values["list"], place, listed, codes, values.get("codes"))
            found[key] = Dimension(key, title, codes, listed, is_open)
        return found

    def _codes(self, node: yaml.Node | None, place: str) -> dict[str, MultilingualText]:
        found: dict[str, MultilingualText] = {}
        if node is None:
            return found
        for code, names in self._mapping(node, place, (), None).items():
            if CODE.fullmatch(code):
                found[code] = self._text(names, f"{place}.{code}")
            else:
                named = {"found": code[:80], "expected": _("letters, figures, hyphens, underscores and plus signs")}
                self._fault(names, place, _("“%(found)s” cannot be used. Expected %(expected)s.") % named)
        if not found and isinstance(node, yaml.MappingNode) and not node.value:
            self._fault(node, place, _("there are no codes. Enter at least one."))
        return found

    def _check_list(
        self, node: yaml.Node, place: str, listed: str, codes: Mapping[str, object], where: yaml.Node | None
    ) -> None:
        if self.codes_of is None:
            return
        possible = self.codes_of(listed)
        if possible is None:
            self._fault(node, f"{place}.list", _("there is no code list “%(list)s”.") % {"list": listed})
            return
        for code in codes:
            if code not in possible and code != TOTAL:
                sentence = _("the code list %(list)s has no code “%(code)s”.") % {"list": listed, "code": code}
                assert where is not None
                self._unknown(where, f"{place}.codes.{code}", sentence, code, possible)

    def _units(self, node: yaml.Node | None) -> dict[str, MultilingualText]:
        if node is None:
            return {}
        found = {}
        for key, names in self._mapping(node, "units", (), None).items():
            if not KEY.fullmatch(key) or len(key) > 40:
                self._fault(
                    names, f"units.{key}", _("“%(key)s” cannot be a key: use small letters and figures.") % {"key": key}
                )
            found[key] = self._text(names, f"units.{key}")
        return found

    def _sections(
        self, node: yaml.Node | None, dimensions: Mapping[str, Dimension], units: Collection[str]
    ) -> tuple[Section, ...]:
        sections: list[Section] = []
        keys: Counter[str] = Counter()
        table_keys: Counter[str] = Counter()
        for part, place in self._list(node, "sections"):
            values = self._mapping(part, place, ("key", "title", "tables"), ("key", "title", "guidance", "tables"))
            key = self._own_key(values.get("key"), f"{place}.key", keys)
            tables = tuple(
                self._table(each, at, dimensions, units, table_keys)
                for each, at in self._list(values.get("tables"), f"{place}.tables")
            )
            if "tables" in values and not tables and isinstance(values["tables"], yaml.SequenceNode):
                self._fault(values["tables"], f"{place}.tables", _("a section needs at least one table."))
            title = self._text(values.get("title"), f"{place}.title")
            guidance = self._text(values.get("guidance"), f"{place}.guidance", is_needed=False)
            sections.append(Section(key, title, tables, guidance))
        if node is not None and not sections and isinstance(node, yaml.SequenceNode):
            self._fault(node, "sections", _("a questionnaire needs at least one section."))
        return tuple(sections)

    def _own_key(self, node: yaml.Node | None, place: str, taken: Counter[str]) -> str:
        """A key that no other of its kind has, and no longer than the column that keeps it."""
        key = self._key(node, place)
        if not key or node is None:
            return key
        taken[key] += 1
        if taken[key] == 2:
            self._fault(node, place, _("the key “%(key)s” occurs twice.") % {"key": key})
        if len(key) > LONGEST_TABLE:
            named = {"most": LONGEST_TABLE, "found": len(key)}
            sentence = _("the key is too long: expected at most %(most)d characters, found %(found)d.")
            self._fault(node, place, sentence % named)
        return key

    def _table(
        self,
        node: yaml.Node,
        place: str,
        dimensions: Mapping[str, Dimension],
        units: Collection[str],
        keys: Counter[str],
    ) -> Table:
        values = self._mapping(
            node,
            place,
            ("key", "title", "rows", "columns"),
            ("key", "title", "guidance", "units", "asks", "indicator", "rows", "columns", "compared_with"),
        )
        table = Table(
            key=self._own_key(values.get("key"), f"{place}.key", keys),
            title=self._text(values.get("title"), f"{place}.title"),
            rows=self._sides(values.get("rows"), f"{place}.rows", dimensions),
            columns=self._sides(values.get("columns"), f"{place}.columns", dimensions),
            guidance=self._text(values.get("guidance"), f"{place}.guidance", is_needed=False),
            units=self._names(values.get("units"), f"{place}.units", units, _("there is no unit “%(found)s”.")),
            asks=self._names(values.get("asks"), f"{place}.asks", ASKS, _("“%(found)s” cannot be asked.")),
            indicator=self._key(values.get("indicator"), f"{place}.indicator"),
        )
        self._check_sides(node, place, table)
        compared = tuple(
            self._comparison(each, at, table, units)
            for each, at in self._list(values.get("compared_with"), f"{place}.compared_with")
        )
        return replace(table, compared_with=compared)

    def _comparison(self, node: yaml.Node, place: str, table: Table, units: Collection[str]) -> Comparison:
        values = self._mapping(node, place, ("layout", "codes"), ("layout", "unit", "where", "codes", "note"))
        unit = self._word(values.get("unit"), f"{place}.unit", None)
        if unit and unit not in units:
            self._unknown(
                values["unit"], f"{place}.unit", _("there is no unit “%(found)s”.") % {"found": unit[:80]}, unit, units
            )
        comparison = Comparison(
            layout=self._word(
                values.get("layout"), f"{place}.layout", LAYOUT, _("the name of a layout of datasets, such as unodc")
            ),
            where=self._labels(values.get("where"), f"{place}.where"),
            codes=self._counterparts(values.get("codes"), f"{place}.codes", table),
            unit=unit,
            note=self._text(values.get("note"), f"{place}.note", is_needed=False),
        )
        if "codes" in values:
            self._check_columns(node, place, comparison)
        return comparison

    def _label(self, node: yaml.Node, place: str) -> str:
        return self._word(node, place, LABEL, _("up to 120 characters in one line"))

    def _labels(self, node: yaml.Node | None, place: str) -> dict[str, str]:
        """Labels by the columns in which they stand."""
        found: dict[str, str] = {}
        if node is None:
            return found
        for column, value in self._mapping(node, place, (), None).items():
            if not LABEL.fullmatch(column):
                named = {"found": column[:80], "expected": _("the name of a column of the layout")}
                self._fault(value, place, _("“%(found)s” cannot be used. Expected %(expected)s.") % named)
            found[column] = self._label(value, f"{place}.{column}")
        return found

    def _counterparts(
        self, node: yaml.Node | None, place: str, table: Table
    ) -> dict[str, Mapping[str, Mapping[str, str]] | str]:
        """For each dimension of a table its codes with their labels, or the column that has the same codes."""
        found: dict[str, Mapping[str, Mapping[str, str]] | str] = {}
        if node is None:
            return found
        dimensions = {side.dimension.key: side.dimension for side in (*table.rows, *table.columns)}
        for key, value in self._mapping(node, place, (), None).items():
            at = f"{place}.{key}"
            if key not in dimensions:
                sentence = _("there is no dimension “%(found)s”.") % {"found": key[:80]}
                self._unknown(value, at, sentence, key, dimensions)
            elif isinstance(value, yaml.ScalarNode):
                found[key] = self._label(value, at)
            elif dimensions[key].is_open:
                self._fault(
                    value, at, _("rows are open here. Expected the name of the column that has the same codes.")
                )
            else:
                codes = self._mapping(value, at, (), dimensions[key].codes)
                found[key] = {code: self._labels(labels, f"{at}.{code}") for code, labels in codes.items()}
        for key, dimension in dimensions.items():
            if key not in found and (dimension.is_open or len(dimension.codes) > 1):
                self._fault(node, place, _("the key “%(key)s” is missing.") % {"key": key})
        return found

    def _check_columns(self, node: yaml.Node, place: str, comparison: Comparison) -> None:
        """A series needs a label in each column by which the layout tells its series apart, and in no other."""
        if self.columns_of is None or not comparison.layout:
            return
        possible = self.columns_of(comparison.layout)
        if possible is None:
            sentence = _("there is no layout “%(layout)s” of figures by State and year.")
            self._fault(node, f"{place}.layout", sentence % {"layout": comparison.layout})
            return
        named = comparison.columns()
        for column in sorted(named - set(possible)):
            sentence = _("the layout has no column “%(column)s” that tells series apart.") % {"column": column}
            self._unknown(node, place, sentence, column, possible)
        for column in sorted(set(possible) - named):
            self._fault(node, place, _("the column “%(column)s” has no label here.") % {"column": column})

    def _names(self, node: yaml.Node | None, place: str, possible: Collection[str], sentence: str) -> tuple[str, ...]:
        found: list[str] = []
        for each, at in self._list(node, place):
            word = self._word(each, at, None)
            if word not in possible:
                self._unknown(each, at, sentence % {"found": word[:80]}, word, possible)
            elif word in found:
                self._fault(each, at, _("“%(found)s” occurs twice.") % {"found": word})
            else:
                found.append(word)
        return tuple(found)

    def _sides(self, node: yaml.Node | None, place: str, dimensions: Mapping[str, Dimension]) -> tuple[Side, ...]:
        found = []
        for each, at in self._list(node, place):
            values = self._mapping(each, at, ("dimension",), ("dimension", "total"))
            name = self._word(values.get("dimension"), at, None)
            if name not in dimensions:
                if name:
                    sentence = _("there is no dimension “%(found)s”.") % {"found": name[:80]}
                    self._unknown(values["dimension"], at, sentence, name, dimensions)
                continue
            dimension = dimensions[name]
            total = self._code(values.get("total"), f"{at}.total")
            if total and total not in dimension.codes:
                named = {"dimension": name, "code": total}
                sentence = _("the dimension “%(dimension)s” has no code “%(code)s”.") % named
                self._unknown(values["total"], f"{at}.total", sentence, total, dimension.codes)
            found.append(Side(dimension, total))
        if node is not None and isinstance(node, yaml.SequenceNode) and not node.value:
            self._fault(node, place, _("at least one dimension is needed."))
        return tuple(found)

    def _check_sides(self, node: yaml.Node, place: str, table: Table) -> None:
        """Refuse what leaves no cells, or two with one key, or keys that are too long."""
        used = Counter(side.dimension.key for side in (*table.rows, *table.columns))
        for key, times in used.items():
            if times > 1:
                self._fault(node, place, _("the dimension “%(key)s” is used twice in one table.") % {"key": key})
        if any(side.dimension.is_open for side in table.columns):
            self._fault(node, f"{place}.columns", _("only rows can be open. Move the open dimension to the rows."))
        if table.has_open_rows and len(table.rows) > 1:
            self._fault(
                node, f"{place}.rows", _("rows that are open have one dimension. Move the others to the columns.")
            )
        if table.cell_count > MOST_OF_ANY:
            # A form with more fields than this could not be sent.
            named = {"most": MOST_OF_ANY, "found": table.cell_count}
            self._fault(node, place, _("too many entries: expected at most %(most)d, found %(found)d.") % named)
        if any(prod(len(side.dimension.codes) for side in sides) > MOST_CELLS for sides in (table.rows, table.columns)):
            # A few dimensions have more keys than memory holds. What is wrong is said of the whole questionnaire.
            return
        for name, keys in (("rows", table.row_keys), ("columns", table.column_keys)):
            for key, times in Counter(keys).items():
                if times > 1:
                    self._fault(node, f"{place}.{name}", _("two codes join to the same key “%(key)s”.") % {"key": key})
        longest = max(map(len, table.row_keys), default=0) + max(map(len, table.column_keys), default=0) + 1
        if longest > LONGEST_CELL:
            named = {"most": LONGEST_CELL, "found": longest}
            sentence = _(
                "the codes of a cell are too long together: expected at most %(most)d characters, found %(found)d."
            )
            self._fault(node, place, sentence % named)

    def _rules(self, node: yaml.Node | None, tables: Mapping[str, Table]) -> tuple[Rule, ...]:
        keys: Counter[str] = Counter()
        return tuple(self._rule(part, place, tables, keys) for part, place in self._list(node, "rules"))

    def _rule(self, node: yaml.Node, place: str, tables: Mapping[str, Table], keys: Counter[str]) -> Rule:
        allowed = (
            "id",
            "kind",
            "table",
            "severity",
            "side",
            "code",
            "of",
            "other_table",
            "low",
            "high",
            "factor",
            "sentence",
        )
        values = self._mapping(node, place, ("id", "kind", "table"), allowed)
        rule = Rule(
            id=self._own_key(values.get("id"), f"{place}.id", keys),
            kind=self._choice(values.get("kind"), f"{place}.kind", KINDS, ""),
            table=self._word(values.get("table"), f"{place}.table", None),
            severity=self._choice(values.get("severity"), f"{place}.severity", SEVERITIES, "error"),
            side=self._choice(values.get("side"), f"{place}.side", SIDES, "rows"),
            code=self._word(values.get("code"), f"{place}.code", None),
            of=tuple(self._word(each, at, None) for each, at in self._list(values.get("of"), f"{place}.of")),
            other_table=self._word(values.get("other_table"), f"{place}.other_table", None),
            low=self._whole(values.get("low"), f"{place}.low"),
            high=self._whole(values.get("high"), f"{place}.high"),
            factor=self._number(values.get("factor"), f"{place}.factor"),
            sentence=self._text(values.get("sentence"), f"{place}.sentence", is_needed=False),
        )
        if self._has_tables(node, place, rule, tables):
            self._check_codes(node, place, rule, tables)
        self._check_rule(node, place, rule)
        return rule

    def _has_tables(self, node: yaml.Node, place: str, rule: Rule, tables: Mapping[str, Table]) -> bool:
        named = [(name, value) for name, value in (("table", rule.table), ("other_table", rule.other_table)) if value]
        for name, value in named:
            if value not in tables:
                sentence = _("there is no table “%(table)s”.") % {"table": value[:80]}
                self._unknown(node, f"{place}.{name}", sentence, value, tables)
        return bool(rule.table) and all(value in tables for _name, value in named)

    def _check_codes(self, node: yaml.Node, place: str, rule: Rule, tables: Mapping[str, Table]) -> None:
        """A rule compares codes of one dimension; another table need not have the same dimensions."""
        table, other = tables[rule.table], tables[rule.other_table or rule.table]
        own, others = _codes_of(table, rule.side), _codes_of(other, rule.side)
        if not own or not others:
            # The fault is in the table, and named there.
            return
        for at, code, possible, key in [
            (f"{place}.code", rule.code, own, rule.table),
            *((f"{place}.of[{number}]", code, others, other.key) for number, code in enumerate(rule.of)),
        ]:
            if code and not any(code in codes for codes in possible):
                self._no_code(node, at, key, code, [each for codes in possible for each in codes])
                return
        wanted = {rule.code, *rule.of}
        if other is table and rule.of and not any(wanted <= {*codes} for codes in own):
            self._fault(node, place, _("the codes of a rule must all be of one dimension."))

    def _no_code(self, node: yaml.Node, place: str, table: str, code: str, possible: Collection[str]) -> None:
        sentence = _("the table “%(table)s” has no code “%(code)s”.") % {"table": table, "code": code[:80]}
        self._unknown(node, place, sentence, code, possible)

    def _check_rule(self, node: yaml.Node, place: str, rule: Rule) -> None:
        """What belongs to each kind of rule."""
        needed = {"sum": ("code", "of"), "jump": ("factor",)}.get(rule.kind, ())
        if rule.kind == "at_most" and not (rule.other_table and not rule.of):
            # Without codes, each cell is compared with the same one of the other table.
            needed = ("code", "of")
        for name in needed:
            if not getattr(rule, name):
                named = {"kind": rule.kind, "key": name}
                self._fault(node, place, _("a rule “%(kind)s” needs the key “%(key)s”.") % named)
        if rule.kind == "at_most" and len(rule.of) > 1:
            self._fault(node, f"{place}.of", _("a rule “at_most” compares with one code. Expected one, found more."))
        if rule.kind in ("sum", "at_most") and rule.code in rule.of and rule.table == (rule.other_table or rule.table):
            self._fault(node, f"{place}.of", _("“%(code)s” cannot be compared with itself.") % {"code": rule.code})
        if len(set(rule.of)) < len(rule.of):
            self._fault(node, f"{place}.of", _("a code occurs twice."))
        if rule.kind == "range":
            if rule.low is None and rule.high is None:
                self._fault(node, place, _("a rule “range” needs “low”, “high” or both."))
            elif rule.low is not None and rule.high is not None and rule.low > rule.high:
                limits = {"low": rule.low, "high": rule.high}
                self._fault(node, place, _("“low” must not be above “high”, found %(low)d and %(high)d.") % limits)
        if rule.factor is not None and rule.factor <= 1:
            self._fault(node, f"{place}.factor", _("expected a number above 1."))
        if rule.kind not in ("at_most", "") and rule.other_table:
            self._fault(node, f"{place}.other_table", _("a rule “%(kind)s” has no other table.") % {"kind": rule.kind})


def _codes_of(table: Table, side: str) -> list[Collection[str]]:
    """The codes of each dimension on a side."""
    sides = table.rows if side == "rows" else table.columns
    return [each.dimension.codes for each in sides]


def _kind(node: yaml.Node) -> str:
    """What stands there, in words."""
    if isinstance(node, yaml.MappingNode):
        return _("a mapping")
    if isinstance(node, yaml.SequenceNode):
        return _("a list")
    return f"“{str(node.value)[:80]}”"
