"""Files as others publish and export them, made anew: other kinds of workbook, titles, footnotes, wide tables."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
KIND = "application/vnd.oasis.opendocument.spreadsheet"
Sheets = dict[str, Sequence[Sequence[object]]]


def write_ods(path: Path, sheets: Sheets) -> Path:
    """An OpenDocument workbook; None is an empty cell."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{MANIFEST}"/>')
        archive.writestr("content.xml", f"<office:document-content {SPACES}>{body}</office:document-content>")
    return path


def _ods_row(cells: Sequence[object]) -> str:
    # An empty row is written as one repeated empty cell, as spreadsheets do.
    if not any(cell is not None for cell in cells):
        return '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, (int, float)):
        value = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {value}><text:p>{cell}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


NRM = [
    "First responder type",
    "First responder",
    "Exploitation type [note 3]",
    "Age at exploitation [note 1, 2]",
    "Gender",
    "Nationality",
    "People",
]
NRM_ROWS: list[list[object]] = [
    ["Police", "Police of the north", "Labour", "Adult (18 or over)", "Female", "Peru", 7],
    ["Police", "Police of the north", "Sexual", "Child (17 or under)", "Male", "Peru", "[c]"],
    ["Local Authority", "City council", "Labour & Criminal", "Adult (18 or over)", "Male", "Nepal", "1,204"],
    ["Local Authority", "City council", "Criminal", "Adult (18 or over)", "Male", "Nepal", "[z]"],
]
# As the tables are published: nationalities are headings, a label stands only where it changes.
NRM_WIDE_HEADER = ["Police first responder", "Exploitation type", "Age at exploitation", "Gender"]
NATIONALITIES = [
    "Albania",
    "Chad",
    "Cuba",
    "Fiji",
    "India",
    "Italy",
    "Kenya",
    "Nepal",
    "Peru",
    "Sudan",
    "Yemen",
    "Total",
]
NRM_WIDE_ROWS: list[list[object]] = [
    ["Total", None, None, None, *range(1, 13)],
    ["Police of the north", "Labour", "Adult (18 or over)", "Male", *range(12)],
    [None, None, None, "Female", *range(12)],
]
TITLES: list[list[object]] = [
    ["Table 11: referrals by first responder [note 4]"],
    ["This worksheet contains one table."],
    [None],
    [None],
    ["Source: invented"],
]
K_ANONYMOUS = [
    "yearOfRegistration",
    "Datasource",
    "gender",
    "ageBroad",
    "majorityStatus",
    "majorityStatusAtExploit",
    "majorityEntry",
    "citizenship",
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    "isSlaveryAndPractices",
]
CTDC_2021 = [
    "yearOfRegistration",
    "gender",
    "ageBroad",
    "majorityStatusAtExploit",
    "traffickMonths",
    "citizenship",
    "CountryOfExploitation",
    "meansOfControlThreats",
    "meansOfControlPsychoactiveSubsta",
    "meansOfControlOther",
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
]
PRIMERO = {
    "sex": "female",
    "age": 14,
    "protection_concerns": ["trafficked_smuggled", "refugee"],
    "registration_date": "2020-01-02",
    "name": "Invented Name",
    "family_details_section": [{"relation": "mother"}, {"relation": "aunt"}],
}
