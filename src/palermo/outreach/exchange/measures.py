"""Measures of an action plan as a table, one row a measure: read with every fault at once, and written again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation
from palermo.accounts.viewer import Viewer
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.kinds import records_shown_to
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.core.written_dates import read_date
from palermo.events.models import Recommendation
from palermo.events.queries.events import recommendations_visible_to
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.outreach.models import Measure, PlanEdition
from palermo.outreach.queries.plans import hidden_links
from palermo.site.csvs import Value, without_mark
from palermo.site.tables.sheet_reader import read_sheets
from palermo.site.tables.sheets import TableRefused
from palermo.treaties.models import LawArticle, Treaty
from palermo.treaties.queries.laws import recorded_laws

LARGEST_FILE = 1024 * 1024
MOST_MEASURES = 1000
TEXTS = ("text", "responsible", "indicator", "baseline", "target")
LINKS = ("recommendations", "laws", "tools")
PLAIN = ("key", "section", "organisation", "starts_on", "due", "budget", "currency", "treaty", "provision", *LINKS)
SEPARATOR = ";"


@dataclass
class MeasureRow:
    """A row: its number in the file, the key and the section as written, and what its columns say.

    `texts` has, by field, the words by language; `values` other fields of the model; `links` the records linked. Only
    what the table has a column for is in them.
    """

    number: int
    key: str = ""
    section: str | None = None
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    links: dict[str, list[Model]] = field(default_factory=dict)


class MeasureTable(NamedTuple):
    """A table that was read without a fault; `head` and `cells` are as written."""

    head: list[str]
    cells: list[list[str]]
    rows: list[MeasureRow]


@dataclass
class TableReport:
    """What an import of a table adds, changes and leaves as it is; `sections` are the headings of new sections."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    sections: list[str] = field(default_factory=list)


class _WrongCellError(Exception):
    """A cell that cannot be read; its message states what was expected."""


def text_column(name: str, code: str) -> str:
    """The column of a text in a language: `text_en`."""
    return f"{name}_{code}"


COLUMNS = frozenset(PLAIN) | {text_column(name, code) for name in TEXTS for code in CODES}


def read_measures(edition: PlanEdition, content: bytes, name: str, viewer: Viewer) -> MeasureTable:
    """The rows of a CSV or XLSX file; of a workbook its first sheet.

    Raises
    ------
    TableRefused
        With a sentence for every cell that is wrong.
    """
    sheet = read_sheets(content, name)[0]
    faults = list(sheet.faults)
    head = [each.strip().casefold() for each in sheet.head]
    for place, written in enumerate(sheet.head):
        if head[place] not in COLUMNS:
            faults.append(
                _("Row 1: expected a column of the table of measures, found “%(found)s”.") % {"found": written[:60]}
            )
        elif head[place] in head[:place] and written not in sheet.head[:place]:
            # Equal ones were found when the table was read.
            faults.append(
                _("Row 1: expected each column once, found “%(first)s” and “%(found)s”.")
                % {"first": sheet.head[head.index(head[place])], "found": written}
            )
    if not {"key", *(text_column("text", code) for code in CODES)} & set(head):
        faults.append(_("Row 1: expected the column “key”, or “text_en” or another language; found neither."))
    if len(sheet.lines) > MOST_MEASURES:
        faults.append(
            _("Expected at most %(most)d rows, found %(found)d.") % {"most": MOST_MEASURES, "found": len(sheet.lines)}
        )
    if faults:
        raise TableRefused(faults)
    cells = [[without_mark(cell) for cell in line.cells] for line in sheet.lines]
    reader = _Reader(edition, head, cells, viewer)
    rows = [reader.read(line.number, row) for line, row in zip(sheet.lines, cells, strict=True)]
    faults = [*reader.faults, *_repeated_keys(rows)]
    if faults:
        raise TableRefused(faults)
    return MeasureTable(sheet.head, cells, rows)


def _repeated_keys(rows: Iterable[MeasureRow]) -> list[str]:
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        if row.key and first.setdefault(row.key, row.number) != row.number:
            faults.append(
                _("Row %(row)d, column “key”: expected each key once, found “%(key)s” in row %(first)d too.")
                % {"row": row.number, "key": row.key, "first": first[row.key]}
            )
    return faults


class _Reader:
    """Reads rows of a table for an edition; records that cells name are looked up once for all rows."""

    def __init__(self, edition: PlanEdition, head: list[str], cells: list[list[str]], viewer: Viewer) -> None:
        self.faults: list[str] = []
        self._head = head
        self._measures = {each.key: each for each in edition.measures.all()}
        # A table names only what its author may see: what else a measure is linked to stays.
        self._hidden = hidden_links(self._measures.values(), viewer) if set(LINKS) & set(head) else {}
        self._treaties = {each.slug: each for each in records_shown_to(viewer, Treaty)}
        organisations = records_shown_to(viewer, Organisation)
        self._organisations = {each.slug: each for each in organisations} if "organisation" in head else {}
        self._linked = {
            "recommendations": self._recommendations(cells, viewer),
            "laws": self._laws(edition),
            "tools": self._tools(viewer),
        }

    def _recommendations(self, cells: list[list[str]], viewer: Viewer) -> Mapping[str, Recommendation]:
        if "recommendations" not in self._head:
            return {}
        place = self._head.index("recommendations")
        outcomes = {each.rpartition(" ")[0].strip() for row in cells if len(row) > place for each in _split(row[place])}
        found = recommendations_visible_to(viewer).filter(outcome__slug__in=outcomes).select_related("outcome")
        return {f"{each.outcome.slug} {each.number}": each for each in found}

    def _laws(self, edition: PlanEdition) -> Mapping[str, LawArticle]:
        if "laws" not in self._head or edition.plan.state_id is None:
            return {}
        return {each.slug: each for each in recorded_laws().filter(state=edition.plan.state_id)}

    def _tools(self, viewer: Viewer) -> Mapping[str, Activity]:
        if "tools" not in self._head:
            return {}
        return {each.slug: each for each in activities_visible_to(viewer).filter(kind=ActivityKind.TOOL)}

    def read(self, number: int, cells: list[str]) -> MeasureRow:
        """The row with this number in the file; what is wrong in it is added to the faults."""
        row = MeasureRow(number)
        for name, cell in zip(self._head, [*cells, *[""] * len(self._head)], strict=False):
            try:
                self._take(row, name, cell.strip())
            except _WrongCellError as wrong:
                self.faults.append(
                    _("Row %(row)d, column “%(column)s”: expected %(expected)s, found “%(found)s”.")
                    % {"row": number, "column": name, "expected": wrong, "found": cell.strip()[:60]}
                )
        if known := self._measures.get(row.key):
            for name, linked in row.links.items():
                linked += self._hidden[known.pk][name]
        self._check_whole(row)
        return row

    def _check_whole(self, row: MeasureRow) -> None:
        has_words = any(row.texts.get("text", {}).values())
        if ("text" in row.texts and not has_words) or (not row.key and not has_words):
            self.faults.append(
                _("Row %(row)d: expected the wording of the measure in at least one language, found none.")
                % {"row": row.number}
            )
        if {"budget", "currency"} <= row.values.keys() and (row.values["budget"] is None) == bool(
            row.values["currency"]
        ):
            self.faults.append(
                _("Row %(row)d: expected both a budget and its currency, or neither; found one.") % {"row": row.number}
            )

    def _take(self, row: MeasureRow, name: str, cell: str) -> None:
        text, _underscore, code = name.rpartition("_")
        if text in TEXTS and code in CODES:
            row.texts.setdefault(text, {})[code] = cell
        elif name in LINKS:
            row.links[name] = self._links(name, cell)
        elif name == "key":
            row.key = self._key(cell)
        elif name == "section":
            row.section = cell
        elif name == "due":
            row.values |= _due(cell)
        else:
            row.values[name] = self._value(name, cell)

    def _key(self, cell: str) -> str:
        if cell and cell not in self._measures:
            raise _WrongCellError(_("the key of a measure of this edition, or nothing for a new measure"))
        return cell

    def _links(self, name: str, cell: str) -> list[Model]:
        among: Mapping[str, Model] = self._linked[name]
        expected = {
            "recommendations": _(
                "the identifier of an outcome and a number, such as “declaration 3”, separated by semicolons"
            ),
            "laws": _("identifiers of recorded provisions of law of the same State, separated by semicolons"),
            "tools": _("identifiers of tools, separated by semicolons"),
        }[name]
        found = {}
        for each in _split(cell):
            if each not in among:
                raise _WrongCellError(expected)
            found[each] = among[each]
        return list(found.values())

    def _value(self, name: str, cell: str) -> object:
        readers: dict[str, Callable[[str], object]] = {
            "starts_on": _day,
            "budget": _amount,
            "currency": _currency,
            "treaty": lambda words: self._record(self._treaties, words, _("the identifier of a treaty")),
            "organisation": lambda words: self._record(
                self._organisations, words, _("the identifier of an organization")
            ),
        }
        return readers.get(name, str)(cell)

    def _record(self, among: Mapping[str, Model], cell: str, expected: str) -> Model | None:
        if cell and cell not in among:
            raise _WrongCellError(expected)
        return among.get(cell)


def _split(cell: str) -> list[str]:
    return [" ".join(each.split()) for each in cell.split(SEPARATOR) if each.strip()]


def _read_date(cell: str, expected: str) -> PartialDate | None:
    if not cell:
        return None
    try:
        return read_date(cell)
    except ValueError:
        raise _WrongCellError(expected) from None


def _day(cell: str) -> date | None:
    expected = _("a day such as 2007-06-18")
    day = _read_date(cell, expected)
    if day is not None and day.precision != DatePrecision.DAY:
        raise _WrongCellError(expected)
    return day.value if day else None


def _due(cell: str) -> dict[str, object]:
    due = _read_date(cell, _("a date such as 2007-06-18, 2007-06 or 2007"))
    return {"due_on": due.value if due else None, "due_precision": due.precision if due else DatePrecision.DAY}


def _amount(cell: str) -> Decimal | None:
    if not cell:
        return None
    expected = _("an amount such as 12000 or 12000.50")
    try:
        amount = Decimal(cell.replace(" ", "").replace("\u00a0", ""))
    except InvalidOperation:
        raise _WrongCellError(expected) from None
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 12:
        raise _WrongCellError(expected)
    rounded = amount.quantize(Decimal("0.01"))
    if rounded != amount:
        raise _WrongCellError(expected)
    return rounded


def _currency(cell: str) -> str:
    if cell and not (len(cell) == 3 and cell.isascii() and cell.isalpha()):
        raise _WrongCellError(_("the three-letter code of a currency, such as EUR"))
    return cell.upper()


def measure_rows(measures: Iterable[Measure]) -> list[list[Value]]:
    """The table of measures: the names of its columns, then a row for each; of texts the languages there are.

    Prefetch what they are linked to, as far as the reader may see it; select `section`, `organisation` and `treaty`.
    """
    listed = list(measures)
    used = {(name, code) for each in listed for name in TEXTS for code in getattr(each, name)} | {("text", "en")}
    texts = [(name, code) for name in TEXTS for code in CODES if (name, code) in used]
    head: list[Value] = ["key", "section", *(text_column(*each) for each in texts), *PLAIN[2:]]
    return [head, *([*_fixed(each), *(_words(each, *text) for text in texts), *_others(each)] for each in listed)]


def _fixed(measure: Measure) -> list[Value]:
    return [measure.key, measure.section.key if measure.section else ""]


def _words(measure: Measure, name: str, code: str) -> str:
    text: MultilingualText = getattr(measure, name)
    return text.get(code, "")


def _others(measure: Measure) -> list[Value]:
    return [
        measure.organisation.slug if measure.organisation else "",
        measure.starts_on,
        str(measure.due) if measure.due else "",
        "" if measure.budget is None else str(measure.budget),
        measure.currency,
        measure.treaty.slug if measure.treaty else "",
        measure.provision,
        f"{SEPARATOR} ".join(f"{each.outcome.slug} {each.number}" for each in measure.recommendations.all()),
        f"{SEPARATOR} ".join(each.slug for each in measure.laws.all()),
        f"{SEPARATOR} ".join(each.slug for each in measure.tools.all()),
    ]
