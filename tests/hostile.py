"""Files made to take the site down: small to send, without end to read."""

import io
import zipfile

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*sheets: str, strings: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A workbook whose sheets hold these rows, written as they are."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    tied = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>' for n in numbers
    )
    if strings:
        tied += f'<Relationship Id="s" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="b" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{tied}</Relationships>',
    }
    for number, rows in enumerate(sheets, 1):
        parts[f"xl/worksheets/s{number}.xml"] = (
            rows
            if rows.startswith("<worksheet")
            else f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in (parts | (more or {})).items():
            packed.writestr(name, part)
    return file.getvalue()


def cell(reference: str, words: str = "x") -> str:
    """One cell, in a row of its own."""
    number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{number}"><c r="{reference}" t="str"><v>{words}</v></c></row>'


def two_cells(last: str = "XFD1048576") -> bytes:
    """A workbook of two cells, as far apart as cells can be."""
    return workbook(cell("A1") + cell(last))
