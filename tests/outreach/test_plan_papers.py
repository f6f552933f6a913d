"""An edition of an action plan as DOCX and PDF: what it says, in which language, and what is not in it."""

from collections import Counter
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader
from pypdf.generic import BooleanObject

from palermo.accounts.states import Role
from palermo.core.languages import LANGUAGES
from palermo.core.text import MultilingualText
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.outreach import make_plan
from tests.factories.plans import (
    make_draft_edition,
    make_measure,
    make_measure_progress,
    make_progress_round,
    make_section,
)
from tests.portal.filling import client_of

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    settings.WAGTAILADMIN_BASE_URL = "https://record.example.org"


@pytest.fixture
def edition():
    """An adopted edition: a goal without measures, one with two, and a measure of no goal."""
    plan = make_plan("Plan", state=make_state("Atlantis"), summary=text("Summary"), measures=1)
    found = plan.editions.get()
    found.period_from, found.period_until, found.changes = date(2008, 1, 1), date(2009, 12, 31), text("Changed")
    found.save()
    make_section(found, "Empty goal", order=2, text=MultilingualText({"en": "First.\n\nSecond\nline."}))
    goal = found.sections.get(key="goal-1")
    make_measure(
        found,
        "Train",
        section=goal,
        responsible=text("Ministry"),
        organisation=make_organisation("Agency"),
        starts_on=date(2008, 3, 1),
        due_on=date(2008, 9, 30),
        budget=Decimal("1200.50"),
        currency="EUR",
        indicator=text("Trained"),
        baseline=text("Ten"),
        target=text("Fifty"),
    )
    make_measure(found, "Alone")
    return found


def download(edition, form: str, *, language: str = "en", client: Client | None = None):
    answer = (client or Client()).get(f"/{language}/action-plans/{edition.plan.slug}/{edition.number}/plan.{form}")
    assert answer.status_code == 200
    return answer


def word_file(edition, **asked):
    return Document(BytesIO(download(edition, "docx", **asked).content))


def rows_of(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def outline(document) -> list[tuple[str, str]]:
    """Paragraphs outside tables that are not empty, each with its style."""
    return [(each.style.name, each.text) for each in document.paragraphs if each.text]


def test_it_has_the_sections_in_their_order_with_measures_as_tables(edition):
    document = word_file(edition)
    assert outline(document) == [
        ("Body Text", "As at 1 February 2008"),
        ("Body Text", "Action plan"),
        ("Heading 1", "Plan [en]"),
        ("Body Text", "Summary [en]"),
        ("Heading 2", "Plan goal [en]"),
        ("Heading 2", "Empty goal [en]"),
        ("Body Text", "First."),
        ("Body Text", "Second line."),
        ("Heading 2", "Other measures"),
        ("Heading 2", "Changes from the previous edition"),
        ("Body Text", "Changed [en]"),
    ]
    facts, first, other = document.tables
    assert dict(rows_of(facts)) == {
        "Party": "Atlantis [en]",
        "Edition": "1 (Adopted)",
        "Adopted on": "4 October 2007",
        "Period": "1 January 2008–31 December 2009",
        "Budget": "1,200.50 euros",
        "Web address": f"https://record.example.org/en/action-plans/{edition.plan.slug}/1/",
    }
    heads = ["Measure", "Responsible", "Due", "Budget", "Indicator"]
    assert rows_of(first) == [
        heads,
        ["1. Plan measure 1 [en]", "", "31 December 2008", "", ""],
        [
            "2. Train [en]",
            "Ministry [en]\nAgency [en]",
            "1 March–30 September 2008",
            "1,200.50 euros",
            "Trained [en]\nBaseline: Ten [en]\nTarget: Fifty [en]",
        ],
    ]
    assert rows_of(other) == [heads, ["3. Alone [en]", "", "", "", ""]]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_it_is_in_each_language_from_its_own_side_with_the_same_bytes(edition, language):
    answers = {form: download(edition, form, language=language.django_code) for form in ("docx", "pdf")}
    document = Document(BytesIO(answers["docx"].content))
    assert [line for style, line in outline(document) if style == "Heading 1"] == [f"Plan [{language.code}]"]
    assert document.tables[1].cell(2, 0).text == f"2. Train [{language.code}]"
    # The body, the page and both kinds of table turn round.
    body = document.element.body.xml
    assert ("<w:bidiVisual/>" in body, "<w:bidi/>" in body) == (language.right_to_left,) * 2
    assert document.core_properties.language == language.tag
    pdf = PdfReader(BytesIO(answers["pdf"].content))
    assert pdf.root_object["/Lang"].split("-")[0] == language.code
    assert pdf.metadata.title == f"Plan [{language.code}]"
    again = {form: download(edition, form, language=language.django_code).content for form in answers}
    assert again == {form: answer.content for form, answer in answers.items()}
    name = f"{edition.plan.slug}-1-{language.code}"
    assert {form: (each["Content-Type"], each["Content-Disposition"]) for form, each in answers.items()} == {
        "docx": (WORD, f'attachment; filename="{name}.docx"'),
        "pdf": ("application/pdf", f'attachment; filename="{name}.pdf"'),
    }


def test_the_pdf_is_tagged_and_lies_on_its_side(edition):
    pdf = PdfReader(BytesIO(download(edition, "pdf").content))
    assert pdf.root_object["/MarkInfo"]["/Marked"] == BooleanObject(value=True)
    found: Counter[str] = Counter()

    def count(node) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                count(each)
        elif isinstance(node, dict):
            if "/S" in node and node.get("/Type") != "/MCR":
                found[node["/S"]] += 1
            if "/K" in node:
                count(node["/K"])

    count(pdf.root_object["/StructTreeRoot"]["/K"])
    # Two tables of five columns, with three measures together; a title, four headings.
    names = ("/Table", "/TH", "/TD", "/H1", "/H2")
    assert {name: found[name] for name in names} == {"/Table": 2, "/TH": 10, "/TD": 15, "/H1": 1, "/H2": 4}
    assert all(page.mediabox.width > page.mediabox.height for page in pdf.pages)


def test_progress_is_in_it_once_its_round_is_published_also_for_those_who_report(edition):
    own = make_user(Role.FOCAL_POINT)
    own.postings.update(state=edition.plan.state)
    readers = [Client(), client_of(own), client_of(make_user(Role.SECRETARIAT))]
    first, second, _third = edition.measures.order_by("order")
    published = make_progress_round(edition, status="published")
    given = {"status": "delayed", "value": text("Five"), "spent": Decimal("300")}
    make_measure_progress(published, "Published words", measure=second, **given)
    later = make_progress_round(edition, status="closed", number=2)
    make_measure_progress(later, "Canary words", measure=first)
    make_measure_progress(later, "Canary words", measure=second, status="done")
    for reader in readers:
        table = word_file(edition, client=reader).tables[1]
        assert [row.cells[5].text for row in table.rows] == [
            "Progress",
            "Not reported",
            "Delayed (10 January 2008)\nPublished words [en]\nValue of the indicator: Five [en]\n"
            "Spent so far: 300 euros",
        ]


def test_a_draft_says_so_and_is_for_those_who_may_read_it(edition):
    draft = make_draft_edition(edition.plan, measures=1)
    path = f"/en/action-plans/{edition.plan.slug}/{draft.number}/plan."
    other = make_user(Role.DELEGATE)
    other.postings.update(state=make_state("Elsewhere"))
    for reader in (Client(), client_of(other)):
        assert [reader.get(f"{path}{form}").status_code for form in ("docx", "pdf")] == [404, 404]
    document = word_file(draft, client=client_of(make_user(Role.SECRETARIAT)))
    assert outline(document)[1] == ("Body Text", "Draft action plan. Not adopted")
    assert rows_of(document.tables[0])[1] == ["Edition", "2 (Draft)"]


def test_words_of_any_script_are_shown_where_a_language_has_none(edition):
    edition.plan.title = MultilingualText({"zh": "行动计划", "ar": "خطة"})
    edition.plan.save()
    titles = {
        language: PdfReader(BytesIO(download(edition, "pdf", language=language).content)).metadata.title
        for language in ("fr", "ar")
    }
    assert titles["ar"] == "خطة"
    assert titles["fr"] in {"行动计划 (ZH)", "خطة (AR)"}


def test_a_sign_that_no_font_has_is_replaced_in_the_pdf(edition):
    edition.plan.title = MultilingualText({"en": "Plan \N{LINEAR A SIGN AB001} end"})
    edition.plan.save()
    words = PdfReader(BytesIO(download(edition, "pdf").content)).pages[0].extract_text()
    assert "Plan \N{REPLACEMENT CHARACTER} end" in words


def test_the_page_of_the_edition_offers_both(edition):
    page = Client().get(f"/en/action-plans/{edition.plan.slug}/1/").text
    offered = [f"/en/action-plans/{edition.plan.slug}/1/plan.{form}" for form in ("docx", "pdf")]
    assert [f'href="{path}"' in page for path in offered] == [True, True]
