"""An officer adds a table, a footnote and an annex: on the site without script, in every format, and back from Word."""

import io

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from docx import Document
from lxml import etree

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.actions.structure import add_paragraph, add_section
from palermo.reporting.actions.suggestions import AcceptedAll, accept_all
from palermo.reporting.actions.writing import write_table, write_text
from palermo.reporting.building import draft_of
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report, TextRevision
from palermo.reporting.realization.reports import speak
from palermo.reporting.renderers.akn import render_akn
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.html import render_html
from palermo.reporting.renderers.pdf import render_pdf
from palermo.reporting.states import ParagraphKind
from palermo.reporting.writing.content import TableContent
from palermo.reporting.writing.report import Flag
from tests.factories.accounts import make_user
from tests.portal.reading import Page
from tests.reporting.exchange.word_files import edit, element

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
WRITE = "/en/reports/briefing-2008-01-31/write/"
CELLS = TableContent(
    "Costs of the *Forum*", ("Item", "Dollars"), (("Interpretation", "1,200"), ("Rooms", "–"), ("Total", "1,200.50"))
)


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office():
    client = Client()
    client.force_login(User.objects.get(email="secretariat@example.org"))
    return client


@pytest.fixture
def annex(report, officer):
    """An annex with a paragraph that has a footnote, and a table."""
    section = add_section(report, {"en": "Resources"}, by=officer, is_annex=True)
    paragraph = add_paragraph(report, section.key, by=officer)
    write_text(report, paragraph.key, "en", "The costs were low.[^See A/RES/55/25.]", base=0, by=officer)
    table = add_paragraph(report, section.key, after=paragraph.key, by=officer, kind=ParagraphKind.TABLE)
    write_table(report, table.key, "en", CELLS, base=0, by=officer)
    return section, paragraph, table


def spoken(report, language="en"):
    writing = draft_of(Report.objects.get(pk=report.pk)).writing
    return speak(writing.in_language(language), language, labels=label_record)


def table_of(report, row):
    writing = draft_of(Report.objects.get(pk=report.pk)).writing
    return writing.content(writing.pieces[row.key], "en")


def test_an_annex_with_a_table_and_a_footnote_is_in_every_format_with_numbers_at_the_end(report, annex):
    content = spoken(report)
    assert [(section.label, len(section.blocks)) for section in content.sections][-1] == ("Annex", 2)
    page = BeautifulSoup(render_html(content), "lxml")
    assert page.select(".table-frame caption")[-1].get_text() == "Costs of the Forum"
    assert [each.get_text() for each in page.select(".table-frame .figure")] == ["Dollars", "1,200", "–", "1,200.50"]
    assert [each.get_text() for each in page.select("caption em")] == ["Forum"]
    document = Document(io.BytesIO(render_docx(content)))
    table = document.tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Item", "Dollars"],
        ["Interpretation", "1,200"],
        ["Rooms", "–"],
        ["Total", "1,200.50"],
    ]
    assert [[str(cell.paragraphs[0].alignment) for cell in row.cells] for row in table.rows] == [
        ["None", "RIGHT (2)"]
    ] * 4
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    tree = etree.fromstring(render_akn(content))
    table = tree.findall(f".//{AKN}table")[-1]
    assert ["".join(each.itertext()) for each in table.iter() if each.get("class") == "number"] == [
        *("Dollars", "1,200", "–", "1,200.50")
    ]
    assert ["".join(each.itertext()) for each in tree.iter(f"{AKN}authorialNote")][-1] == "See A/RES/55/25."
    assert render_pdf(content).startswith(b"%PDF")


def test_a_table_without_a_text_in_a_language_is_a_gap_that_word_can_open(report, annex):
    content = spoken(report, "fr")
    document = Document(io.BytesIO(render_docx(content)))
    assert [len(row.cells) for row in document.tables[-1].rows] == [1]
    writing = draft_of(report).writing
    assert writing.status(writing.pieces[annex[2].key], "fr").flags == (Flag.BEHIND, Flag.MISSING)


def test_cells_changed_in_word_come_back_with_a_table_that_lost_its_caption(report, officer, annex):
    exported = export_for_editing(report, "en", by=officer)
    made = import_edited(report, exported.content, "a.docx", "en", by=officer)
    assert [*made.suggestions.all()] == []

    def change(file):
        file.replace("1,200.50", "1,300.50")
        file.remove("Costs of the ")
        file.replace("The costs were low.", "The costs were modest.")
        notes = file.parts["word/footnotes.xml"]
        file.parts["word/footnotes.xml"] = notes.replace(b"A/RES/55/25", b"A/RES/55/255")

    made = import_edited(report, edit(exported.content, change), "b.docx", "en", by=officer)
    assert [(each.kind, each.paragraph.key) for each in made.suggestions.all()] == [
        ("changed", annex[1].key),
        ("changed", annex[2].key),
    ]
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(2, 0)
    rows = (("Interpretation", "1,200"), ("Rooms", "–"), ("Total", "1,300.50"))
    assert table_of(report, annex[2]) == TableContent("", ("Item", "Dollars"), rows)
    assert table_of(report, annex[1]).text == "The costs were modest.[^See A/RES/55/255.]"


def test_a_table_added_in_word_is_a_table(report, officer):
    def cells(*words):
        inside = "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in words)
        return f"<w:tr>{inside}</w:tr>"

    first = "The Steering Committee met once, in Geneva on 17 January 2008."

    def change(file):
        caption = '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>Attendance</w:t></w:r></w:p>'
        wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>All</w:t></w:r></w:p></w:tc></w:tr>'
        table = f"<w:tbl>{cells('State', 'Number')}{cells('Austria', '12')}{wide}</w:tbl>"
        for each in (table, caption):
            file.paragraph(first).addnext(element(each))

    exported = export_for_editing(report, "en", by=officer)
    made = import_edited(report, edit(exported.content, change), "a.docx", "en", by=officer)
    assert [(each.kind, each.text) for each in made.suggestions.all()] == [
        ("new", "Attendance\nState\tNumber\nAustria\t12\nAll\t")
    ]
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(1, 0)
    row = made.suggestions.get().paragraph
    assert (row.kind, table_of(report, row)) == (
        "table",
        TableContent("Attendance", ("State", "Number"), (("Austria", "12"), ("All", ""))),
    )


def test_comments_on_cells_come_back_on_their_words(report, officer, annex):
    exported = export_for_editing(report, "en", by=officer)
    file = edit(exported.content, lambda each: each.comment("Interpretation", "In six languages?", "Ada Editor"))
    import_edited(report, file, "a.docx", "en", by=officer)
    comment = annex[2].comments.get()
    assert comment.text_then[comment.start : comment.end] == "Interpretation"


# On the site, without script.


def test_a_table_is_made_row_by_row_and_column_by_column(office, report):
    answer = office.post(f"{WRITE}since.committee/", {"version": "en", "act": "add-table", "section": "since"})
    address = answer.headers["Location"].split("#")[0]
    key = address.partition("edit=")[2]

    def press(act, caption, cells, columns, **more):
        base = TextRevision.objects.filter(paragraph__key=key).count()
        fields = {"version": "en", "act": act, "caption": caption, "cell": cells, "columns": columns, "base": base}
        return office.post(f"{WRITE}{key}/", {**fields, **more})

    press("add-column", "Attendance", ["State", "Number", "Austria", "12"], 2, column=1)
    assert table_of(report, row_of(key)) == TableContent(
        "Attendance", ("State", "", "Number"), (("Austria", "", "12"),)
    )
    press("add-row", "Attendance", ["State", "Day", "Number", "Austria", "1", "12"], 3, row=1)
    page = Page(office.get(address))
    assert len(page.soup.select("[name=cell]")) == 12
    assert len(spoken_table(report, key).rows) == 1
    press(
        "remove-column", "Attendance", ["State", "Day", "Number", "Austria", "1", "12", "Peru", "2", "9"], 3, column=2
    )
    press("remove-row", "Attendance", ["State", "Number", "Austria", "12", "Peru", "9"], 2, row=1)
    assert table_of(report, row_of(key)) == TableContent("Attendance", ("State", "Number"), (("Peru", "9"),))
    for act, sentence in (
        ("remove-row", "A table has at least one row. Remove the table instead."),
        ("remove-column", "There is no column 7."),
    ):
        refused = press(act, "Typed", ["State", "Number", "Peru", "10"], 2, row=1, column=7)
        assert (refused.status_code, [str(each) for each in refused.context["messages"]]) == (422, [sentence])
        assert values(refused, "[name=cell]")[:4] == ["State", "Number", "Peru", "10"]
    assert press("save", "Typed", ["State"], "x").status_code == 302


def test_the_table_of_an_officer_who_saved_second_is_shown_to_them(office, report, officer):
    row = add_paragraph(report, "since", by=officer, kind=ParagraphKind.TABLE)
    write_table(report, row.key, "en", CELLS, base=0, by=officer)
    fields = {"version": "en", "act": "save", "caption": "Mine", "cell": ["Item", "Rooms"], "columns": 1, "base": 0}
    page = Page(office.post(f"{WRITE}{row.key}/", fields, follow=True))
    assert page.one(".writing-changes blockquote") == "Mine Item Rooms"


def test_a_footnote_is_added_behind_its_words(office):
    text = "The Steering Committee met once, in Geneva on 17 January 2008."
    fields = {"version": "en", "act": "add-footnote", "text": text, "base": "0", "note": "See [1]."}
    refused = office.post(f"{WRITE}since.committee/", {**fields, "note_after": "in Lyon"})
    assert [str(each) for each in refused.context["messages"]] == [
        "The words “in Lyon” are not in the paragraph. Copy them from its text."
    ]
    assert values(refused, "#note") == ["See [1]."]
    office.post(f"{WRITE}since.committee/", {**fields, "note_after": "in Geneva"})
    written = "The Steering Committee met once, in Geneva[^See [1\\].] on 17 January 2008."
    assert TextRevision.objects.get().content["text"] == written
    content = spoken(Report.objects.get(slug="briefing-2008-01-31"))
    assert "See [1]." in ["".join(part.text for part in note.content) for note in content.footnotes]


def values(answer, selector):
    return [each["value"] for each in BeautifulSoup(answer.content, "lxml").select(selector)]


def row_of(key):
    return Report.objects.get(slug="briefing-2008-01-31").paragraphs.get(key=key)


def spoken_table(report, key):
    return next(block for part in spoken(report).sections for block in part.blocks if block.key == key)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
