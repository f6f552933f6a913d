"""The codes of an edition as a table, one row a code: read with every fault at once, and written again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from harmonise.lists.labels import label_key

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.knowledge.exchange.cells import WrongCellError, read_day, read_table, texts_by_language, wrong_cell
from palermo.knowledge.list_comparison import ListedCode
from palermo.knowledge.models import Code
from palermo.site.csvs import Value
from palermo.site.tables.sheets import TableRefused

LONGEST_CODE = 80
COLUMNS = ("code", "parent", "valid_from", "valid_to", *CODES, "labels")
ATTRIBUTE = "attribute_"
SEPARATOR = "|"
# "Dahomey {fr /1975-12-02}": the label, and in brackets its language and the days from and until which it was in use.
_LABEL = re.compile(
    r"^(?P<label>.*?)\s*(?:\{(?P<language>[a-z]{2})?\s*(?:(?P<first>[\d-]*)/(?P<end>[\d-]*))?\})?$", re.DOTALL
)


@dataclass
class CodeRow:
    """A row: its number in the file and what it says of a code."""

    number: int
    code: str
    parent: str
    names: MultilingualText
    valid_from: date | None = None
    valid_to: date | None = None
    labels: list[dict[str, str]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    def listed_code(self) -> ListedCode:
        """The code as editions are compared."""
        return ListedCode(self.code, self.parent, self.names, self.valid_to)


class CodeTable(NamedTuple):
    """A table that was read without a fault; `head` and `cells` are as written."""

    head: list[str]
    cells: list[list[str]]
    rows: list[CodeRow]


def read_codes(content: bytes, name: str) -> CodeTable:
    """The rows of a CSV or XLSX file; of a workbook its first sheet.

    Raises
    ------
    TableRefused
        With a sentence for every cell that is wrong.
    """
    sheet = read_table(content, name, COLUMNS, ("code",), ATTRIBUTE)
    faults: list[str] = []
    if not set(CODES) & set(sheet.head):
        faults.append(_("Row 1: expected a column of names: %(columns)s; found none.") % {"columns": ", ".join(CODES)})
    rows = [_read_row(line.number, dict(zip(sheet.head, line.cells, strict=True)), faults) for line in sheet.lines]
    faults += _faults_among(rows)
    if faults:
        raise TableRefused(faults)
    return CodeTable(sheet.head, [line.cells for line in sheet.lines], rows)


def _read_row(number: int, cells: dict[str, str], faults: list[str]) -> CodeRow:
    code = cells["code"]
    if not code or len(code) > LONGEST_CODE:
        expected = _("a code of at most %(most)d characters") % {"most": LONGEST_CODE}
        faults.append(wrong_cell(number, "code", expected, code))
    names = MultilingualText(texts_by_language(cells, {each: each for each in CODES}))
    if not names:
        faults.append(_("Row %(row)d: expected a name in at least one language, found none.") % {"row": number})
    days = {}
    for column in ("valid_from", "valid_to"):
        try:
            days[column] = read_day(cells.get(column, ""))
        except WrongCellError as wrong:
            faults.append(wrong_cell(number, column, wrong, cells[column]))
    first, end = days.get("valid_from"), days.get("valid_to")
    if first and end and end <= first:
        faults.append(wrong_cell(number, "valid_to", _("a day after %(day)s") % {"day": first}, cells["valid_to"]))
    attributes = {
        column.removeprefix(ATTRIBUTE): cell for column, cell in cells.items() if column.startswith(ATTRIBUTE) and cell
    }
    labels = _read_labels(number, cells.get("labels", ""), faults)
    return CodeRow(number, code, cells.get("parent", ""), names, first, end, labels, attributes)


def _read_labels(number: int, cell: str, faults: list[str]) -> list[dict[str, str]]:
    labels = []
    for written in filter(None, map(str.strip, cell.split(SEPARATOR))):
        try:
            labels.append(_read_label(written))
        except WrongCellError as wrong:
            faults.append(wrong_cell(number, "labels", wrong, written))
    return labels


def _read_label(written: str) -> dict[str, str]:
    expected = _("labels separated by |, such as: Dahomey {fr 1958-12-04/1975-12-02}")
    match = _LABEL.match(written)
    found = {key: value for key, value in match.groupdict().items() if value} if match else {}
    if not found.get("label") or found.get("language", "en") not in CODES:
        raise WrongCellError(expected)
    days = {"valid_from": found.get("first", ""), "valid_to": found.get("end", "")}
    try:
        first, end = map(read_day, days.values())
    except WrongCellError:
        raise WrongCellError(expected) from None
    if first and end and end <= first:
        raise WrongCellError(expected)
    known = {"label": found["label"], "language": found.get("language", "")} | days
    return {key: value for key, value in known.items() if value}


def _faults_among(rows: list[CodeRow]) -> list[str]:
    """What is wrong between rows: codes that are there twice, parents that are not, labels of two codes."""
    faults = []
    by_code: dict[str, CodeRow] = {}
    for row in rows:
        first = by_code.setdefault(row.code, row)
        if first is not row and row.code:
            faults.append(
                _("Row %(row)d, column “code”: expected each code once, found “%(code)s” in row %(first)d too.")
                % {"row": row.number, "code": row.code[:60], "first": first.number}
            )
    for row in rows:
        if row.parent and (row.parent not in by_code or _is_under_itself(row, by_code)):
            expected = _("a code of this table that is not under this code itself")
            faults.append(wrong_cell(row.number, "parent", expected, row.parent))
    faults += _repeated([(row, words) for row in rows for words in row.names.values()])
    faults += _repeated([(row, label["label"]) for row in rows for label in row.labels])
    return faults


def _is_under_itself(row: CodeRow, by_code: dict[str, CodeRow]) -> bool:
    seen = {row.code}
    parent = row.parent
    while parent in by_code:
        if parent in seen:
            return True
        seen.add(parent)
        parent = by_code[parent].parent
    return False


def _repeated(labels: list[tuple[CodeRow, str]]) -> list[str]:
    """Labels that stand for two codes, whatever their case, spaces and quotation marks."""
    faults = []
    first: dict[str, CodeRow] = {}
    for row, words in labels:
        other = first.setdefault(label_key(words), row)
        if other.code != row.code:
            faults.append(
                _(
                    "Row %(row)d: expected names and labels of one code only, found “%(found)s”, which row "
                    "%(first)d has too."
                )
                % {"row": row.number, "found": words[:60], "first": other.number}
            )
    return faults


def write_label(label: dict[str, str]) -> str:
    """A label as the table has it."""
    days = f"{label.get('valid_from', '')}/{label.get('valid_to', '')}"
    known = " ".join(filter(None, (label.get("language", ""), days if days != "/" else "")))
    return f"{label['label']} {{{known}}}" if known else label["label"]


def code_rows(codes: Iterable[Code]) -> list[list[Value]]:
    """The table of codes: the names of its columns, then a row for each in the order of the edition."""
    listed = list(codes)
    by_pk = {code.pk: code.code for code in listed}
    # In the order of their names: that in which they were entered is not kept by every database.
    attributes = sorted({name for code in listed for name in code.attributes})
    head: list[Value] = [*COLUMNS, *(f"{ATTRIBUTE}{name}" for name in attributes)]
    rows: list[list[Value]] = [
        [
            code.code,
            by_pk.get(code.parent_id or 0, ""),
            code.valid_from.isoformat() if code.valid_from else "",
            code.valid_to.isoformat() if code.valid_to else "",
            *(code.names.get(language, "") for language in CODES),
            f" {SEPARATOR} ".join(map(write_label, code.labels)),
            *(str(code.attributes.get(name, "")) for name in attributes),
        ]
        for code in listed
    ]
    return [head, *rows]
