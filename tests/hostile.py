"""Files made to take the site down: small to send, without end to read."""

import io
import zipfile
from collections.abc import Callable

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


def packed(**parts: bytes) -> bytes:
    """A packed archive of these parts, by their names with "__" for a dot and "___" for a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), part)
    return file.getvalue()


def _nested() -> bytes:
    inner = b"0" * 10_000_000
    for level in range(5):
        inner = packed(**{f"level{level}__zip": inner})
    return inner


def _sheet_of_documents(cells: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    return packed(
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
        content__xml=f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:table:1.0" '
        f'xmlns:x="{office}:text:1.0"><o:body><o:spreadsheet><t:table t:name="S">{cells}</t:table>'
        "</o:spreadsheet></o:body></o:document-content>".encode(),
    )


_ENTITIES = '<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)
_WORDS = "".join(f"<si><t>{'word ' * 6_000}{n}</t></si>" for n in range(3_000))
_CELL = "<t:table-cell><x:p>x</x:p></t:table-cell>"
_STYLES = f'<styleSheet xmlns="{_MAIN}"><cellXfs>{"<xf/>" * 4_000_000}</cellXfs></styleSheet>'.encode()
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Files of data by what is wrong with them: the name, and how they are made. None is larger than the site takes.
DATA_FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one cell of 200 MB": ("a.xlsx", lambda: workbook(cell("A1", "x" * 200_000_000))),
    "one shared string of 200 MB": (
        "a.xlsx",
        lambda: workbook(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=f"<si><t>{'x' * 200_000_000}</t></si>"
        ),
    ),
    "cells just short of too long": (
        "a.xlsx",
        lambda: workbook("".join(cell(f"A{n}", "x" * 1_000_000) for n in range(1, 200))),
    ),
    "a long string in every cell": (
        "a.xlsx",
        lambda: workbook(
            "".join(f'<row r="{n}">{'<c t="s"><v>0</v></c>' * 20}</row>' for n in range(1, 20_000)),
            strings=f"<si><t>{'x' * 32_000}</t></si>",
        ),
    ),
    "many strings": ("a.xlsx", lambda: workbook(cell("A1"), strings=_WORDS)),
    "styles without end": ("a.xlsx", lambda: workbook(cell("A1"), more={"xl/styles.xml": _STYLES})),
    "two cells far apart": ("a.xlsx", two_cells),
    "sixteen thousand columns": (
        "a.xlsx",
        lambda: workbook(f'<row r="1">{'<c t="str"><v>heading</v></c>' * 16_384}</row>'),
    ),
    "what unpacks to gigabytes": ("a.xlsx", lambda: workbook(cell("A1"), more={"xl/x.bin": b"\0" * 1_500_000_000})),
    "many sheets": ("a.xlsx", lambda: workbook(*[cell("A1")] * 5_000)),
    "tags without end": ("a.xlsx", lambda: workbook("<a>" * 5_000_000)),
    "deep XML": ("a.xlsx", lambda: workbook("<a>" * 200_000 + "</a>" * 200_000)),
    "a billion laughs": (
        "a.xlsx",
        lambda: workbook(cell("A1"), more={"xl/workbook.xml": f"{_ENTITIES}]><workbook>&a11;</workbook>".encode()}),
    ),
    "a billion laughs in a sheet": (
        "a.xlsx",
        lambda: workbook(f"{_ENTITIES}]><worksheet>&a11;</worksheet>"),
    ),
    "nested archives": ("a.xlsx", _nested),
    "half a workbook": ("a.xlsx", lambda: workbook("".join(cell(f"A{n}") for n in range(1, 9_999)))[:9_000]),
    "a billion repeated rows": (
        "a.ods",
        lambda: _sheet_of_documents(
            f'<t:table-row t:number-rows-repeated="1000000000">{_CELL}</t:table-row><t:table-row>{_CELL}</t:table-row>'
        ),
    ),
    "a billion repeated columns": (
        "a.ods",
        lambda: _sheet_of_documents(
            '<t:table-row><t:table-cell t:number-columns-repeated="1000000000"><x:p>x</x:p></t:table-cell>'
            "</t:table-row>"
        ),
    ),
    "a long cell in a document": (
        "a.ods",
        lambda: _sheet_of_documents(
            f"<t:table-row><t:table-cell><x:p>{'x' * 200_000_000}</x:p></t:table-cell></t:table-row>"
        ),
    ),
    "a broken old workbook": ("a.xls", lambda: _OLE + b"\0" * 600),
    "an old workbook of noise": ("a.xls", lambda: _OLE + bytes(range(256)) * 4_000),
    "a quotation without end": ("a.csv", lambda: b'year,sex\n"' + b"a,b\n" * 2_000_000),
    "one line": ("a.csv", lambda: b"x" * 40_000_000),
    "one long line below a header": ("a.csv", lambda: b"year,sex\n" + b"x" * 40_000_000),
    "a million columns": ("a.csv", lambda: b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n1\n"),
    "rows of quotation marks": ("a.csv", lambda: b"year,sex\n" + b'"""""","\n' * 1_000_000),
    "nothing but NUL": ("a.csv", lambda: b"\0" * 10_000_000),
    "NUL in a cell": ("a.csv", lambda: b"year,sex\n20\x0008,f\n"),
    "nothing but line ends": ("a.csv", lambda: b"\n" * 10_000_000),
    "half a character": ("a.csv", lambda: b"year,sex\n2008,\xed\xa0\x80\n"),
    "JSON without end": ("a.json", lambda: b"[" * 5_000_000),
    "JSON of one long text": ("a.json", lambda: b'[{"year":"' + b"x" * 40_000_000 + b'"}]'),
    "a number of millions of digits": ("a.json", lambda: b'[{"year":' + b"9" * 5_000_000 + b"}]"),
    "JSON of a million fields": (
        "a.json",
        lambda: b"[{" + b",".join(b'"f%d":1' % n for n in range(1_000_000)) + b"}]",
    ),
}
