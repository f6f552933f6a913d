"""Files made to take the site down are refused in a sentence, within two seconds of the processor."""

import json
import resource
from collections.abc import Callable
from typing import Any

import pytest

from palermo.programme.exchange.faults import FileRefused
from palermo.programme.exchange.file_reader import Reading, read_file
from palermo.record.exchange.formats import FileError, read
from palermo.site.tables.sheet_reader import read_sheets
from palermo.site.tables.sheets import TableRefused
from tests.hostile import cell, two_cells, workbook

SECONDS = 2
BROKEN = (
    "“a.x” cannot be read: the file is damaged, or takes too much time or memory to read. Save it again "
    "in the program that created it, without embedded content, and upload it again."
)
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(20)
)
XLIFF = b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">%s</xliff>'
PO = b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=%s\\n"\n%s\n'
MERGED = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 5000))


def processor() -> float:
    """What readers that ended have used of the processor, without what the machine took to hand out their memory."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def sentences(content: bytes, reading: Callable[[bytes], Any]) -> list[str]:
    before = processor()
    with pytest.raises((TableRefused, FileRefused, FileError)) as refused:
        reading(content)
    assert processor() - before < SECONDS
    return getattr(refused.value, "sentences", [str(refused.value)])


TABLES = {
    "two cells": (two_cells, "expected at most 200 columns, found 16,384."),
    "two cells in two hundred columns": (
        lambda: two_cells("GR1048576"),
        "expected cells close to one another, found one in row 1,048,576 and one in column GR of the sheet “S1”. "
        "Delete what stands far from the table.",
    ),
    "a million filled rows": (
        lambda: workbook("".join(cell(f"A{n}") for n in range(1, 600_000))),
        "expected at most 20,000 rows, found more. Split the table.",
    ),
    "too many filled cells": (
        lambda: workbook(
            "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 26}</row>' for n in range(1, 20_001)),
        ),
        "expected at most 500,000 filled cells, found 500,006. Split the table.",
    ),
    "what becomes large": (
        lambda: workbook(cell("A1") + " " * 60_000_000),
        "expected at most 50,331,648 bytes when unpacked, found 60,000,930.",
    ),
    "many sheets": (lambda: workbook(*[cell("A1")] * 101), "expected at most 100 sheets, found 101."),
    "many parts": (
        lambda: workbook(cell("A1"), more={f"x{n}": b"" for n in range(2_000)}),
        "expected at most 2,000 parts in the workbook, found 2,005.",
    ),
    "tags without end": (
        lambda: workbook("<a>" * 5_000_000),
        "expected at most 5,000,000 tags in the workbook, found 5,000,016.",
    ),
    "cells merged over and over": (
        lambda: workbook(
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            f"{''.join(cell(f'A{n}') for n in range(1, 5000))}</sheetData><mergeCells>{MERGED}</mergeCells></worksheet>"
        ),
        "expected at most 500,000 cells in merged ones, found more.",
    ),
    "an entity": (
        lambda: workbook(cell("A1"), more={"xl/workbook.xml": ENTITIES + b"]><workbook/>"}),
        "expected a workbook (.xlsx), found one that cannot be read.",
    ),
    "one line": (
        lambda: b"a" * 5_000_000,
        "expected cells with closed quotation marks, found: field larger than field limit (131068).",
    ),
    "columns without end": (lambda: b"a," * 2_500_000, "expected at most 200 columns, found 2,500,000."),
    "rows without end": (
        lambda: b"x\n" * 2_500_000,
        "expected at most 20,000 rows, found 2,499,999. Split the table.",
    ),
    "a NUL": (lambda: b"id\n\0", "expected text without control characters, found U+0000."),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_is_refused(name):
    made, sentence = TABLES[name]
    (shown,) = sentences(made(), lambda content: read_sheets(content, "a.x"))
    assert shown.partition(": ")[2] == sentence


def test_a_table_that_fills_the_memory_is_refused():
    strings = f"<si><t>{'x' * 32_000}</t></si>"
    rows = "".join(f'<row r="{n}">{"<c t='s'><v>0</v></c>" * 20}</row>' for n in range(1, 20_000))
    assert sentences(workbook(rows, strings=strings), lambda content: read_sheets(content, "a.x")) == [BROKEN]


def test_empty_rows_and_cells_without_a_value_do_not_count():
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="XFD{n}" s="0"/></row>' for n in range(3, 100_000))
    (sheet,) = read_sheets(workbook(cell("A1", "id") + cell("A2") + styled + cell("A1048576")), "a.x")
    assert (sheet.head, [(line.number, line.cells) for line in sheet.lines]) == (
        ["id"],
        [(2, ["x"]), (1_048_576, ["x"])],
    )


def test_rows_that_refer_to_an_empty_string_do_not_count():
    empty = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 30_000))
    (sheet,) = read_sheets(workbook(cell("A1", "id") + cell("A2") + empty, strings="<si><t></t></si>"), "a.x")
    assert (sheet.head, [(line.number, line.cells) for line in sheet.lines]) == (["id"], [(2, ["x"])])


TRANSLATIONS = {
    "texts without end": (
        "a.po",
        PO % (b"utf-8", b'msgid "a"\nmsgstr "b"\n\n' * 200_000),
        "Expected at most 10000 texts, found 200001. Import the file in parts.",
    ),
    "a million plural forms": (
        "a.po",
        PO % (b'utf-8\\n"\n"Plural-Forms: nplurals=999999999; plural=n', b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"'),
        "Expected texts without plural forms. Use the file exported here.",
    ),
    "another charset": (
        "a.po",
        PO % (b"utf-7", b'msgid "a"\nmsgstr "+AGk-"'),
        "Expected a PO file in UTF-8, found one in “utf-7”. Save it as UTF-8.",
    ),
    "one text": (
        "a.po",
        PO % (b"utf-8", b'msgid "a"\nmsgstr "' + b"x" * 5_000_000 + b'"'),
        "Line 5: expected a text of at most 100000 characters, found a longer one.",
    ),
    "a NUL": (
        "a.po",
        PO % (b"utf-8", b'msgid "a"\nmsgstr "\0"'),
        "Line 5: expected text without control characters, found U+0000.",
    ),
    "entities": (
        "a.xlf",
        ENTITIES + b"]>" + XLIFF % b"<file>&t;</file>",
        "Expected plain XLIFF, found a document type or entity. Export the file again.",
    ),
    "elements without end": (
        "a.xlf",
        XLIFF % (b"<file/>" * 700_000),
        "The file is not valid XML: expected at most 300,000 elements, found more",
    ),
}


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_hostile_file_of_translations_is_refused(name):
    file, content, sentence = TRANSLATIONS[name]
    assert sentences(content, lambda content: read(file, content)) == [sentence]


PROGRAMMES = {
    "levels without end": (
        b'{"a":' + b"[" * 100_000,
        "a: expected at most 40 levels, found “objects within objects without end”.",
    ),
    "a number of millions of digits": (
        b'{"schedule":' + b"9" * 5_000_000 + b"}",
        "a: expected whole numbers up to 9,223,372,036,854,775,807, found “one of 5,000,000 digits”.",
    ),
    "a number that is none": (
        b'{"schedule":1e999}',
        "a: expected numbers that can be counted with, found “1e999”.",
    ),
    "values without end": (
        b'{"a":[' + b"[]," * 1_600_000 + b"[]]}",
        "a: expected at most 300,000 values, found “more”.",
    ),
    "half a character": (b'{"schedule":"\\ud800"}', "a, schedule: expected whole characters, found “U+D800”."),
    "a NUL": (
        b'{"schedule":["\\u0000"]}',
        "a, schedule[0]: expected text without control characters, found “U+0000”.",
    ),
    "elements without end": (
        b"<schedule>" + b"<day/>" * 800_000 + b"</schedule>",
        "a: expected at most 300,000 elements, found “more”.",
    ),
}


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_hostile_programme_is_refused(name):
    content, sentence = PROGRAMMES[name]
    how = Reading("Europe/Vienna", "en")
    assert sentences(content, lambda content: read_file(content, "a", how)) == [sentence]


@pytest.mark.parametrize(
    "values",
    [
        {"room_guids": [1]},
        {"rooms": {"Hall": [{"title": "x", "id": 1, "date": "9999-12-31T23:00:00", "duration": "99:00", "links": 5}]}},
    ],
)
def test_a_programme_of_another_shape_is_refused(values):
    shown = {"schedule": {"conference": {"acronym": "a", "days": [{"date": "2008-02-13", **values}]}}}
    with pytest.raises(FileRefused):
        read_file(json.dumps(shown).encode(), "a", Reading("Europe/Vienna", "en"))
