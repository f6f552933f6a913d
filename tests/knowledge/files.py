"""Small data files for the tests: a register of cases and a table of figures, each with its layout."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZipFile

CASES = """
name = "register"
title = "Register of a shelter"
rows = "cases"
[[column]]
name = "id"
unique = true
[[column]]
name = "age"
type = "whole number"
lowest = 0
highest = 120
[[column]]
name = "story"
personal = "free text"
"""

FIGURES = """
name = "victims"
title = "Victims by year"
rows = "figures"
figure = "value"
key = ["state", "year", "sex"]
[kinds]
"<5" = { kind = "suppressed", low = 1, high = 4 }
[[column]]
name = "state"
filled = true
[[column]]
name = "year"
type = "whole number"
[[column]]
name = "sex"
type = "code"
lists = ["unodc-sex"]
target = "sex"
[[column]]
name = "value"
type = "whole number"
lowest = 0
highest = 1000
[[rule]]
id = "year-of-the-protocol"
severity = "note"
column = "year"
fails = '"year" < 2000'
title = { en = "a year before the Protocol", fr = "une année antérieure au Protocole" }
expected = { en = "a year from 2000 on", fr = "une année à partir de 2000" }
"""

# Row 3 is out of range, row 4 is no number, row 6 is before the Protocol.
WITH_FAULTS = (
    b"state,year,sex,value\nAtlantis,2005,Female,12\nAtlantis,2006,Female,70000\nAtlantis,2007,Female,many\n"
    b"Atlantis,2005,Male,<5\nAtlantis,1999,Male,3\n"
)
# Row 4 is corrected, and a row has come before the one that is out of range.
CORRECTED = (
    b"state,year,sex,value\nAtlantis,2005,Female,12\nAtlantis,2004,Female,9\nAtlantis,2006,Female,70000\n"
    b"Atlantis,2007,Female,14\nAtlantis,2005,Male,<5\nAtlantis,1999,Male,3\n"
)


OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"


def open_document(rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of LibreOffice with one sheet of texts."""
    spaces = " ".join(f'xmlns:{name}="{OPEN_DOCUMENT}{name}:1.0"' for name in ("office", "table", "text"))
    cells = "".join(f"<table:table-row>{''.join(map(_open_document_cell, row))}</table:table-row>" for row in rows)
    body = f'<office:spreadsheet><table:table table:name="data">{cells}</table:table></office:spreadsheet>'
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    manifest = f'<manifest:manifest xmlns:manifest="{OPEN_DOCUMENT}manifest:1.0"/>'
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return file.getvalue()


def _open_document_cell(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
