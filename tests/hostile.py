"""Files made to take the site down: small to send, without end to read."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from struct import pack

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*sheets: str, names: Sequence[str] = (), strings: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A workbook whose sheets hold these rows, written as they are."""
    numbers = range(1, len(sheets) + 1)
    titles = names or [f"S{n}" for n in numbers]
    listed = "".join(f'<sheet name="{titles[n - 1]}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
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


def _pdf(stream: bytes, keys: str) -> bytes:
    """A PDF of one page that is this stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), keys.encode(), stream),
    ]
    made, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (table, len(made))


def _squeezed(content: bytes, times: int) -> bytes:
    """The content, so many times over, compressed."""
    compressor = zlib.compressobj(9)
    return b"".join([*(compressor.compress(content) for _ in range(times)), compressor.flush()])


def _png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of two colours, with these chunks."""
    head = (b"IHDR", pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    written = [pack(">I", len(c)) + n + c + pack(">I", zlib.crc32(n + c)) for n, c in (head, *chunks, (b"IEND", b""))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def _word(document: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'{_TYPES[:-2]}><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    main = f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return packed(
        **{
            "[Content_Types]__xml": types.encode(),
            "_rels___.rels".replace(".", "__"): f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>'.encode(),
            "word___document__xml": document,
        }
    )


def _paragraph(words: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'.encode()
    )


def _long_rows(head: Sequence[str], rows: int = 50) -> str:
    """A row of names, and rows whose cells are as long as cells can be."""
    written = [list(head), *(["x" * 30_000] * len(head) for _ in range(rows))]
    return "".join(
        f'<row r="{number}">{"".join(f'<c t="str"><v>{each}</v></c>' for each in cells)}</row>'
        for number, cells in enumerate(written, 1)
    )


_FORM = {
    "survey": ("type", "name", "label::English (en)"),
    "choices": ("list_name", "name", "label::English (en)"),
    "settings": ("form_title", "form_id", "version", "default_language"),
    "palermo_tables": ("section", "table", "rows", "columns", "units"),
    "palermo_rules": ("id", "kind", "table"),
    "palermo_compared": ("table", "number", "layout"),
}
_ALIASES = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
_BOMB = 1_500_000_000
_NAME = "x" * 30_000

# What is handed in to the other ways in, beside files of data.
OTHER_FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "long names of columns": ("a.xlsx", lambda: workbook(_long_rows([f"{n}{_NAME}" for n in range(100)], 2))),
    "long cells": ("a.xlsx", lambda: workbook(_long_rows(["id", "title.en", "Participant", "Signature"], 200))),
    "long cells of CSV": (
        "a.csv",
        lambda: b"Participant,Signature,Accession(a)\n" + f"{_NAME},{_NAME},{_NAME}\n".encode() * 10,
    ),
    "long names of CSV": ("a.csv", lambda: f"Participant,{_NAME},{_NAME}\nx,y,z\n".encode()),
    "an XLSForm of long cells": ("a.xlsx", lambda: workbook(*map(_long_rows, _FORM.values()), names=[*_FORM])),
    "YAML of aliases": ("a.yaml", _ALIASES.encode),
    "YAML without end": ("a.yaml", lambda: b"[" * 1_000_000),
    "YAML of long names": ("a.yaml", lambda: f"{_NAME}: {_NAME}\nsections: {_NAME}\n".encode()),
    "JSON of long names": (
        "a.json",
        lambda: (
            f'{{"schedule": {{"conference": {{"title": "{_NAME}", "start": "{_NAME}", "days": [{{"date": '
            f'"{_NAME}", "rooms": {{"{_NAME}": [{{"id": "{_NAME}", "date": "{_NAME}"}}]}}}}]}}}}}}'.encode()
        ),
    ),
    "XML of long names": ("a.xml", lambda: f"<schedule><{_NAME}>{_NAME}</{_NAME}></schedule>".encode()),
    "a Word file that unpacks to gigabytes": ("a.docx", lambda: _word(b"\0" * _BOMB)),
    "a Word file of one long paragraph": ("a.docx", lambda: _word(_paragraph("word " * 40_000_000))),
    "a Word file of laughs": ("a.docx", lambda: _word(f"{_ENTITIES}]><x>&a11;</x>".encode())),
    "a PDF that unpacks to gigabytes": (
        "a.pdf",
        lambda: _pdf(_squeezed(b"\0" * 10_000_000, 150), "/Filter/FlateDecode"),
    ),
    "a PDF packed twice": (
        "a.pdf",
        lambda: _pdf(zlib.compress(_squeezed(b" " * 10_000_000, 400)), "/Filter[/FlateDecode/FlateDecode]"),
    ),
    "a picture of billions of pixels": (
        "a.png",
        lambda: _png(60_000, 60_000, (b"IDAT", _squeezed(b"\0" * 7_501, 60_000))),
    ),
    "a picture of long words": (
        "a.png",
        lambda: _png(
            9, 9, (b"zTXt", b"Comment\0\0" + _squeezed(b"x" * 10_000_000, 50)), (b"IDAT", _squeezed(b"\0" * 3, 9))
        ),
    ),
    "a drawing of laughs": (
        "a.svg",
        lambda: f"{_ENTITIES}]><svg xmlns='http://www.w3.org/2000/svg'>&a11;</svg>".encode(),
    ),
}
ALL_FILES = DATA_FILES | OTHER_FILES


def content_of(name: str) -> bytes:
    """A hostile file, made by a process of its own: what it takes to make it is not measured."""
    command = [sys.executable, "-m", "tests.hostile", name]
    return subprocess.run(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    sys.stdout.buffer.write(ALL_FILES[sys.argv[1]][1]())
