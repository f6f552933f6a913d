"""Word documents: what a word processor reads in them, by the XML of their parts."""

import io
import unicodedata
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from palermo.core.languages import BY_CODE, CODES
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.spoken import Run, Section, Subparagraph
from tests.reporting.spoken_examples import HOSTILE, example, unusual


def parts(made: bytes) -> dict[str, etree._Element]:
    """Every XML part, by name."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def part(made: bytes, name: str) -> etree._Element:
    return parts(made)[f"word/{name}.xml"]


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(".//" + "/".join(step if step == ".." else f"{{*}}{step}" for step in path.split("/")))


def value(element: etree._Element, name: str = "val") -> str:
    return element.get(qn(f"w:{name}"))


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in find(element, "t"))


def styled(root: etree._Element, style: str) -> list[etree._Element]:
    return [mark.getparent().getparent() for mark in find(root, "pStyle") if value(mark) == style]


@pytest.mark.parametrize("code", CODES)
def test_headings_are_headings_in_every_language(code):
    report = example(code)
    opened = docx.Document(io.BytesIO(render_docx(report)))

    titles = [section.title[0].text for section in report.sections]
    headings = [paragraph.text for paragraph in opened.paragraphs if is_heading(paragraph.style)]
    assert headings == [report.labels.summary, report.labels.contents, *titles]


def is_heading(style):
    """Whether the style, or one that it is based on, gives a level in the outline."""
    return style is not None and bool(find(style.element, "outlineLvl") or is_heading(style.base_style))


@pytest.mark.parametrize(
    ("code", "paragraph", "letters", "subparagraph"),
    [
        ("ar", "%1-", "arabicAbjad", "(%2)"),
        ("zh", "%1.", "lowerLetter", "(%2)"),
        ("en", "%1.", "lowerLetter", "(%2)"),
        ("fr", "%1.", "lowerLetter", "%2)"),
        ("ru", "%1.", "lowerLetter", "%2)"),
        ("es", "%1.", "lowerLetter", "%2)"),
    ],
)
def test_numbering_is_automatic_in_the_manner_of_the_language(code, paragraph, letters, subparagraph):
    levels = find(find(part(render_docx(example(code)), "numbering"), "abstractNum")[0], "lvl")

    shown = [(value(find(level, "numFmt")[0]), value(find(level, "lvlText")[0])) for level in levels]
    assert shown == [("decimal", paragraph), (letters, subparagraph)]


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("ar", [("decimal", "أولا-"), ("decimal", "ثانيا-"), ("decimal", "ثالثا-")]),
        ("zh", [("chineseCountingThousand", "%1.")]),
        ("en", [("upperRoman", "%1.")]),
        ("fr", [("upperRoman", "%1.")]),
        ("ru", [("upperRoman", "%1.")]),
        ("es", [("upperRoman", "%1.")]),
    ],
)
def test_sections_are_numbered_by_their_style(code, labels):
    made = render_docx(example(code))
    levels = [find(one, "lvl")[0] for one in find(part(made, "numbering"), "abstractNum")[1:]]

    assert [(value(find(level, "numFmt")[0]), value(find(level, "lvlText")[0])) for level in levels] == labels
    named = {value(find(level, "pStyle")[0]) for level in levels}
    assert named == {style for style, (key, _level) in counting_styles(made).items() if int(key) >= 100}


def counting_styles(made: bytes) -> dict[str, tuple[str, str]]:
    """List and level of each style that counts, its own or that of the style it is based on."""
    styles = {value(one, "styleId"): one for one in find(part(made, "styles"), "style")}
    counts = {key: list_of(mark[0]) for key, style in styles.items() if (mark := find(style, "numPr"))}
    bases = {key: value(base[0]) for key, style in styles.items() if (base := find(style, "basedOn"))}
    return counts | {key: counts[base] for key, base in bases.items() if base in counts and key not in counts}


def list_of(mark: etree._Element) -> tuple[str, str]:
    return value(find(mark, "numId")[0]), value(find(mark, "ilvl")[0])


def counted(made: bytes) -> list[tuple[str, str]]:
    """List and level of each counted paragraph, in order, sections left out."""
    by_style = counting_styles(made)
    found = []
    for one in find(part(made, "document"), "p"):
        direct, style = find(one, "numPr"), [value(mark) for mark in find(one, "pStyle")]
        found.append(list_of(direct[0]) if direct else by_style.get(style[0] if style else ""))
    return [count for count in found if count and int(count[0]) < 100]


def starts(made: bytes) -> dict[str, str]:
    lists = find(part(made, "numbering"), "num")
    return {value(one, "numId"): value(start[0]) for one in lists if (start := find(one, "startOverride"))}


def test_no_paragraph_is_numbered_directly_or_by_hand():
    made = render_docx(example("en", copies=3))

    assert find(part(made, "document"), "numPr") == []
    assert {one for one, _count in counting_styles(made).items()} == {
        "Heading1", "NumberedParagraph", "BoldParagraph", "Subparagraph", "BoldSubparagraph",
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_following_lines_return_to_the_margin(code):
    levels = find(find(part(render_docx(example(code)), "numbering"), "abstractNum")[0], "lvl")

    indents = [find(level, "ind")[0] for level in levels]
    assert [(value(one, "left"), one.get(qn("w:hanging"))) for one in indents] == [("0", None), ("0", None)]


def test_recommendations_are_bold_where_the_paragraph_asks_for_it():
    report = example("en")
    table, advice, closing = report.sections[2].blocks
    section = replace(report.sections[2], blocks=(table, replace(advice, emphasis=True), closing))
    document = part(render_docx(replace(report, sections=(*report.sections[:2], section))), "document")

    assert [words(one) for one in styled(document, "BoldParagraph")] == ["The Commission may wish to advise that:"]
    assert len(styled(document, "BoldSubparagraph")) == 3


def test_one_list_runs_through_all_sections():
    made = render_docx(example("en", copies=3))

    assert counted(made) == [("1", "0")] * 9 + [("1", "1")] * 3 + [("1", "0")]
    assert starts(made) == {"1": "1"}


def renumbered(section: Section, first: int) -> Section:
    numbers = iter(range(first, first + 100))
    blocks = tuple(replace(one, number=next(numbers)) if hasattr(one, "number") else one for one in section.blocks)
    return replace(section, blocks=blocks)


def test_numbers_that_leave_a_gap_are_kept():
    report = example("en")
    last = renumbered(report.sections[2], 40)
    made = render_docx(replace(report, sections=(renumbered(report.sections[0], 7), report.sections[1], last)))

    assert starts(made) == {"1": "7", "2": "3", "3": "40"}
    assert counted(made) == [("1", "0")] * 2 + [("2", "0")] * 2 + [("3", "0"), *[("3", "1")] * 3, ("3", "0")]


def test_labels_that_no_count_gives_are_written_out():
    report = example("en")
    table, advice, closing = report.sections[2].blocks
    odd = replace(advice, subparagraphs=(Subparagraph("bis.", (Run("words"),), ()),))
    section = replace(report.sections[2], blocks=(table, odd, closing))
    document = part(render_docx(replace(report, sections=(*report.sections[:2], section))), "document")

    assert [words(one) for one in styled(document, "LabelledSubparagraph")] == ["bis.words"]


@pytest.mark.parametrize("code", CODES)
def test_footnotes_are_footnotes(code):
    report = example(code)
    made = render_docx(report)

    notes = {value(note, "id"): words(note).strip() for note in find(part(made, "footnotes"), "footnote")}
    shown = ["".join(run.text for run in note.content) for note in report.footnotes]
    calls = find(part(made, "document"), "footnoteReference")
    assert notes == {"-1": "", "0": "", "1": f"* {words_of_note(report)}", **dict(zip("234", shown, strict=True))}
    assert [(value(call, "id"), call.get(qn("w:customMarkFollows"))) for call in calls] == [
        ("1", "1"), ("2", None), ("3", None), ("4", None),
    ]  # fmt: skip


def words_of_note(report):
    return "".join(run.text for run in report.marked_notes[0].content)


def test_every_relationship_has_its_part():
    made = parts(render_docx(example("en")))
    targets = {one.get("Target").rpartition("/")[2] for one in made["word/_rels/document.xml.rels"]}
    typed = {one.get("PartName") for one in made["[Content_Types].xml"] if one.get("PartName")}

    assert targets == {
        "styles.xml", "numbering.xml", "settings.xml", "footnotes.xml", "header1.xml", "header2.xml", "header3.xml",
        "footer1.xml", "footer2.xml", "footer3.xml",
    }  # fmt: skip
    assert typed == {f"/{name}" for name in made if name.endswith(".xml") and name != "[Content_Types].xml"}


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("ar", "bidi", "ar-SA"),
        ("zh", "eastAsia", "zh-CN"),
        ("en", "val", "en-GB"),
        ("fr", "val", "fr-FR"),
        ("ru", "val", "ru-RU"),
        ("es", "val", "es-ES"),
    ],
)
def test_language_of_the_words_is_said(code, kind, expected):
    made = render_docx(example(code))

    assert [value(one, kind) for one in find(part(made, "styles"), "docDefaults/rPrDefault/rPr/lang")] == [expected]
    assert docx.Document(io.BytesIO(made)).core_properties.language == BY_CODE[code].tag


def test_arabic_reads_from_the_right():
    made = render_docx(example("ar"))
    document = part(made, "document")
    runs = [run for name in ("document", "footnotes", "header1") for run in find(part(made, name), "r") if words(run)]
    symbols = [run for run in runs if find(run, "rStyle") and value(find(run, "rStyle")[0]) == "Symbol"]
    fields = [run for run in runs if words(run) == "…"]

    normal = next(one for one in find(part(made, "styles"), "style") if value(one, "styleId") == "Normal")
    assert len(find(normal, "bidi")) == 1
    assert len(find(document, "sectPr/bidi")) == 1
    assert len(find(document, "tblPr/bidiVisual")) == len(find(document, "tbl")) == 3
    # What is English and what is a symbol reads from the left.
    english = [run for run in runs if [value(one) for one in find(run, "lang")] == ["en-GB"]]
    assert {words(run) for run in runs if not find(run, "rtl")} == {words(run) for run in symbols + fields + english}
    assert {bool(find(run, "rtl")) for run in symbols} == {False}
    assert {bool(find(size.getparent(), "szCs")) for size in find(part(made, "styles"), "sz")} == {True}


def test_other_languages_are_not_turned_round():
    text = etree.tostring(part(render_docx(example("ru")), "document")).decode()

    assert [tag for tag in ("<w:rtl/>", "<w:bidi/>", "<w:bidiVisual/>") if tag in text] == []


def test_chinese_has_its_faces_and_no_italics():
    made = render_docx(example("zh"))
    fonts = {value(one, "eastAsia") for one in find(part(made, "styles"), "rFonts")}

    assert fonts == {"SimSun", "SimHei"}
    assert find(part(made, "styles"), "i") == []


@pytest.mark.parametrize("code", CODES)
def test_symbols_hold_nothing_that_cannot_be_seen(code):
    made = render_docx(example(code))
    symbols = [one for one in find(part(made, "document"), "t") if "COP" in (one.text or "")]

    assert {value(find(one.getparent(), "rStyle")[0]) for one in symbols} == {"Symbol"}
    everything = "".join(words(element) for element in parts(made).values())
    assert [sign for sign in everything if unicodedata.category(sign) == "Cf"] == []


def test_gap_is_marked():
    document = part(render_docx(example("en")), "document")
    gaps = [run for run in find(document, "r") if [value(one) for one in find(run, "rStyle")] == ["Gap"]]

    assert [words(run) for run in gaps] == ["the name of the first donor is missing in English", "missing"]


def test_table_repeats_its_headings():
    report = example("en")
    _, _, table = find(part(render_docx(report), "document"), "tbl")
    heading, *rows = find(table, "tr")

    assert [len(find(row, "tblHeader")) for row in (heading, *rows)] == [1, 0, 0, 0]
    assert [words(cell) for cell in find(heading, "tc")] == ["Dates", "Place", "Subject", "Document"]
    assert [value(one) for one in find(table, "tblCaption")] == ["Regional events held by 31 January 2008"]


def test_contents_stay_on_one_page():
    _, contents, _ = find(part(render_docx(example("zh")), "document"), "tbl")

    kept = [{bool(find(one, "keepNext")) for one in find(row, "p")} for row in find(contents, "tr")]
    assert kept == [{True}, {True}, {True}, {False}]


def test_contents_point_to_the_sections():
    document = part(render_docx(example("en")), "document")
    _, contents, _ = find(document, "tbl")

    marks = [value(one, "name") for one in find(document, "bookmarkStart")]
    fields = [one.text.split() for one in find(contents, "instrText")]
    assert [words(row) for row in find(contents, "tr")] == [
        "ParagraphsPage", "I.Introduction1–2…", "II.Steering Committee3–4…", "III.Regional activities and advice5–6…",
    ]  # fmt: skip
    assert fields == [["PAGEREF", mark, "\\h"] for mark in marks]


def test_unusual_report_keeps_all_it_says():
    document = part(render_docx(unusual()), "document")

    assert [value(call, "id") for call in find(document, "footnoteReference")] == ["1", "2", "3", "4"]
    assert [words(one)[:12] for one in styled(document, "Summary")] == [
        "In short:", "(a) A report", "(b) The Stee", "(c) States s",
    ]  # fmt: skip
    assert [words(one)[:14] for one in styled(document, "LabelledSubparagraph")] == [
        "(a)A report on",
        "(b)The Steerin",
        "(c)States shou",
    ]
    assert [len(find(table, "tr")) for table in find(document, "tbl")] == [2, 4, 1]


def test_properties_say_what_the_document_is():
    properties = docx.Document(io.BytesIO(render_docx(example("fr")))).core_properties

    assert properties.title == "Progrès de l’Initiative mondiale de lutte contre la traite des êtres humains"
    assert (properties.identifier, properties.created.isoformat()) == ("CTOC/COP/2008/7", "2008-01-31T00:00:00+00:00")
    assert properties.created == properties.modified


@pytest.mark.parametrize(("symbol", "header"), [("CTOC/COP/2008/7", "CTOC/COP/2008/7"), (None, "")])
def test_running_head_is_the_symbol_once_there_is_one(symbol, header):
    made = render_docx(example("en", symbol=symbol))

    assert words(part(made, "header1")) == words(part(made, "header3")) == header
    assert words(part(made, "header2")) == ""


def test_pages_are_numbered_at_the_outer_edge_from_the_second():
    made = render_docx(example("en"))
    document = part(made, "document")
    kinds = [[value(one, "type") for one in find(document, f"sectPr/{each}Reference")] for each in ("header", "footer")]
    feet = [part(made, f"footer{at}") for at in (1, 2, 3)]

    assert kinds == [["default", "first", "even"]] * 2
    assert len(find(part(made, "settings"), "evenAndOddHeaders")) == 1
    # The style stands right.
    assert [(bool(words(foot)), [value(side) for side in find(foot, "jc")]) for foot in feet] == [
        (True, []),
        (False, []),
        (True, ["left"]),
    ]


@pytest.mark.parametrize("code", CODES)
def test_masthead_has_its_lines_in_order(code):
    report = example(code)
    masthead = find(part(render_docx(report), "document"), "tbl")[0]

    head = report.masthead
    lines = (head.organization, head.symbol_line, head.organ, head.distribution, head.date, head.version, head.original)
    assert [words(one) for one in find(masthead, "p")] == [line[0].text for line in lines if line]


@pytest.mark.parametrize("code", ["ar", "zh", "ru"])
def test_particulars_in_english_say_that_they_are(code):
    masthead = find(part(render_docx(example(code)), "document"), "tbl")[0]
    english = [run for run in find(masthead, "r") if [value(one) for one in find(run, "lang")] == ["en-GB"]]

    assert [words(run) for run in english][0::2] == ["Distr.: General", LANGUAGE_NAMES[code]]
    assert [len(find(run, "rtl")) for run in english] == [0, 0, 0, 0]


LANGUAGE_NAMES = {"ar": "Arabic", "zh": "Chinese", "ru": "Russian"}


def test_number_of_words_is_that_of_the_report():
    statistics = parts(render_docx(example("en")))["docProps/app.xml"]

    assert [one.text for one in find(statistics, "Words")] == ["1200"]


def test_hostile_words_stay_words():
    made = render_docx(example("en", hostile=True))

    assert words(styled(part(made, "document"), "Title")[0]).startswith(HOSTILE)


def test_characters_that_xml_cannot_hold_are_left_out():
    report = replace(example("en"), subtitle=(Run("be\x00fore\x0b and \x1fafter"),))

    assert words(styled(part(render_docx(report), "document"), "Subtitle")[0]) == "before and after"


def test_title_longer_than_a_property_is_whole_in_the_paper():
    made = render_docx(replace(example("en"), title=(Run("word " * 80),)))

    assert words(styled(part(made, "document"), "Title")[0]) == "word " * 80
    assert docx.Document(io.BytesIO(made)).core_properties.title == "word " * 51


@pytest.mark.parametrize("code", CODES)
def test_same_report_gives_the_same_bytes(code):
    made = render_docx(example(code))
    entries = zipfile.ZipFile(io.BytesIO(made)).infolist()

    assert made == render_docx(example(code))
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 3)}
    assert entries[0].filename == "[Content_Types].xml"


@pytest.mark.parametrize(("code", "hyphens"), [("en", 1), ("ar", 1), ("zh", 0)])
def test_no_line_ends_at_a_hyphen_of_a_symbol(code, hyphens):
    head = part(render_docx(example(code, symbol="A/57/458-S/2002/1160")), "header1")

    assert len(find(head, "noBreakHyphen")) == hyphens
